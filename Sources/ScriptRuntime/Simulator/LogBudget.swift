/// Limits the log lines that clients cause without trading: refusals and oddities.
///
/// Each client may cause 200 at once and five a second after that; omitted lines are counted and reported with the next
/// line.
struct LogBudget<Client: Hashable> {
    private static var burst: Double { 200 }
    private static var perSecond: Double { 5 }

    private struct Account {
        var lines = LogBudget.burst
        var time: Double
        var omitted = 0
    }

    private var accounts: [Client: Account] = [:]

    /// Returns the lines to write for one that a client causes at a time in seconds.
    mutating func admit(_ line: String, of client: Client, at seconds: Double) -> [String] {
        var account = accounts[client] ?? Account(time: seconds)
        account.lines = min(Self.burst, account.lines + (seconds - account.time) * Self.perSecond)
        account.time = seconds
        defer { accounts[client] = account }
        guard account.lines >= 1 else {
            account.omitted += 1
            return []
        }
        account.lines -= 1
        guard account.omitted > 0 else { return [line] }
        defer { account.omitted = 0 }
        return ["\(account.omitted) lines like the next one were left out", line]
    }

    /// Removes a client; returns how many of its lines were omitted and not reported.
    mutating func forget(_ client: Client) -> Int { accounts.removeValue(forKey: client)?.omitted ?? 0 }
}
