internal import MarketFiles
internal import Notation

/// Bars of a file, one after the other, up to the next thing of another kind that happens in an exchange.
///
/// They are those that the exchange would send to a client whose query is kept up to date; see
/// ``SimExchange/beginFeed(before:)``.
package struct BarFeed: Sendable {
    /// A bar that is over, and the one that begins with the same instant.
    package struct Step: Sendable {
        /// When the later one begins.
        package let time: ExchangeInstant
        /// The earlier bar; `nil` where none comes before.
        package let earlier: Bar?
        /// The only price of the later one so far.
        package let open: Double
        /// The same to four places, as the average.
        package var wap: Double { open.rounded(places: 4) }
    }

    /// A bar that is over, as a message would carry it.
    package struct Bar: Sendable {
        /// Its first instant.
        package let time: ExchangeInstant
        /// First price.
        package let open: Double
        /// Highest price.
        package let high: Double
        /// Lowest price.
        package let low: Double
        /// Last price.
        package let close: Double
        /// Units traded, a whole number.
        package let volume: Double
        /// Average price by volume, to four places.
        package let wap: Double
        /// How many trades.
        package let count: Int
    }

    /// The client's number of its query.
    package let requestID: Int
    /// The clock of the query, its time and its number among the events.
    fileprivate let timer: SubscriptionTimer
    fileprivate let due: ExchangeInstant
    fileprivate let number: Int
    private let rows: FileSeries
    private let regularOnly: Bool
    /// The first instant that is not the feed's any more, for rows after the first one.
    private let limit: Int64
    /// The row before ``row`` that a client knows; -1 for none.
    private var earlier: Int
    /// The row that begins next.
    private var row: Int
    /// When the last row that was taken has begun; `nil` before the first.
    fileprivate private(set) var taken: ExchangeInstant?

    /// Prices beyond are not written as they are.
    private static let highestPrice = 1e11
    private static let mostVolume = 1e15

    /// The rows of a query from an instant on, at which its clock strikes; `nil` where its bars are not the rows.
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

    /// When the next row begins; `nil` where it is not the feed's.
    package var nextTime: ExchangeInstant? {
        guard row < rows.count, taken == nil || rows.starts[row] < limit else { return nil }
        return ExchangeInstant(nanoseconds: rows.starts[row])
    }

    /// What happens when the next row begins; `nil` where it has to come as messages.
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

    /// The next row has begun.
    package mutating func advance() {
        taken = nextTime
        earlier = row
        row += 1
        while row < rows.count, regularOnly, !rows.isRegular[row] { row += 1 }
    }
}

extension SimExchange {
    /// Takes the bars of a query out that are the only thing that happens for a while; ``endFeed(_:)`` has to follow.
    ///
    /// - Parameter limit: Bars that begin at this instant or later are not taken.
    /// - Returns: `nil` where something else comes first, or the bars have to come as messages.
    package mutating func beginFeed(before limit: ExchangeInstant?) -> BarFeed? {
        guard let files = market.source as? FileMarket, let clock = events.takeBarClock() else { return nil }
        var end = min(accounts.dayEnd, market.catalogue.nextChange)
        for case let other? in [limit, market.nextTime] { end = min(end, other) }
        guard clock.time < end, case .timer(let timer) = clock.event,
            case .bars(let stream)? = directory.subscription(of: timer)?.terms,
            let rows = files.rows(stream.instrument.conId),
            let feed = BarFeed(clock, timer, stream, rows, limit: min(end, events.nextTime ?? end))
        else {
            events.restore(clock.event, at: clock.time, number: clock.number)
            return nil
        }
        return feed
    }

    /// Brings the exchange to the last bar that was taken, as if it had sent each; without one it is as before.
    package mutating func endFeed(_ feed: BarFeed) {
        guard let time = feed.taken, let terms = directory.subscription(of: feed.timer)?.terms else {
            return events.restore(.timer(feed.timer), at: feed.due, number: feed.number)
        }
        now = time
        events.add(.timer(feed.timer), at: nextStrike(.historicalBars, terms))
    }
}
