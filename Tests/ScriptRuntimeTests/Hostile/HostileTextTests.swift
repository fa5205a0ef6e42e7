import Foundation
import RuntimeTesting
import ScriptHost
import ScriptRuntime
import TWSWire
import Testing
import Trading

@Suite("What a hostile TWS can make a run show")
struct HostileTextTests {
    /// Colours, a bell, a carriage return, a C1 introducer, a title, and text that runs backwards.
    private static let evil = "a\u{1B}[31m\u{07}\r\u{9B}2J\u{1B}]0;x\u{07}\u{202E}b"

    private static let script = """
        on("*", function(m)
            for name, value in pairs(m) do if type(value) == "string" then log(name, value) end end
        end)
        local t = place(contract("AAPL"), order("BUY", 10))
        on("error", function(m) print(m.errorString) end)
        every(1, function() end)
        """

    /// Runs the script with a console that writes into a file; gives what was written.
    private func output(_ form: Console.Form, _ play: (ScriptedLink, ManualClock) -> Void) throws -> (Data, Int32?) {
        let file = FileManager.default.temporaryDirectory.appendingPathComponent("\(UUID()).txt")
        _ = FileManager.default.createFile(atPath: file.path, contents: nil)
        defer { try? FileManager.default.removeItem(at: file) }
        let handle = try FileHandle(forWritingTo: file)
        defer { try? handle.close() }
        let descriptor = handle.fileDescriptor
        let console = Console(form: form, zone: .newYork, output: descriptor, error: descriptor)
        let (links, clock) = (ScriptedLinks(RunTrace()), ManualClock())
        let run = try LuaRun(Self.script, links, clock, console)
        let peer = try #require(links.latest)
        play(peer, clock)
        clock.settle()
        if run.exitCode == nil {
            run.coordinator.take(.stop(.interrupted))
            clock.settle()
            peer.end(nil)
            clock.settle()
        }
        #expect(console.finish(patience: .seconds(20)) == .written)
        return (try Data(contentsOf: file), run.exitCode)
    }

    /// Messages with the text in every field that a run shows or a script sees.
    private func messages(_ text: String) -> [ServerMessage] {
        var open = ServerMessage.OpenOrder()
        (open.orderId, open.contract.symbol, open.contract.localSymbol) = (1, text, text)
        (open.orderState.status, open.orderState.rejectReason) = (OrderStatus(text), text)
        var status = ServerMessage.OrderStatus()
        (status.orderId, status.status, status.whyHeld) = (1, OrderStatus(text), text)
        (status.remaining, status.permId) = (10, 5)
        var execution = ServerMessage.ExecDetails()
        (execution.contract.symbol, execution.contract.currency) = (text, text)
        (execution.execution.orderId, execution.execution.execId) = (1, text)
        (execution.execution.shares, execution.execution.price) = (1, 190)
        execution.execution.side = ExecutionSide(text)
        var commission = ServerMessage.CommissionAndFeesReport()
        (commission.execId, commission.commissionAndFees, commission.currency) = (text, 1, text)
        return [
            .openOrder(open), .orderStatus(status), .execDetails(execution), .commissionAndFeesReport(commission),
            RunFixture.error(1, 399, text), RunFixture.error(-1, 504, text), RunFixture.error(1, 110, text),
        ]
    }

    @Test("nothing of a peer's text reaches a terminal as it is", arguments: [Console.Form.text, .json])
    func escapes(form: Console.Form) throws {
        let (data, code) = try output(form) { peer, clock in
            peer.ready(accounts: ["D\(Self.evil)"])
            for message in messages(Self.evil) { peer.receive(message) }
            clock.settle()
            peer.note(Self.evil)
        }
        let text = String(decoding: data, as: UTF8.self)
        let raw = text.unicodeScalars.filter { scalar in
            (scalar.value < 32 && scalar != "\n") || (0x7F...0x9F).contains(scalar.value)
                || (0x202A...0x202E).contains(scalar.value) || (0x2066...0x2069).contains(scalar.value)
        }
        #expect(raw.isEmpty, "\(Set(raw.map(\.value)))")
        // It is there all the same, and the run ended as it was asked to.
        #expect(text.split(separator: "\n").count { $0.contains("31m") } >= 7)
        #expect(code == 130)
    }

    @Test(
        "a flood of distinct errors stays below 4 MB, and the end is still told",
        arguments: [Console.Form.text, .json]
    )
    func flood(form: Console.Form) throws {
        let padding = String(repeating: "x", count: 500)
        let (data, code) = try output(form) { peer, clock in
            peer.ready()
            for number in 0..<12_000 {
                peer.receive(RunFixture.error(-1, 504, "\(number) \(padding)"), RunFixture.error(1, 399, "\(number)"))
                if number % 1_000 == 0 { clock.advance(1) }
            }
        }
        #expect(data.count < 4_000_000)
        let lines = String(decoding: data, as: UTF8.self).split(separator: "\n")
        #expect(lines.last?.contains(form == .text ? "ended: interrupted" : #""event":"ended""#) == true)
        #expect(lines.contains { $0.contains("left out") || $0.contains(#""event":"omitted""#) })
        #expect(code == 130)
    }

    @Test("account refused: the line holds nothing raw either")
    func refusedAccount() throws {
        let (data, code) = try output(.text) { peer, clock in
            peer.ready(accounts: ["U\(Self.evil)"])
            clock.settle()
            peer.end(nil)
        }
        #expect(!data.contains(27) && !data.contains(7) && !data.contains(13))
        #expect(code == 4)
    }
}
