/// The accounts of the login, in TWS's order: one at least, each with a code of its own.
struct AccountList: Sendable {
    private(set) var all: [SimulatedAccount]

    /// Makes accounts that have cash and nothing else; without any there is one.
    init(_ accounts: [SimConfiguration.Account], _ identifiers: Identifiers) {
        all = []
        for (place, account) in (accounts.isEmpty ? [SimConfiguration.Account()] : accounts).enumerated() {
            let code = account.code ?? identifiers.accountCode(at: place)
            precondition(!contains(code), "two accounts with the code \(code)")
            all.append(SimulatedAccount(code: code, startingCash: account.startingCash))
        }
    }

    /// The account that a user of TWS sees first.
    var first: SimulatedAccount { all[0] }

    /// The codes of all.
    var codes: [String] { all.map(\.code) }

    /// Whether one of them has the code.
    func contains(_ code: String) -> Bool { all.contains { $0.code == code } }

    /// The account with a code; orders and executions have no other codes than those of accounts.
    subscript(code: String) -> SimulatedAccount {
        _read { yield all[place(code)] }
        _modify { yield &all[place(code)] }
    }

    private func place(_ code: String) -> Int {
        guard let place = all.firstIndex(where: { $0.code == code }) else { preconditionFailure("no account \(code)") }
        return place
    }
}
