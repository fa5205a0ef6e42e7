internal import MarketFiles
internal import Notation

/// Consecutive bars of a file, up to the next event of another kind in an exchange.
///
/// They are the bars that the exchange would send to a client whose query is kept up to date; see
/// ``SimExchange/beginFeed()``.
package struct BarFeed: Sendable {
    /// A bar that has ended, and the one that begins at the same instant.
    package struct Step: Sendable {
        /// The start of the later bar.
        package let time: ExchangeInstant
        /// The earlier bar; `nil` if there is none.
        package let earlier: Bar?
        /// The only price of the later bar so far.
        package let open: Double
        /// The same price, rounded to four places, as the average.
        package var wap: Double { open.rounded(places: 4) }
    }

    /// A bar that has ended, as a message would carry it.
    package struct Bar: Sendable {
        /// The bar's first instant.
        package let time: ExchangeInstant
        /// The first price.
        package let open: Double
        /// The highest price.
        package let high: Double
        /// The lowest price.
        package let low: Double
        /// The last price.
        package let close: Double
        /// The number of units traded, a whole number.
        package let volume: Double
        /// The volume-weighted average price, rounded to four places.
        package let wap: Double
        /// The number of trades.
        package let count: Int
    }

    /// The client's ID of its query.
    package let requestID: Int
    /// The query's clock, its due time, and its number among the events.
    fileprivate let timer: SubscriptionTimer
    fileprivate let due: ExchangeInstant
    fileprivate let number: Int
    private let rows: FileSeries
    private let regularOnly: Bool
    /// The instant at which the feed ends, for rows after the first one.
    private var limit: Int64
    /// The row before ``row`` that the client knows; -1 if there is none.
    private var earlier: Int
    /// The next row to begin.
    private var row: Int
    /// The start of the last row taken; `nil` before the first.
    fileprivate private(set) var taken: ExchangeInstant?

    /// The limit beyond which prices are not written as they are.
    private static let highestPrice = 1e11
    private static let mostVolume = 1e15

    /// Creates a feed of a query's rows from the instant at which its clock is due; `nil` if the query's bars are not
    /// the rows.
    fileprivate init?(
        _ clock: EventQueue.Entry,
        _ timer: SubscriptionTimer,
        _ stream: BarStream,
        _ rows: FileSeries,
        limit: ExchangeInstant
    ) {
        let time = clock.time.nanoseconds
        guard case .seconds(let seconds) = rows.length, case .seconds(seconds) = stream.size,
            stream.whatToShow == .trades, stream.formatDate == 2
        else { return nil }
        row = rows.firstRow(from: time)
        guard row < rows.count, rows.starts[row] == time, !stream.useRTH || rows.isRegular[row] else { return nil }
        (self.timer, due, number) = (timer, clock.time, clock.number)
        self.rows = rows
        self.limit = limit.nanoseconds
        requestID = timer.requestID
        regularOnly = stream.useRTH
        earlier = row - 1
        while earlier >= 0, regularOnly, !rows.isRegular[earlier] { earlier -= 1 }
    }

    /// The start of the next row; `nil` if it is not part of the feed.
    package var nextTime: ExchangeInstant? {
        guard row < rows.count, taken == nil || rows.starts[row] < limit else { return nil }
        return ExchangeInstant(nanoseconds: rows.starts[row])
    }

    /// What happens when the next row begins; `nil` if it must come as messages.
    package var step: Step? {
        guard let time = nextTime, rows.ends[row] - 1 > time.nanoseconds,
            rows.open[row].magnitude < Self.highestPrice
        else { return nil }
        guard earlier >= 0 else { return Step(time: time, earlier: nil, open: rows.open[row]) }
        let (close, volume) = (rows.close[earlier], rows.volume[earlier])
        guard close.magnitude < Self.highestPrice, volume >= 0, volume < Self.mostVolume else { return nil }
        let bar = Bar(
            time: ExchangeInstant(nanoseconds: rows.starts[earlier]),
            open: rows.open[earlier],
            high: rows.high[earlier],
            low: rows.low[earlier],
            close: close,
            volume: volume.rounded(.towardZero),
            wap: close.rounded(places: 4),
            count: 1
        )
        return Step(time: time, earlier: bar, open: rows.open[row])
    }

    /// Ends the feed earlier; its first row stays.
    package mutating func end(before time: ExchangeInstant) { limit = min(limit, time.nanoseconds) }

    /// Notes that the next row has begun.
    package mutating func advance() {
        taken = nextTime
        earlier = row
        row += 1
        while row < rows.count, regularOnly, !rows.isRegular[row] { row += 1 }
    }
}

extension SimExchange {
    /// Takes out the bars of a query if nothing else happens for a while; ``endFeed(_:)`` must follow.
    ///
    /// - Returns: The bars; `nil` if something else comes first, or if the bars must come as messages.
    package mutating func beginFeed() -> BarFeed? {
        var end = min(accounts.dayEnd, market.nextListing)
        if let other = market.nextTime { end = min(end, other) }
        guard let first = events.nextTime, first < end, let clock = events.takeBarClock() else { return nil }
        guard case .timer(let timer) = clock.event,
            case .bars(let stream)? = directory.subscription(of: timer)?.terms,
            let rows = (market.source as? FileMarket)?.rows(stream.instrument.conId),
            let feed = BarFeed(clock, timer, stream, rows, limit: min(end, events.nextTime ?? end))
        else {
            events.restore(clock.event, at: clock.time, number: clock.number)
            return nil
        }
        return feed
    }

    /// Advances the exchange to the last bar taken, as if it had sent each one; without any, the exchange is as before.
    package mutating func endFeed(_ feed: BarFeed) {
        guard let time = feed.taken, let terms = directory.subscription(of: feed.timer)?.terms else {
            return events.restore(.timer(feed.timer), at: feed.due, number: feed.number)
        }
        now = time
        events.add(.timer(feed.timer), at: nextStrike(.historicalBars, terms))
    }
}
