/// An account number for logs that others may read: only its start and end.
package enum MaskedAccount {
    /// Returns `DU•••567`; a number of at most five characters unchanged.
    package static func text(_ account: String) -> String {
        guard account.count > 5 else { return account }
        return "\(account.prefix(2))•••\(account.suffix(3))"
    }
}
