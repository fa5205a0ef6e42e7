internal import ScriptHost

/// The account of a login that a run trades.
enum AccountChoice: Equatable {
    /// Orders go to this account.
    case account(String)
    /// The run may not start; the text says why.
    case refused(String)

    /// Chooses the requested account, or the only one; the account's code, never the port, decides between paper and
    /// live.
    static func choose(from accounts: [String], wanted: String?, mode: ScriptConfiguration.Mode) -> AccountChoice {
        let listed = accounts.joined(separator: ", ")
        let account: String
        if let wanted {
            guard accounts.contains(wanted) else {
                return .refused("account \(wanted) is not one of this login: \(listed)")
            }
            account = wanted
        } else {
            if mode == .live { return .refused("--live needs --account: the account is never guessed") }
            if accounts.isEmpty { return .refused("the login has no account") }
            guard accounts.count == 1, let only = accounts.first else {
                return .refused("the login has several accounts (\(listed)); choose one with --account")
            }
            account = only
        }
        let isPaper = account.hasPrefix("D")
        if mode == .live, isPaper {
            return .refused("account \(account) is a paper account: --live trades real ones only; use --paper")
        }
        guard mode == .live || isPaper else {
            return .refused(
                "account \(account) is a live account: --paper trades paper accounts only, their ids begin with D"
            )
        }
        return .account(account)
    }
}
