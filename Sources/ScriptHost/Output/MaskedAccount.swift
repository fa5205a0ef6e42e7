/// An account's number where a log may be read by others: its begin and its end only.
package enum MaskedAccount {
    /// `DU•••567`; a number of at most five characters as it is.
    package static func text(_ account: String) -> String {
        guard account.count > 5 else { return account }
        return "\(account.prefix(2))•••\(account.suffix(3))"
    }
}
