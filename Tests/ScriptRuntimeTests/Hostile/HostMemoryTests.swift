import RuntimeTesting
import ScriptHost
import ScriptRuntime
import TWSWire
import Testing

@Suite("What a script makes the host keep")
struct HostMemoryTests {
    /// Runs a script to its end; gives its exit code and what was shown.
    private func run(_ source: String) throws -> (code: Int32?, output: RecordingOutput, time: Duration) {
        let trace = RunTrace()
        let (links, output, clock) = (ScriptedLinks(trace), RecordingOutput(trace), ManualClock())
        let begin = ContinuousClock.now
        let run = try LuaRun(source, links, clock, output)
        let peer = try #require(links.latest)
        peer.ready()
        clock.settle(atMost: 10_000)
        clock.advance(10)
        if run.exitCode == nil { run.coordinator.take(.stop(.timeLimit)) }
        clock.settle()
        peer.end(nil)
        return (run.exitCode, output, ContinuousClock.now - begin)
    }

    /// With 64 MB, most of the time would go into the timers of the test's own clock.
    private static let small = """
        --[[ibscript
        api = 1
        name = "small"
        [budget]
        memory_mib = 4
        ]]

        """

    @Test(
        "counts against its memory: exit 3",
        arguments: [
            "local s = ('x'):rep(900000) while true do spawn(function() end, s) end",
            "local t = {} for i = 1, 1000 do t[i] = 'x' end while true do spawn(function() end, t) end",
            "while true do spawn(function() end) end",
            "while true do after(1e6, function() end) end",
            "while true do every(1e6, function() end) end",
            "while true do on('currentTime', function() end) end",
            "for i = 1, 1e6 do spawn(function() sleep(1e6) end) if i % 1000 == 0 then sleep(0.001) end end",
            "table.sort({ 1, 2 }, function() while true do pcall(place, contract('AAPL'), order('BUY', -1)) end end)",
        ]
    )
    func counted(source: String) throws {
        let (code, output, time) = try run(Self.small + source)
        #expect(code == 3, "\(output.last)")
        #expect(time < .seconds(40))
    }

    @Test("is let go with what it was for: as often as a script likes")
    func released() throws {
        let (code, output, _) = try run(
            Self.small + """
                for round = 1, 60 do
                    local list = {}
                    for i = 1, 200 do
                        list[i] = after(1e6, function() end)
                        list[-i] = on("currentTime", function() end)
                    end
                    for _, handle in pairs(list) do handle:off() end
                    sleep(0.001)
                end
                for i = 1, 1000 do first_of{ "currentTime", 0.001 } end
                print("done")
                """
        )
        #expect(output.shown("print") == ["done"], "\(output.last)")
        #expect(code == 0)
    }

    @Test("40,000 handlers are taken off one by one, and 2,000 waits end, in a moment")
    func searched() throws {
        let (code, output, time) = try run(
            """
            local list = {}
            for i = 1, 40000 do list[i] = on("currentTime", function() end) end
            for i = 1, 40000 do off(list[i]) end
            list = nil
            for i = 1, 2000 do spawn(function() first_of{ "currentTime", 1 } end) end
            sleep(5)
            print("done")
            """
        )
        #expect(output.shown("print") == ["done"], "\(output.last)")
        #expect(code == 0)
        #expect(time < .seconds(40))
    }

    @Test("a list of 99,000 things to wait for is refused")
    func manyNames() throws {
        let (code, output, _) = try run("local t = {} for i = 1, 99000 do t[i] = 'fill' end first_of(t)")
        #expect(code == 1)
        #expect(output.last.contains("first_of: 99000 things to wait for are too many: 64 at most"))
    }

    @Test("60,000 times one long text is no line of 200 GB")
    func longLine() throws {
        let (code, output, time) = try run(
            """
            local s, list = ('x'):rep(3900000), {}
            for i = 1, 60000 do list[i] = s end
            print(table.unpack(list))
            print("alive")
            """
        )
        #expect(code == 1)
        #expect(output.shown("print") == ["alive"])
        #expect(output.shown("log").contains("output is capped at 1 MB an hour: what follows is not shown"))
        #expect(time < .seconds(20))
    }
}
