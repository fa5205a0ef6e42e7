import FoundationEssentials
import TWSWire
import Testing

@testable import SimExchange

/// The rows of a state as text: the keys are those of files that there are, and what is none of a type is refused.
@Suite struct RowTests {
    private static func row() throws -> OrderRecord {
        var bench = Bench()
        _ = bench.place(.order(1, .buy, .limit, limit: 100))
        return try bench.exchange.state.orders[0]
    }

    private static func text(_ row: OrderRecord) throws -> String {
        let encoder = JSONEncoder()
        encoder.outputFormatting = .sortedKeys
        return String(decoding: try encoder.encode(row), as: UTF8.self)
    }

    @Test func keysAreThoseOfFilesThatThereAre() throws {
        let text = try Self.text(Self.row())
        let words = [
            #""acceptedAt":9223372036854775807"#, #""averagePrice":0"#, #""binding":"own""#, #""clientId":7"#,
            #""commission":{"charge":0,"charged":0,"value":0}"#, #""filled":"0""#, #""hasLeftGroup":false"#,
            #""holds":0"#,
            #""isElected":true"#, #""isImmediateRest":false"#, #""isResting":false"#, #""isWithdrawn":false"#,
            #""lastPrice":0"#, #""legs":[]"#, #""limit":100"#, #""number":0"#, #""openUntil":-9223372036854775808"#,
            #""orderId":1"#, #""permId":"#, #""reason":"""#, #""request":""#, #""reserved":"0""#, #""slices":[]"#,
            #""stage":"sent""#, #""status":"PreSubmitted""#, #""total":"100""#, #""wasMatched":false"#,
        ]
        for word in words { #expect(text.contains(word), "\(word)") }
        #expect(!text.contains("isMadeMarketable") && !text.contains("released"))
    }

    @Test func rowsComeBackAsTheyWere() throws {
        var row = try Self.row()
        (row.progress.isMadeMarketable, row.progress.released) = (true, ExactDecimal("1.50"))
        row.progress.slices = [AlgorithmSlice(time: .virtualStart, released: 7)]
        row.legs = [OrderLeg.Progress(averagePrice: 1.25)]
        let back = try JSONDecoder().decode(OrderRecord.self, from: Data(Self.text(row).utf8))
        #expect(back == row && back.progress.released?.description == "1.50")
    }

    @Test(arguments: [
        (#""status":"PreSubmitted""#, #""status":"Lost""#), (#""total":"100""#, #""total":"many""#),
        (#""stage":"sent""#, #""stage":"lost""#), (#""number":0"#, #""number":"a""#),
    ])
    func whatIsNoneOfItsTypeIsRefused(_ good: String, _ bad: String) throws {
        let text = try Self.text(Self.row()).replacing(good, with: bad)
        #expect(throws: DecodingError.self) { try JSONDecoder().decode(OrderRecord.self, from: Data(text.utf8)) }
    }

    /// The other rows of files that there are: they are read, and written as they were.
    private static func rewritten<Row: Codable>(_ text: String, _ type: Row.Type) throws -> String {
        let encoder = JSONEncoder()
        encoder.outputFormatting = .sortedKeys
        return String(decoding: try encoder.encode(JSONDecoder().decode(type, from: Data(text.utf8))), as: UTF8.self)
    }

    @Test func otherRowsOfFilesThatThereAre() throws {
        let exchange =
            #"{"dayEnd":5,"events":9,"execution":1610612736,"lastEntry":3,"lastResponse":4,"latency":-7,"permId":1500000001,"#
            + #""seed":-1,"start":1,"time":2}"#
        #expect(try Self.rewritten(exchange, ExchangeProgress.self) == exchange)
        let execution =
            #"{"commission":1.25,"conId":265598,"currency":"USD","details":"0b","execId":"a.b.01.01","number":3,"#
            + #""realizedPNL":-2.5,"time":77}"#
        #expect(try Self.rewritten(execution, ExecutionRecord.self) == execution)
        let account = #"{"code":"DU1","dayNetLiquidation":999998.5,"number":0,"startingCash":1000000}"#
        #expect(try Self.rewritten(account, AccountRecord.self) == account)
        let cash = #"{"account":"DU1","amount":-12.25,"currency":"EUR"}"#
        #expect(try Self.rewritten(cash, CashRecord.self) == cash)
        let quote = #"{"ask":0,"bid":100,"conId":265598,"until":88}"#
        #expect(try Self.rewritten(quote, QuoteRecord.self) == quote)
        let fill =
            #"{"kind":"fill","legPrices":[1.5,2],"number":4,"orders":[0],"price":190.25,"quantity":"100","time":66}"#
        #expect(try Self.rewritten(fill, EventRecord.self) == fill)
        let cancel = #"{"kind":"cancel","number":4,"orders":[0],"time":66}"#
        let before = #"{"kind":"cancel","legPrices":[],"number":4,"orders":[0],"time":66}"#
        #expect(try Self.rewritten(before, EventRecord.self) == cancel)
    }
}
