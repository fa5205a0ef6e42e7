import RuntimeTesting
import TWSWire
import Testing

@Suite("Answers without an end")
struct AnswerFloodTests {
    /// Runs a script that asks one thing, and sends it rows of an answer that goes on for ever.
    private func prints(_ call: String, rows: Int, _ row: (_ number: Int, _ id: Int) -> ServerMessage) throws
        -> [String]
    {
        let trace = RunTrace()
        let (links, output, clock) = (ScriptedLinks(trace), RecordingOutput(trace), ManualClock())
        let run = try LuaRun("local ok, e = pcall(\(call)) print(ok, e.code)", links, clock, output)
        let peer = try #require(links.latest)
        peer.ready()
        // A part of history that was asked for because the whole was too long is answered like the whole.
        var answered = 0
        while answered < min(peer.sent.count, 20) {
            answered = peer.sent.count
            let id = peer.sent.last?.requestId ?? 0
            for number in 1...rows { peer.receive(row(number, id)) }
            clock.settle()
        }
        peer.end(nil)
        #expect(run.exitCode == (output.shown("print").isEmpty ? nil : 0))
        return output.shown("print")
    }

    @Test("positions are given up beyond 50,000, long before the end of their time")
    func positions() throws {
        func position(_ number: Int, _ id: Int) -> ServerMessage {
            var message = ServerMessage.Position()
            (message.account, message.contract.conId, message.position) = ("DU1", number, 1)
            return .position(message)
        }
        #expect(try prints("positions", rows: 50_000, position) == [])
        #expect(try prints("positions", rows: 50_001, position) == ["false\tanswer_too_long"])
    }

    @Test("executions and contracts likewise")
    func others() throws {
        let executions = try prints("executions", rows: 50_001) { number, id in
            var message = ServerMessage.ExecDetails()
            (message.reqId, message.execution.execId) = (id, "e.\(number).01.01")
            (message.execution.acctNumber, message.execution.clientId) = ("DU1", 1)
            return .execDetails(message)
        }
        #expect(executions == ["false\tanswer_too_long"])
        let details = try prints(#"details, contract("AAPL")"#, rows: 50_001) { number, id in
            var message = ServerMessage.ContractDetails()
            (message.reqId, message.contractDetails.contract.conId) = (id, number)
            return .contractDetails(message)
        }
        #expect(details == ["false\tanswer_too_long"])
    }

    @Test("bars are given up beyond 200,000")
    func bars() throws {
        let bars = try prints(#"history, contract("AAPL")"#, rows: 3) { _, id in
            var message = ServerMessage.HistoricalData()
            (message.reqId, message.bars) = (id, [Bar](repeating: Bar(), count: 100_000))
            return .historicalData(message)
        }
        #expect(bars == ["false\tanswer_too_long"])
    }
}
