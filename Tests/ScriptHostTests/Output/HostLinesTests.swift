import RandomTesting
import ScriptHost
import TWSWire
import Testing
import Trading

@Suite("bounds of what others can cause")
struct HostLinesTests {
    private func line(_ second: Double, _ event: HostEvent) -> ConsoleLine {
        ConsoleLine(time: RunInstant(seconds: 3_600 + second), event: event)
    }

    private func error(_ text: String) -> HostEvent { .error(code: 2, message: text, id: nil) }

    @Test("A thousand errors a minute are shown; the rest is told in the next minute and at the end")
    func minute() {
        var lines = HostLines()
        var shown: [ConsoleLine] = []
        for number in 0..<1_500 { shown += lines.admit(line(1, error("\(number)"))) }
        #expect(shown.map(\.event) == (0..<1_000).map { error("\($0)") })
        #expect(lines.admit(line(59, .print("p"))).map(\.event) == [.print("p")])
        #expect(lines.admit(line(60, error("next"))).map(\.event) == [.omitted(count: 500), error("next")])
        for number in 0..<1_001 { _ = lines.admit(line(61, error("more \(number)"))) }
        #expect(lines.finish().map(\.event) == [.omitted(count: 2)])
        #expect(HostEvent.omitted(count: 1_500).text == "too many lines: 1,500 were left out")
    }

    @Test("A flood of errors hides neither alarms nor the life of orders, and fills of one order hide no other's")
    func apart() {
        var lines = HostLines()
        for number in 0..<2_000 { _ = lines.admit(line(1, error("\(number)"))) }
        let alarm = HostEvent.alarm(message: "overfill", orderId: 1)
        #expect(lines.admit(line(1, alarm)).map(\.event) == [alarm])
        func fill(_ orderId: Int, _ number: Int) -> HostEvent {
            .fill(
                orderId: orderId,
                symbol: "A",
                instrument: "A",
                side: "BOT",
                quantity: 1,
                price: 1,
                execId: "\(number)"
            )
        }
        var shown = 0
        for number in 0..<1_500 { shown += lines.admit(line(2, fill(1, number))).count }
        #expect(shown == 1_000)
        #expect(lines.admit(line(2, fill(2, 0))).map(\.event) == [fill(2, 0)])
    }

    @Test("Distinct errors in a flood, of text that grows when it is escaped, take 4 MB an hour at most")
    func flood() {
        var lines = HostLines()
        var (text, json) = (0, 0)
        func count(_ shown: [ConsoleLine]) {
            for line in shown {
                json += line.json.utf8.count + 1
                text += line.shown(at: "10:00:00.000").joined().utf8.count + 1
            }
        }
        let hostile = String(repeating: "\u{1b}\u{202e}", count: 100)
        // 1,200 a minute for 10 minutes.
        for number in 0..<12_000 { count(lines.admit(line(Double(number) / 20, error("\(number)\(hostile)")))) }
        count(lines.finish())
        #expect(text > 100_000 && text < 4_000_000)
        #expect(json > 100_000 && json < 4_000_000)
    }

    @Test("Counts are told before the summary and the end")
    func closing() {
        var lines = HostLines()
        _ = lines.admit(line(1, .note("a")))
        _ = lines.admit(line(1, .note("a")))
        let end = line(2, .summary(RunSummary(runtime: 1, trading: .init())))
        #expect(lines.admit(end).map(\.event) == [.repeated(name: "log", count: 1, message: "a"), end.event])
        #expect(lines.finish() == [])
    }

    @Test("Long texts of a peer are cut, a script's are not")
    func cut() {
        var lines = HostLines()
        let long = String(repeating: "é", count: 20_000)
        let sentence = String(repeating: "é", count: 1_000) + "…"
        #expect(lines.admit(line(1, error(long))).map(\.event) == [error(sentence)])
        #expect(lines.admit(line(1, .print(long))).map(\.event) == [.print(long)])
        let status = HostEvent.status(orderId: 1, status: long, filled: 0, remaining: 0, whyHeld: "")
        #expect(lines.admit(line(1, status)).first?.event.text.unicodeScalars.count ?? 0 < 150)
    }

    @Test("What passes is what would be admitted alone, and nothing that follows differs", arguments: [1, 2, 3])
    func passing(seed: UInt64) {
        var (random, second) = (SplitMix(seed: seed), 0.0)
        var (straight, lines) = (HostLines(), HostLines())
        var (passed, told) = (0, 0)
        for number in 0..<20_000 {
            second += random.oneIn(50) ? 20 : 0.02
            let line = line(second, Self.event(number, &random))
            let expected = straight.admit(line)
            if lines.passes(line) {
                passed += 1
                #expect(expected == [line])
            } else {
                told += expected.count
                #expect(lines.admit(line) == expected)
            }
        }
        #expect(lines.finish() == straight.finish())
        #expect(passed > 4_000 && told > 4_000)
    }

    /// An event of any kind that is cut, counted or neither.
    private static func event(_ number: Int, _ random: inout SplitMix) -> HostEvent {
        let symbol = random.oneIn(20) ? String(repeating: "S", count: 200) : "AAPL"
        let terms = HostEvent.Terms(
            orderId: number,
            symbol: symbol,
            action: "BUY",
            quantity: 1,
            orderType: "MKT",
            price: nil
        )
        switch random.number(0...7) {
        case 0: return .placed(terms)
        case 1: return .modified(terms)
        case 2: return .print("p")
        case 3: return .log("l")
        case 4: return .note("note \(random.number(0...3))")
        case 5: return .error(code: 2, message: "error \(random.number(0...3_000))", id: nil)
        case 6: return .status(orderId: 1, status: "Submitted", filled: 0, remaining: 1, whyHeld: "")
        default: return .alarm(message: "alarm \(number)", orderId: nil)
        }
    }
}
