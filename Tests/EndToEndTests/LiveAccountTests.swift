import Foundation
import Testing

/// A run with real money, on a simulator whose account bears a real one's id: what is missing is named, one thing after
/// the other, and only the whole trades.
@Suite("A live account")
struct LiveAccountTests {
    private static let account = "U1234567"

    @Test("a live order leaves only when everything says so")
    func wholeWay() throws {
        let simulator = try Simulator(["--no-board", "--accounts", Self.account])
        let data = FileManager.default.temporaryDirectory.appendingPathComponent("ibscript-live-\(UUID())")
        defer { try? FileManager.default.removeItem(at: data) }
        let rights = [FileAttributeKey.posixPermissions: 0o700]
        let limits = data.appendingPathComponent("limits")
        try FileManager.default.createDirectory(at: limits, withIntermediateDirectories: true, attributes: rights)
        let script = Program.script("buy_aapl.lua")
        func live(_ more: [String], account: [String] = ["--account", Self.account], mode: String = "--live") throws
            -> Finished
        {
            let words = ["run", mode, "--port", "\(simulator.port)", "--data-dir", data.path] + account
            return try run(Program.binary, words + more, deadline: 60)
        }
        func expectRefused(_ result: Finished, _ words: String) {
            #expect(result.status == 4, "\(result.errors)")
            #expect(result.errors.contains(words), "\(result.errors)")
        }
        expectRefused(try live([script, "qty=1"], account: []), "--live needs --account")
        expectRefused(try live([script, "qty=1"]), "limits/U1234567.toml is missing")
        let file = limits.appendingPathComponent("U1234567.toml").path
        let text = "account = \"U1234567\"\nmax_order_qty = 10\n"
        #expect(
            FileManager.default.createFile(
                atPath: file,
                contents: Data(text.utf8),
                attributes: [.posixPermissions: 0o600]
            )
        )
        let unapproved = try live([script, "qty=1"])
        expectRefused(unapproved, "it is not approved for account U1234567")
        let hash = try #require(unapproved.errors.firstMatch(of: #/add --approve ([0-9a-f]{12})/#)).1
        expectRefused(try live(["--approve", "000000000000", script, "qty=1"]), "is not this file")
        expectRefused(try live(["--in-process", script, "qty=1"]), "processes of their own")
        let unwritten = try live(["--journal", "off", script, "qty=1"])
        #expect(unwritten.status == 64 && unwritten.errors.contains("--journal off is refused with --live"))
        expectRefused(try live([script, "qty=1"], mode: "--paper"), "is a live account")
        #expect(try Witness.look(at: simulator.port).orders.isEmpty)

        let done = try live(["--approve", String(hash), script, "qty=1"])
        #expect(done.status == 0, "\(done.errors)")
        #expect(done.errors.contains("live, with real money, account U1•••567"), "\(done.errors)")
        #expect(done.errors.contains("bought 1 at "))
        // The approval lasts for this file, and the limits hold.
        expectRefused(try live([script, "qty=11"]), "max_order_qty = 10")
        #expect(try Witness.look(at: simulator.port).orders.count == 1)
        #expect(simulator.stop() == 0)
    }
}
