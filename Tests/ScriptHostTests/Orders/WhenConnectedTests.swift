import ScriptHost
import Testing
import Trading

/// `place(c, o, {when_connected = 60})`.
@Suite("Orders that wait for a connection")
struct WhenConnectedTests {
    private static let source = """
        on("disconnected", function()
            local ok, e = pcall(place, contract("AAPL"), order("BUY", 1), {when_connected = 60})
            print(ok, ok and e.orderId or e.code)
        end)
        sleep(600)
        """

    @Test("the order leaves when the connection is there again, at its own line")
    func waits() throws {
        let bench = try ScriptBench(Self.source)
        bench.disconnect("reset")
        bench.advance(59)
        #expect(bench.placed.isEmpty && bench.prints.isEmpty)
        bench.reconnect(after: 59)
        #expect(bench.prints == ["true\t1"])
        #expect(bench.placed.map(\.orderId) == [1])
        bench.advance(120)
        #expect(bench.placed.count == 1)
    }

    @Test("after its time the refusal is raised, and a later connection places nothing")
    func late() throws {
        let bench = try ScriptBench(Self.source)
        bench.disconnect("reset")
        bench.advance(60)
        #expect(bench.prints == ["false\tnot_connected"])
        bench.reconnect(after: 60)
        #expect(bench.placed.isEmpty)
    }

    @Test("with a connection it does not wait; what else is wrong is raised at once")
    func atOnce() throws {
        let bench = try ScriptBench(
            """
            print(place(contract("AAPL"), order("BUY", 1), {when_connected = 60}).orderId)
            print(select(2, pcall(place, contract("AAPL"), order("BUY", 100000), {when_connected = 60})).code)
            """
        )
        #expect(bench.prints == ["1", "DENIED_MAX_ORDER_QTY"])
    }

    @Test("where a script cannot wait the refusal is raised at once")
    func cannotWait() throws {
        let bench = try ScriptBench(
            """
            on("disconnected", function()
                local run = coroutine.wrap(function()
                    return select(2, pcall(place, contract("AAPL"), order("BUY", 1), {when_connected = 60})).code
                end)
                print(run())
            end)
            sleep(600)
            """
        )
        bench.disconnect("reset")
        #expect(bench.prints == ["not_connected"])
    }

    @Test(
        "options are read as strictly as fields",
        arguments: [
            ("{when_conected = 60}", "place: options.when_conected: no such field; did you mean when_connected?"),
            ("{when_connected = 0}", "place: when_connected: 0.0 s is outside 0.001 s to 366 days"),
            ("60", "place: options: expected a table"),
        ]
    )
    func options(text: String, message: String) throws {
        let bench = try ScriptBench(#"place(contract("AAPL"), order("BUY", 1), \#(text))"#)
        #expect(bench.end?.message?.hasPrefix(message) == true, "\(bench.end?.message ?? "")")
        #expect(bench.placed.isEmpty)
    }
}
