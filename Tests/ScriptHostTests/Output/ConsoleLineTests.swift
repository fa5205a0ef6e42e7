import ScriptHost
import TWSWire
import Testing
import Trading

@Suite("lines of the console")
struct ConsoleLineTests {
    private static let hostile =
        "a\nb\r\t\u{0}\u{7}\u{1b}[31m\u{7f}\u{85}\u{9b}2J\u{61c}\u{200f}\u{2028}\u{2029}\u{202e}\u{2066}"
    private static let escaped =
        #"a\nb\r\t\u{0}\u{7}\u{1b}[31m\u{7f}\u{85}\u{9b}2J\u{61c}\u{200f}\u{2028}\u{2029}\u{202e}\u{2066}"#
    private static let quoted =
        #"a\nb\r\t\u0000\u0007\u001b[31m\u007f\u0085\u009b2J\u061c\u200f\u2028\u2029\u202e\u2066"#

    /// Every kind, with hostile text in every field that holds text; how often it is shown to people and in JSON.
    private static var events: [(HostEvent, text: Int, json: Int)] {
        let h = hostile
        let terms = HostEvent.Terms(orderId: 1, symbol: h, action: h, quantity: 1, orderType: h, price: 1)
        var byCash = terms
        (byCash.quantity, byCash.cash, byCash.currency) = (nil, 1, h)
        return [
            (.placed(terms), 3, 3), (.modified(byCash), 4, 4),
            (.status(orderId: 1, status: h, filled: 0, remaining: 1, whyHeld: h), 2, 2),
            (.fill(orderId: 1, symbol: h, instrument: h, side: h, quantity: 1, price: 1, execId: h), 1, 3),
            (.commission(orderId: 1, execId: h, commission: 1, currency: h, realizedPNL: 1), 1, 2),
            (.denied(code: h, message: h, limit: h, remedy: h, position: h), 4, 5),
            (.error(code: 1, message: h, id: 2), 1, 1), (.alarm(message: h, orderId: 1), 1, 1),
            (.note(h), 1, 1), (.log(h), 1, 1), (.repeated(name: h, count: 2, message: h), 1, 2),
            (.omitted(count: 1), 0, 0), (.summary(summary), 6, 5),
        ]
    }

    private static var summary: RunSummary {
        var trading = TradingSummary()
        trading.orders = 1
        trading.commissions = [.init(currency: hostile, amount: 1)]
        trading.lines = [.init(symbol: hostile, currency: hostile, position: 1, realized: 0, open: 1, mark: 1)]
        trading.working = [.init(orderId: 1, terms: hostile, status: hostile)]
        return RunSummary(runtime: 1, trading: trading)
    }

    @Test("Nothing of hostile text reaches a terminal as it is", arguments: 0..<13)
    func escaping(index: Int) {
        let (event, inText, inJSON) = Self.events[index]
        let line = ConsoleLine(time: RunInstant(seconds: 1), source: Self.hostile, event: event)
        let texts = line.shown(at: "10:00:00.000")
        #expect(texts.count == (event.name == "summary" ? 3 : 1))
        #expect(texts.allSatisfy { $0.hasPrefix("10:00:00.000 \(Self.escaped): ") })
        #expect(texts.joined().ranges(of: Self.escaped).count == texts.count + inText)
        #expect(line.json.ranges(of: Self.quoted).count == 1 + inJSON)
        for scalar in (texts.joined() + line.json).unicodeScalars {
            #expect(scalar.properties.generalCategory != .control && scalar.properties.generalCategory != .format)
        }
    }

    @Test("A print keeps its line feeds and tabs, and nothing else")
    func print() {
        let line = ConsoleLine(time: RunInstant(seconds: 1), event: .print("a\tb\nc\r\u{1b}[2J\u{9b}"))
        #expect(line.shown(at: "never") == ["a\tb", "c\\r\\u{1b}[2J\\u{9b}"])
        #expect(line.json == #"{"event":"print","time":1,"text":"a\tb\nc\r\u001b[2J\u009b"}"#)
    }

    @Test("An order by amount shows its money, also where TWS has counted no units yet")
    func cash() throws {
        let bench = try ScriptBench(
            """
            --[[ibscript
            api = 1
            [trade]
            order_fields = ["cashQty"]
            ]]
            place(contract("AAPL"), order{action = "BUY", cashQty = 1000, orderType = "MKT"})
            """
        )
        let placed = try #require(bench.events.last { $0.name == "placed" })
        let line = ConsoleLine(time: RunInstant(seconds: 1), event: placed)
        #expect(line.shown(at: "T") == ["T order 1: BUY 1000.00 USD AAPL MKT placed"])
        #expect(
            line.json == #"{"event":"placed","time":1,"orderId":1,"symbol":"AAPL","action":"BUY","cashQty":1000.0,"#
                + #""currency":"USD","orderType":"MKT"}"#
        )
    }

    @Test("People see which option an order is for; the symbol in JSON stays that of its underlying")
    func derivative() throws {
        let bench = try ScriptBench(
            """
            --[[ibscript
            api = 1
            [trade]
            sec_types = ["OPT"]
            ]]
            place(contract.option("AAPL", "20260220", 190, "C"), order("BUY", 1))
            """
        )
        let placed = try #require(bench.events.last { $0.name == "placed" }, "\(bench.events)")
        let line = ConsoleLine(time: RunInstant(seconds: 1), event: placed)
        #expect(line.shown(at: "T") == ["T order 1: BUY 1 AAPL 20260220 190 C MKT placed"])
        #expect(line.json.contains(#""orderId":1,"symbol":"AAPL","action":"BUY""#))
        let fill = HostEvent.fill(
            orderId: 1,
            symbol: "AAPL",
            instrument: "AAPL 20260220 190 C",
            side: "BOT",
            quantity: 1,
            price: 6.65,
            execId: "a.1"
        )
        #expect(fill.text == "order 1: bought 1 AAPL 20260220 190 C at 6.65")
        #expect(ConsoleLine(time: RunInstant(seconds: 1), event: fill).json.contains(#""symbol":"AAPL","side":"BOT""#))
    }

    @Test("The end shows where the error came from before itself; a refusal was shown as such")
    func end() throws {
        let failed = try ScriptBench("local function f() error('a\\nb') end\nf()")
        let end = try #require(failed.end)
        let texts = ConsoleLine(time: RunInstant(seconds: 1), event: .ended(end)).shown(at: "T")
        #expect(texts.count > 1)
        #expect(texts.dropLast().allSatisfy { $0.hasPrefix("T     ") })
        #expect(texts.dropLast().contains { $0.contains("test.lua:2: in main chunk") })
        #expect(texts.last?.hasPrefix("T ended: script error: test.lua:1: a") == true)
        #expect(texts.allSatisfy { !$0.contains("\n") })
        let modified = try ScriptBench(
            "local t = place(contract('AAPL'), order('BUY', 1))\nspawn(function()\n  t:modify{totalQuantity = 1e9}\nend)"
        )
        #expect(modified.shown("denied").map { $0.hasSuffix(" (test.lua:3)") } == [true])
        let denied = try ScriptBench(#"place(contract("AAPL"), order("BUY", 1e9))"#)
        #expect(denied.shown("ended") == ["ended: denied"])
        #expect(denied.shown("denied").count == 1)
        #expect(denied.shown("denied").first?.hasSuffix(" (test.lua:1)") == true)
        #expect(denied.end?.message?.contains("test.lua:1") == true)
    }

    @Test(
        "Times in JSON are seconds to the microsecond, without exponent",
        arguments: [
            (0, "0"), (1_000_000_000, "1"), (1_767_625_203_120_000_000, "1767625203.12"),
            (1_767_625_203_000_001_999, "1767625203.000001"), (999, "0"), (1_000, "0.000001"),
            (-1_500_000_000, "-1.5"), (-1, "0"), (.max, "9223372036.854775"), (.min, "-9223372036.854775"),
        ] as [(Int64, String)]
    )
    func jsonTime(nanoseconds: Int64, text: String) {
        let line = ConsoleLine(time: RunInstant(nanoseconds: nanoseconds), source: "a", event: .log("x"))
        #expect(line.json == #"{"event":"log","time":\#(text),"script":"a","text":"x"}"#)
    }
}
