internal import SimExchange

/// The simulator's accounts as users write them: their number, or their codes separated by commas, each with its cash
/// if that is not USD 1,000,000: `3`, `DU1111111,DU2222222=50000`.
package struct AccountList: Hashable, Sendable {
    /// The largest number of accounts: TWS serves no more in one request.
    private static let maximum = 50

    /// The accounts in the order of the text; empty for one account, or for those of the state.
    let accounts: [SimConfiguration.Account]

    /// Makes an empty list.
    package init() { accounts = [] }

    /// Parses a text; an empty one names no account.
    ///
    /// - Throws: An error for a number outside 1 to 50, and for an invalid code or amount.
    package init(option text: String) throws(OptionFault) {
        if text.isEmpty {
            accounts = []
        } else if let count = Int(text) {
            guard (1...Self.maximum).contains(count) else {
                throw OptionFault("\(count) is outside 1 to \(Self.maximum)")
            }
            accounts = Array(repeating: SimConfiguration.Account(), count: count)
        } else {
            accounts = try Self.accounts(text)
        }
    }

    private static func accounts(_ text: String) throws(OptionFault) -> [SimConfiguration.Account] {
        var accounts: [SimConfiguration.Account] = []
        for part in text.split(separator: ",", omittingEmptySubsequences: false) {
            let account = try account(part)
            if accounts.contains(where: { $0.code == account.code }) {
                throw OptionFault("\(account.code ?? "") is there twice")
            }
            accounts.append(account)
        }
        guard accounts.count <= maximum else { throw OptionFault("more than \(maximum) accounts") }
        return accounts
    }

    private static func account(_ text: Substring) throws(OptionFault) -> SimConfiguration.Account {
        let parts = text.split(separator: "=", maxSplits: 1, omittingEmptySubsequences: false)
        let code = String(parts[0])
        guard isCode(code) else {
            throw OptionFault("\"\(code)\" is not an account; a code looks like DU1234567")
        }
        guard parts.count > 1 else { return SimConfiguration.Account(code: code) }
        guard let cash = Double(parts[1]), (0...1e12).contains(cash) else {
            throw OptionFault("\(text): cash is an amount in USD, such as \(code)=50000")
        }
        return SimConfiguration.Account(code: code, startingCash: cash)
    }

    /// Whether a text consists of capital letters and digits, starting with a letter.
    private static func isCode(_ text: String) -> Bool {
        guard let first = text.utf8.first, (2...20).contains(text.utf8.count) else { return false }
        let letters = UInt8(ascii: "A")...UInt8(ascii: "Z")
        let digits = UInt8(ascii: "0")...UInt8(ascii: "9")
        return letters.contains(first) && text.utf8.allSatisfy { letters.contains($0) || digits.contains($0) }
    }
}
