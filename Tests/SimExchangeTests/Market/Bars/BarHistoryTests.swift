import Testing

@testable import SimExchange

@Suite("BarHistory")
struct BarHistoryTests {
    private static let apple = 265_598
    private static let start = ExchangeInstant.virtualStart
    private let engine = QuoteEngine(seed: 31)
    private var history: BarHistory { BarHistory(engine) }

    private func bars(
        of conId: Int = apple,
        _ duration: String,
        _ size: String,
        _ show: String = "TRADES",
        rth: Bool = true,
        end: String = "",
        now: ExchangeInstant = start
    ) throws -> [PriceBar] {
        try history.answer(
            HistoryRequest(
                conId: conId,
                endDateTime: end,
                durationStr: duration,
                barSizeSetting: size,
                whatToShow: show,
                useRTH: rth
            ),
            now: now
        ).bars
    }

    @Test(arguments: ["TRADES", "MIDPOINT", "BID", "ASK"])
    func aMinuteIsTheMergeOfItsFiveSeconds(show: String) throws {
        let minutes = try bars("1800 S", "1 min", show)
        let fives = try bars("1800 S", "5 secs", show)
        #expect(minutes.count == 30 && fives.count == 360)
        for minute in minutes {
            let parts = fives.filter { $0.time >= minute.time && $0.time < minute.time.adding(seconds: 60) }
            #expect(parts.count == 12)
            #expect(minute.open == parts.first?.open && minute.close == parts.last?.close)
            #expect(minute.high == parts.map(\.high).max() && minute.low == parts.map(\.low).min())
            #expect(minute.volume == (show == "TRADES" ? parts.reduce(0) { $0 + ($1.volume ?? -1) } : nil))
            #expect(minute.count == (show == "TRADES" ? parts.reduce(0) { $0 + ($1.count ?? -1) } : nil))
        }
    }

    @Test func aDayIsTheMergeOfItsParts() throws {
        let options = engine.catalogue.find(
            ContractQuery(symbol: "AAPL", secType: "OPT", lastTradeDateOrContractMonth: "202602", strike: 190)
        )
        let conIds = [Self.apple, 8314, 900_000_100, options[0].conId, options[1].conId]
        for conId in conIds {
            for rth in [true, false] {
                let days = try bars(of: conId, "3 D", "1 day", rth: rth)
                let minutes = try bars(of: conId, "3 D", "5 mins", rth: rth)
                #expect(days.count == 3)
                for (day, next) in zip(days, days.dropFirst()) {
                    let parts = minutes.filter {
                        $0.time >= day.time && $0.time < next.time && ($0.count ?? 0) > 0
                    }
                    #expect(day.open == parts.first?.open && day.close == parts.last?.close)
                    #expect(day.high == parts.map(\.high).max() && day.low == parts.map(\.low).min())
                    #expect(day.volume == parts.reduce(0) { $0 + ($1.volume ?? 0) })
                    #expect(day.count == parts.reduce(0) { $0 + ($1.count ?? 0) })
                }
            }
        }
    }

    @Test func barsAreWhatTheTradesSay() throws {
        for (conId, size, seconds) in [(Self.apple, "5 secs", Int64(5)), (8314, "1 min", 60)] {
            for bar in try bars(of: conId, "600 S", size) {
                let trades = engine.trades(conId, from: bar.time, to: bar.time.adding(seconds: seconds))
                #expect(bar.count == trades.count && bar.volume == trades.reduce(0) { $0 + $1.size })
                #expect(bar.open == trades.first?.price && bar.close == trades.last?.price)
                #expect(bar.high == trades.map(\.price).max() && bar.low == trades.map(\.price).min())
                let value = trades.reduce(0) { $0 + $1.price * Double($1.size) }
                let mean = value / Double(trades.reduce(0) { $0 + $1.size })
                #expect(abs(try #require(bar.wap) - mean) < 1e-4)
            }
        }
    }

    @Test func quoteBarsAreWhatTheQuotesSay() throws {
        for bar in try bars("300 S", "10 secs", "MIDPOINT") {
            let books = engine.books(Self.apple, from: bar.time, to: bar.time.adding(seconds: 10))
            #expect(abs(bar.high - (books.map(\.midpoint).max() ?? 0)) < 1e-9)
            #expect(abs(bar.low - (books.map(\.midpoint).min() ?? 0)) < 1e-9)
        }
        for bar in try bars("300 S", "10 secs", "BID_ASK") {
            let books = engine.books(Self.apple, from: bar.time, to: bar.time.adding(seconds: 10))
            #expect(bar.high == books.map(\.ask).max() && bar.low == books.map(\.bid).min())
            let bid = books.map(\.bid).reduce(0, +) / Double(books.count)
            #expect(abs(bar.open - bid) < 1e-4 && bar.volume == nil && bar.wap == nil && bar.count == nil)
        }
    }

    @Test(arguments: ["TRADES", "MIDPOINT", "BID", "ASK", "BID_ASK", "ADJUSTED_LAST"])
    func lowAndHighEncloseOpenAndClose(show: String) throws {
        for (duration, size) in [("2 M", "1 day"), ("3 D", "1 hour"), ("600 S", "5 secs"), ("1 Y", "1 month")] {
            for conId in [Self.apple, 900_000_100] {
                for bar in try bars(of: conId, duration, size, show, rth: false) {
                    #expect(bar.low <= min(bar.open, bar.close) && bar.high >= max(bar.open, bar.close))
                    if let wap = bar.wap { #expect(wap >= bar.low && wap <= bar.high) }
                }
            }
        }
    }

    @Test func hoursBeginOnTheClockAndWithTheSession() throws {
        let texts = try bars("1 D", "1 hour", end: "20260102 23:00:00 US/Eastern").map { $0.dateText(in: .newYork) }
        #expect(texts.first == "20260102 09:30:00 US/Eastern")
        #expect(texts.dropFirst().first == "20260102 10:00:00 US/Eastern")
        #expect(texts.count == 7 && texts.last == "20260102 15:00:00 US/Eastern")
        let chinese = try bars(of: 900_000_100, "1 D", "2 hours").map { $0.dateText(in: .hongKong) }
        #expect(
            chinese == [
                "20260105 09:30:00 Asia/Hong_Kong", "20260105 10:00:00 Asia/Hong_Kong",
                "20260105 13:00:00 Asia/Hong_Kong", "20260105 14:00:00 Asia/Hong_Kong",
            ]
        )
    }

    @Test func dailyBarsAreTradingDays() throws {
        let days = try bars("10 D", "1 day").map { $0.dateText(in: .newYork) }
        #expect(
            days == [
                "20251219", "20251222", "20251223", "20251224", "20251226", "20251229", "20251230", "20251231",
                "20260102", "20260105",
            ]
        )
        // The NYSE counted 250 trading days in 2025.
        let year = try bars("1 Y", "1 day", end: "20251231 23:00:00 US/Eastern")
        #expect(year.filter { $0.day?.parts.year == 2025 }.count == 250)
        let weeks = try bars("13 W", "1 week")
        #expect((13...14).contains(weeks.count))
        #expect(weeks.dropLast().allSatisfy { $0.day?.weekday == .friday || $0.day?.weekday == .thursday })
        let months = try bars("1 Y", "1 month", end: "20251231 23:00:00 US/Eastern")
        #expect(months.suffix(2).map { $0.dateText(in: .newYork) } == ["20251128", "20251231"])
    }

    @Test func weeksAndMonthsAreMergesOfDays() throws {
        let days = try bars("1 Y", "1 day", end: "20251231 23:00:00 US/Eastern")
        let months = try bars("1 Y", "1 month", end: "20251231 23:00:00 US/Eastern")
        for month in months.suffix(11) {
            let parts = days.filter {
                $0.day.map { $0.parts.month == month.day?.parts.month && $0.parts.year == 2025 } ?? false
            }
            #expect(month.high == parts.map(\.high).max() && month.low == parts.map(\.low).min())
            #expect(month.open == parts.first?.open && month.close == parts.last?.close)
            #expect(month.volume == parts.reduce(0) { $0 + ($1.volume ?? 0) })
        }
    }

    @Test func secondsCountTradingTime() throws {
        let early = Self.start.adding(seconds: -25 * 60)
        let bars = try bars("1200 S", "5 mins", now: early)
        #expect(
            bars.map { $0.dateText(in: .newYork).prefix(14) } == [
                "20260102 15:45", "20260102 15:50", "20260102 15:55", "20260105 09:30",
            ]
        )
    }

    @Test func theLastBarEndsNow() throws {
        let now = Self.start.adding(milliseconds: 90_400)
        let last = try #require(try bars("300 S", "1 min", now: now).last)
        #expect(last.dateText(in: .newYork) == "20260105 10:01:00 US/Eastern")
        let trades = engine.trades(Self.apple, from: last.time, to: now)
        #expect(last.count == trades.count && last.close == trades.last?.price)
        #expect(last.volume == trades.reduce(0) { $0 + $1.size })
        let future = try bars("300 S", "1 min", end: "20270101 00:00:00 US/Eastern", now: now)
        #expect(future.last == last)
    }

    @Test func theVolumeOfADayIsAboutTheAverage() throws {
        let days = try bars("1 Y", "1 day")
        let mean = days.dropLast().reduce(0.0) { $0 + Double($1.volume ?? 0) } / Double(days.count - 1)
        #expect(mean > 46_000_000 * 0.85 && mean < 46_000_000 * 1.15)
    }

    @Test(arguments: [
        ("30 D", "7 mins", "TRADES", "", 321, "bar size setting is invalid. Legal ones are: 1 secs, 5 secs"),
        ("30 D", "", "TRADES", "", 321, "bar size"), ("D 30", "1 day", "TRADES", "", 321, "duration"),
        ("0 D", "1 day", "TRADES", "", 321, "duration"), ("-1 D", "1 day", "TRADES", "", 321, "duration"),
        ("1 X", "1 day", "TRADES", "", 321, "duration"), ("1.5 D", "1 day", "TRADES", "", 321, "duration"),
        ("99999999999999999999 S", "1 day", "TRADES", "", 321, "duration"), ("", "1 day", "TRADES", "", 321, "dur"),
        ("366 D", "1 day", "TRADES", "", 321, "longer than 365 days must be made in years"),
        ("1 D", "1 day", "LAST", "", 321, "LAST"), ("69 Y", "1 day", "TRADES", "", 162, "Time length exceed max"),
        ("2001 S", "1 secs", "TRADES", "", 162, "exceed max"), ("1 D", "1 secs", "TRADES", "", 162, "exceed max"),
        ("300 D", "1 min", "TRADES", "", 162, "exceed max"), ("2 Y", "5 secs", "MIDPOINT", "", 162, "exceed max"),
        ("1 D", "1 day", "TRADES", "yesterday", 10314, "date, time, or time-zone entered is invalid"),
        ("1 D", "1 day", "TRADES", "20260101-10:00:00 UTC", 10314, "invalid"),
        ("1 D", "1 day", "TRADES", "19700101-10:00:00", 162, "HMDS query returned no data: AAPL@SMART Trades"),
    ])
    func badRequestsAreRefused(
        duration: String,
        size: String,
        show: String,
        end: String,
        code: Int,
        text: String
    ) {
        let error = #expect(throws: HistoryError.self) { try bars(duration, size, show, end: end) }
        #expect(error?.code == code)
        #expect(error?.message.contains(text) == true)
    }

    @Test func currenciesHaveNoTrades() throws {
        let error = #expect(throws: HistoryError.self) { try bars(of: 12_087_792, "1 D", "1 hour") }
        #expect(error?.code == 162)
        #expect(try bars(of: 12_087_792, "1 D", "1 hour", "MIDPOINT").count >= 16)
        #expect(throws: HistoryError.self) { try bars(of: 1, "1 D", "1 hour") }
    }

    @Test func longHistoriesReachBackToTheFirstDay() throws {
        let years = try bars("68 Y", "1 day", end: "19831231 12:00:00 US/Eastern")
        #expect(years.first?.dateText(in: .newYork) == "19801212")
        // 13 trading days were left of 1980, and the NYSE counted 253 in each of 1981 to 1983 (252 by Friday, 30 December).
        #expect(abs(years.count - 771) < 5)
        #expect(years.allSatisfy { $0.low > 0 })
    }

    @Test func headTimestamps() {
        // As captured from a live Gateway: 19801212-14:30:00.
        #expect(history.headTimestamp(Self.apple).map(ExchangeTime.utcText) == "19801212-14:30:00")
        #expect(history.headTimestamp(1) == nil)
        #expect(engine.catalogue.builtIn.allSatisfy { (history.headTimestamp($0.conId) ?? Self.start) < Self.start })
    }

    @Test func barsOutsideSessionsForLiveUse() throws {
        let night = Self.start.adding(seconds: 12 * 3600)
        let bar = try #require(history.bar(Self.apple, .trades, from: night, to: night.adding(seconds: 60)))
        let trades = engine.trades(Self.apple, from: night, to: night.adding(seconds: 60))
        #expect(bar.count == trades.count && bar.close == trades.last?.price)
        #expect(history.bar(Self.apple, .midpoint, from: night, to: night.adding(seconds: 5))?.volume == nil)
        #expect(history.bar(1, .trades, from: night, to: night.adding(seconds: 5)) == nil)
        #expect(history.bar(Self.apple, .trades, from: night, to: night) == nil)
    }
}
