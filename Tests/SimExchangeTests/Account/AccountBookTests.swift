import TWSWire
import Testing

@testable import SimExchange

/// The book of accounts by itself, at prices that the tests set; sums are done by hand.
@Suite struct AccountBookTests {
    /// Every instrument at its price, euros at 1.2 dollars.
    private struct FixedMarks: Marks {
        var prices: [Int: Double] = [:]

        func mark(_ instrument: Instrument, at now: ExchangeInstant) -> Double { prices[instrument.conId] ?? 0 }

        func underlyingMark(_ option: Instrument, at now: ExchangeInstant) -> Double? {
            option.isOption ? prices[option.underConId] : nil
        }

        func rate(_ currency: String, at now: ExchangeInstant) -> Double {
            ["USD": 1, "EUR": 1.2][currency] ?? 0
        }
    }

    private static let catalogue = InstrumentCatalogue()
    private static let apple = instrument("AAPL", "STK")
    private static let micro = instrument("MES", "FUT")
    private static let euro = instrument("EUR", "CASH")

    private static func instrument(_ symbol: String, _ secType: String) -> Instrument {
        catalogue.find(ContractQuery(symbol: symbol, secType: secType))[0]
    }

    private static func book(cash: Double...) -> AccountBook {
        let accounts = cash.map { SimConfiguration.Account(startingCash: $0) }
        return AccountBook(accounts, Identifiers(seed: 1), start: .virtualStart)
    }

    private static func trade(_ instrument: Instrument, _ signed: Int, at price: Double, costs: Double = 0) -> Trade {
        Trade(
            instrument: instrument,
            isBuy: signed > 0,
            quantity: ExactDecimal(abs(signed)),
            price: price,
            commission: costs
        )
    }

    @Test func stockIsPaidAndSoldWithBothCommissions() {
        var book = Self.book(cash: 10_000)
        let code = book.first.code
        #expect(book.book(Self.trade(Self.apple, 20, at: 100, costs: 1), in: code) == nil)
        #expect(book[code].cash == ["USD": 7999])
        // Half of it costs 0.50 to buy and 1.00 to sell, and gains 10 a share.
        let realized = book.book(Self.trade(Self.apple, -10, at: 110, costs: 1), in: code)
        #expect(abs((realized ?? .nan) - 98.5) < 1e-9)
        let marks = FixedMarks(prices: [Self.apple.conId: 105])
        let figures = book.figures(of: book[code], marks, at: .virtualStart)
        #expect(figures.netLiquidation == 10_000 - 2001 + 1099 + 1050)
        #expect(figures.initialMargin == 525 && figures.maintenanceMargin == 262.5)
    }

    @Test func futureIsNotPaidForAndVariesByItsMultiplier() {
        var book = Self.book(cash: 10_000)
        let code = book.first.code
        _ = book.book(Self.trade(Self.micro, -2, at: 6900), in: code)
        #expect(book[code].cash == ["USD": 10_000])
        let marks = FixedMarks(prices: [Self.micro.conId: 6890])
        // Two contracts of five dollars a point, ten points down.
        #expect(book.figures(of: book[code], marks, at: .virtualStart).netLiquidation == 10_100)
        #expect(book.book(Self.trade(Self.micro, 2, at: 6890), in: code) == 100)
        #expect(book[code].cash == ["USD": 10_100])
    }

    @Test func currencyIsCashOfItsOwn() {
        var book = Self.book(cash: 10_000)
        let code = book.first.code
        _ = book.book(Self.trade(Self.euro, 1000, at: 1.1), in: code)
        #expect(book[code].cash == ["USD": 8900, "EUR": 1000])
        let figures = book.figures(of: book[code], FixedMarks(prices: [Self.euro.conId: 1.2]), at: .virtualStart)
        #expect(figures.netLiquidation == 8900 + 1200)
    }

    @Test func marginIsThatOfTheAccountThatTrades() {
        let book = Self.book(cash: 10_000, 900)
        let marks = FixedMarks(prices: [Self.apple.conId: 100])
        func lacks(_ shares: Int, _ place: Int) -> Bool {
            let trades = [PlannedTrade(instrument: Self.apple, isBuy: true, quantity: ExactDecimal(shares))]
            return book.lacksFunds(for: trades, commission: 1, of: book.codes[place], marks, at: .virtualStart)
        }
        // Half of the value must be covered: 199 shares need 9,950 dollars, 200 with their commission are too many.
        #expect(!lacks(199, 0) && lacks(200, 0) && !lacks(17, 1) && lacks(18, 1))
    }

    @Test func daysBeginWithWhatThereIs() {
        var book = Self.book(cash: 10_000)
        let code = book.first.code
        _ = book.book(Self.trade(Self.apple, 10, at: 100), in: code)
        let (before, end) = (book.dayEnd, book.dayEnd)
        book.beginDay(FixedMarks(prices: [Self.apple.conId: 103]), at: end)
        #expect(book[code].day.netLiquidation == 10_030 && book[code].day.profits == [Self.apple.conId: 30])
        #expect(book.dayEnd.nanoseconds(since: before) == 86_400_000_000_000)
    }

    @Test func codesFindAccounts() {
        let book = Self.book(cash: 1, 2, 3)
        #expect(book.named("")?.count == 3 && book.named("All")?.count == 3 && book.named("U1") == nil)
        #expect(book.named(book.codes[1])?.map(\.startingCash) == [2])
        #expect(book.only(named: "") == nil && book.only(named: book.codes[2])?.startingCash == 3)
        #expect(Self.book(cash: 5).only(named: "")?.startingCash == 5)
    }
}
