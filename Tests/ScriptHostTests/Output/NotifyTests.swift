import ScriptHost
import Testing

@Suite("notify")
struct NotifyTests {
    @Test("A text leaves with its title and level; more than ten a minute are left out, which is said")
    func limit() throws {
        let bench = try ScriptBench(
            """
            notify("stopped out", {title = "guard", level = "alarm"})
            for i = 1, 12 do notify("n" .. i) end
            sleep(60) notify("again")
            """
        )
        bench.advance(61)
        let told = bench.events.filter { $0.name == "notification" }.map(\.text)
        #expect(told.first == "notify alarm: guard: stopped out")
        #expect(told.count == 11)
        #expect(told.last == "notify: again")
        #expect(bench.logs.filter { $0.contains("more than 10 texts a minute") }.count == 1)
    }

    @Test("Levels are info, warning and alarm")
    func level() throws {
        let bench = try ScriptBench(#"notify("x", {level = "loud"})"#)
        #expect(bench.end?.message?.contains(#"notify: level: "loud" is none; use info, warning, alarm"#) == true)
    }
}
