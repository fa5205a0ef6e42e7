import RuntimeTesting
import ScriptHost
import Testing
import Trading

@testable import ScriptRuntime

/// Live trading never starts by accident: whatever port, account and wish, a live account gets no order.
@Suite("Paper guard")
struct PaperGuardTests {
    private static let logins: [[String]] = [
        [], ["DU1"], ["U1"], ["F1"], ["I1"], ["DU1", "U1"], ["U1", "DU1"], ["DU1", "DU2"], ["U1", "U2"], ["du1"], [""],
        ["UD1"], ["DF1", "DU1"],
    ]

    @Test(
        "no login lets a live account in, whatever is asked for",
        arguments: logins,
        [nil, "DU1", "U1", "U2", "", "du1", "DF1"]
    )
    func choice(login: [String], wanted: String?) {
        for mode in [ScriptConfiguration.Mode.simulator, .paper] {
            switch AccountChoice.choose(from: login, wanted: wanted, mode: mode) {
            case .account(let account):
                #expect(account.hasPrefix("D"))
                #expect(login.contains(account))
                #expect(wanted == nil ? login.count == 1 : wanted == account)
            case .refused(let reason): #expect(!reason.isEmpty)
            }
        }
    }

    @Test(
        "a run that meets a live account ends with 4 before its scripts begin, on every port",
        arguments: [7496, 7497, 4001, 4002, 1],
        [["U1"], ["F1"], ["DU1", "U1"], ["U1", "DU1"], []]
    )
    func run(port: Int, login: [String]) {
        let bench = RunBench(ports: [port])
        bench.script.next { $0.submit(.place([RunFixture.new()])) }
        bench.coordinator.take(.begin)
        bench.peer.ready(accounts: login)
        _ = bench.done()
        bench.confirmClose()
        #expect(bench.exitCode == 4)
        #expect(bench.peer.sent.isEmpty)
        #expect(bench.script.events.isEmpty)
    }
}
