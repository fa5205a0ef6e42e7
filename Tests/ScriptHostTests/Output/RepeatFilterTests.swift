import ScriptHost
import TWSWire
import Testing
import Trading

@Suite("repeated lines")
struct RepeatFilterTests {
    /// A second of a run and what is said, then what is shown; times count from the start of a minute.
    typealias Step = (Double, HostEvent, shown: [String])

    private static func error(_ text: String) -> HostEvent { .error(code: 1, message: text, id: nil) }

    private func check(_ steps: [Step], end: (Double, [String])) {
        var filter = RepeatFilter()
        for (second, event, shown) in steps {
            let line = ConsoleLine(time: RunInstant(seconds: 600 + second), event: event)
            #expect(filter.admit(line).map(\.event.text) == shown, "at \(second)")
        }
        #expect(filter.finish(at: RunInstant(seconds: 600 + end.0)).map(\.event.text) == end.1)
    }

    @Test("An equal line is counted, and told at the end")
    func counted() {
        check(
            [
                (0, Self.error("a"), ["error 1: a"]), (1, Self.error("a"), []), (2, Self.error("b"), ["error 1: b"]),
                (3, Self.error("a"), []), (4, Self.error("b"), []),
            ],
            end: (5, ["error 1: a (repeated 2 times)", "error 1: b (repeated once)"])
        )
    }

    @Test("The count is told when 10 s are over, with the next line of any kind; then the line is shown again")
    func window() {
        check(
            [
                (0, .note("a"), ["a"]), (9.999, .note("a"), []),
                (10, .print("p"), ["a (repeated once)", "p"]),
                (11, .note("a"), ["a"]), (12, .note("a"), []),
                (21, .note("a"), ["a (repeated once)", "a"]),
            ],
            end: (22, [])
        )
    }

    @Test("Another minute tells the count before the window is over")
    func minute() {
        check(
            [(55, .note("a"), ["a"]), (59, .note("a"), []), (60, .note("b"), ["a (repeated once)", "b"])],
            end: (61, [])
        )
    }

    @Test("The seventeenth distinct line takes the place of the first")
    func sixteen() {
        let lines = (0..<16).map { "line \($0)" }
        var steps: [Step] = lines.map { (0, .note($0), [$0]) }
        steps += lines.map { (1, .note($0), []) }
        steps.append((2, .note("new"), ["line 0 (repeated once)", "new"]))
        steps.append((3, .note("line 0"), ["line 1 (repeated once)", "line 0"]))
        check(steps, end: (4, lines.dropFirst(2).map { "\($0) (repeated once)" }))
    }

    @Test("Prints, logs, fills and orders of a script are never counted")
    func scripts() {
        let fill = HostEvent.fill(
            orderId: 1,
            symbol: "A",
            instrument: "A",
            side: "BOT",
            quantity: 1,
            price: 1,
            execId: "x"
        )
        check(
            [
                (0, .print("a"), ["a"]), (0, .print("a"), ["a"]), (0, .log("a"), ["a"]), (0, .log("a"), ["a"]),
                (0, fill, [fill.text]), (0, fill, [fill.text]),
            ],
            end: (1, [])
        )
    }

    @Test("Statuses, refusals and alarms are counted; another source or value is another line")
    func kinds() {
        let status = { (filled: Int) in
            HostEvent.status(orderId: 1, status: "S", filled: .init(filled), remaining: 1, whyHeld: "")
        }
        let denied = HostEvent.denied(code: "c", message: "m", limit: nil, remedy: "r", position: "a.lua:1")
        let alarm = HostEvent.alarm(message: "m", orderId: 7)
        check(
            [
                (0, status(0), [status(0).text]), (0, status(1), [status(1).text]), (0, status(0), []),
                (0, denied, ["denied: m; r (a.lua:1)"]), (0, denied, []), (0, alarm, ["alarm on order 7: m"]),
                (0, alarm, []),
            ],
            end: (1, [status(0).text, denied.text, alarm.text].map { "\($0) (repeated once)" })
        )
        var filter = RepeatFilter()
        let time = RunInstant(seconds: 600)
        for source in ["a", "b", "a"] { _ = filter.admit(ConsoleLine(time: time, source: source, event: alarm)) }
        #expect(filter.finish(at: time).map(\.source) == ["a"])
    }

    @Test("A thousand repetitions are grouped by three digits, and JSON tells kind, count and message")
    func told() {
        var filter = RepeatFilter()
        let line = ConsoleLine(time: RunInstant(seconds: 600), event: .note("x"))
        for _ in 0...1_234 { _ = filter.admit(line) }
        let told = filter.finish(at: RunInstant(seconds: 601.5))
        #expect(told.map(\.event.text) == ["x (repeated 1,234 times)"])
        #expect(
            told.map(\.json) == [#"{"event":"repeated","time":601.5,"of":"log","count":1234,"message":"x"}"#]
        )
    }
}
