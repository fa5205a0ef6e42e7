import ScriptHost
import TWSWire
import Testing
import Trading

@Suite("summary of a run")
struct RunSummaryTests {
    private func shown(_ runtime: Double, _ trading: TradingSummary) -> (text: [String], json: String) {
        let event = HostEvent.summary(RunSummary(runtime: runtime, trading: trading))
        let line = ConsoleLine(time: RunInstant(seconds: 5), event: event)
        return (line.shown(at: "T"), line.json)
    }

    @Test("One order, bought and held")
    func bought() {
        var trading = TradingSummary()
        (trading.orders, trading.fills) = (1, 1)
        trading.commissions = [.init(currency: "USD", amount: 1)]
        trading.lines = [
            .init(symbol: "AAPL", currency: "USD", position: 100, realized: 0, open: 3.0000000001, mark: 190.04)
        ]
        let (text, json) = shown(2.06, trading)
        #expect(
            text == [
                "T summary: 2.1 s, 1 order, 1 fill, commission 1.00 USD",
                "T summary: AAPL: position 100, realized P&L 0.00 USD, open P&L 3.00 USD at 190.04",
            ]
        )
        #expect(
            json == #"{"event":"summary","time":5,"runtime":2.06,"orders":1,"fills":1,"#
                + #""commission":[{"currency":"USD","amount":1.0}],"symbols":[{"symbol":"AAPL","currency":"USD","#
                + #""position":100,"realizedPNL":0.0,"openPNL":3.0000000001,"mark":190.04}],"working":[]}"#
        )
    }

    @Test("Several instruments and currencies, a price that is missing, orders left working")
    func mixed() {
        var trading = TradingSummary()
        (trading.orders, trading.fills) = (3, 1_204)
        trading.commissions = [.init(currency: "HKD", amount: 18.5), .init(currency: "USD", amount: 2.35)]
        trading.lines = [
            .init(symbol: "AAPL", currency: "USD", position: 0, realized: -12.5, open: nil, mark: 190),
            .init(symbol: "700", currency: "HKD", position: -100, realized: 0, open: nil, mark: nil),
        ]
        trading.working = [.init(orderId: 7, terms: "BUY 100 AAPL LMT 190.00", status: "Submitted")]
        let (text, json) = shown(185, trading)
        #expect(
            text == [
                "T summary: 3 min 5 s, 3 orders, 1,204 fills, commission 18.50 HKD + 2.35 USD",
                "T summary: AAPL: position 0, realized P&L -12.50 USD before commission",
                "T summary: 700: position -100, realized P&L 0.00 HKD, open P&L unknown",
                "T summary: order 7 left working: BUY 100 AAPL LMT 190.00, Submitted",
            ]
        )
        #expect(json.contains(#""working":[{"orderId":7,"terms":"BUY 100 AAPL LMT 190.00","status":"Submitted"}]"#))
        #expect(json.contains(#"{"symbol":"700","currency":"HKD","position":-100,"realizedPNL":0.0}"#))
    }

    @Test("A commission that TWS has not reported is named")
    func missingCommissions() {
        var trading = TradingSummary()
        (trading.orders, trading.fills, trading.missingCommissions) = (1, 3, 2)
        trading.commissions = [.init(currency: "USD", amount: 1)]
        let (text, json) = shown(1, trading)
        #expect(text == ["T summary: 1.0 s, 1 order, 3 fills, commission 1.00 USD, 2 commissions not reported"])
        #expect(json.contains(#""missingCommissions":2"#))
    }

    @Test("What a flatten closed of an earlier position is told by itself")
    func closed() {
        var trading = TradingSummary()
        (trading.orders, trading.fills) = (2, 2)
        trading.lines = [
            .init(symbol: "AAPL", currency: "USD", position: 0, realized: 0, open: nil, mark: 190),
            .init(symbol: "MSFT", currency: "USD", position: 0, realized: 12.5, open: nil, mark: 470),
        ]
        (trading.lines[0].closed, trading.lines[1].closed) = (100, -40)
        let (text, json) = shown(1, trading)
        #expect(
            text == [
                "T summary: 1.0 s, 2 orders, 2 fills", "T summary: AAPL: closed 100 held before this run",
                "T summary: MSFT: closed -40 held before this run, position 0, realized P&L 12.50 USD before commission",
            ]
        )
        #expect(json.contains(#""position":0,"realizedPNL":0.0,"mark":190.0,"closed":100}"#))
    }

    @Test(
        "A run that placed nothing says so in one line",
        arguments: [(0, "0.0 s"), (59.94, "59.9 s"), (59.96, "1 min 0 s"), (23_400, "6 h 30 min")]
    )
    func nothing(runtime: Double, text: String) {
        #expect(shown(runtime, TradingSummary()).text == ["T summary: \(text), no orders"])
    }

    @Test("A sum of nothing has no sign, and an order of unknown fate is not called working")
    func corners() {
        var trading = TradingSummary()
        trading.orders = 1
        trading.lines = [
            .init(symbol: "AAPL", currency: "USD", position: -1, realized: -0.0, open: -0.00001, mark: 190)
        ]
        trading.working = [.init(orderId: 7, terms: "BUY 1 AAPL MKT", status: "Unknown")]
        let (text, json) = shown(1, trading)
        #expect(
            text == [
                "T summary: 1.0 s, 1 order, 0 fills",
                "T summary: AAPL: position -1, realized P&L 0.00 USD, open P&L 0.00 USD at 190.00",
                "T summary: order 7: BUY 1 AAPL MKT: its fate is unknown",
            ]
        )
        #expect(json.contains(#""realizedPNL":0.0,"#))
    }

    @Test("Of many orders left working people are told of twenty")
    func many() {
        var trading = TradingSummary()
        trading.orders = 25
        trading.working = (1...25).map { .init(orderId: $0, terms: "t", status: "s") }
        let text = shown(1, trading).text
        #expect(text.count == 22)
        #expect(text.last == "T summary: 5 more orders left working")
    }
}
