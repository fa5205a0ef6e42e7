internal import DequeModule
internal import ScriptHost
internal import TWSWire
internal import Trading

/// The events that wait for a script which takes none. Fills, ends of orders and answers to its requests all stay; what a
/// later event makes outdated, and what concerns none of its orders, stays only while not too much is waiting.
struct ScriptInbox {
    /// The number of waiting ticks at which outdated ones are dropped: a script that is further behind does not catch
    /// up, and would act on old prices.
    static let mostTicks = 1_000
    /// The largest number of events; further market data, and reports that change none of the script's orders, are
    /// dropped. With as many reports of the script's own orders, outdated ones are.
    static let longest = 10_000

    /// Events of which a later one about the same makes an earlier one outdated.
    private struct Replaceable {
        /// The number at which outdated ones are dropped next, and at least.
        private(set) var limit: Int
        let least: Int
        /// The number that waits.
        var count = 0
        /// The number that was dropped and not reported yet.
        var dropped = 0

        init(least: Int) { (self.least, limit) = (least, least) }

        /// Notes how many are left after outdated ones were dropped.
        mutating func left(_ count: Int) {
            dropped += self.count - count
            self.count = count
            limit = max(least, 2 * count)
        }
    }

    private var events: Deque<ScriptEvent> = []
    private var ticks = Replaceable(least: mostTicks)
    private var reports = Replaceable(least: longest)
    /// The numbers of other events that were dropped and not reported yet.
    private var (droppedTicks, droppedReports) = (0, 0)

    /// The number of events.
    var count: Int { events.count }
    var isEmpty: Bool { events.isEmpty }

    /// Keeps an event, unless it is dispensable and too many are waiting. A script that is to stop needs no ticks.
    mutating func keep(_ event: ScriptEvent) {
        if event.isStop { ticks.left(drop(\.isTick) { _ in true }) }
        switch event.subject {
        case .tick:
            ticks.count += 1
            events.append(event)
            if ticks.count >= ticks.limit { ticks.left(dropOutdated(\.isTick)) }
        case .report, .repetition:
            reports.count += 1
            events.append(event)
            if reports.count >= reports.limit { reports.left(dropOutdated { !$0.isTick }) }
        case nil:
            if events.count < Self.longest || !(event.isMarketData || event.isIdleReport) {
                events.append(event)
            } else if event.isMarketData {
                droppedTicks += 1
            } else {
                droppedReports += 1
            }
        }
    }

    /// Removes and returns the oldest event; `nil` if there is none.
    mutating func popFirst() -> ScriptEvent? {
        guard let event = events.popFirst() else { return nil }
        switch event.subject {
        case .tick: ticks.count -= 1
        case .report, .repetition: reports.count -= 1
        case nil: break
        }
        return event
    }

    /// Drops all events.
    mutating func removeAll() { self = ScriptInbox() }

    /// Returns how many events were dropped since the last call, with what they were.
    mutating func takeDropped() -> [(count: Int, kind: String)] {
        defer { (ticks.dropped, reports.dropped, droppedTicks, droppedReports) = (0, 0, 0, 0) }
        return [
            (ticks.dropped + droppedTicks, "ticks"), (reports.dropped, "outdated reports of its orders"),
            (droppedReports, "reports that changed none of its orders"),
        ].filter { $0.0 > 0 }
    }

    /// Drops every event of some subjects that a later one of the same subject makes outdated; returns how many are
    /// left.
    private mutating func dropOutdated(_ isMeant: (ScriptEvent.Subject) -> Bool) -> Int {
        var seen: Set<ScriptEvent.Subject> = []
        return drop(isMeant) { !seen.insert($0).inserted }
    }

    /// Drops events of some subjects, asked about from the last to the first; returns how many are left.
    private mutating func drop(
        _ isMeant: (ScriptEvent.Subject) -> Bool,
        where isDispensable: (ScriptEvent.Subject) -> Bool
    ) -> Int {
        var left = 0
        let kept = events.reversed().filter { event in
            guard let subject = event.subject, isMeant(subject) else { return true }
            if isDispensable(subject) { return false }
            left += 1
            return true
        }
        if kept.count < events.count { events = Deque(kept.reversed()) }
        return left
    }
}

extension ScriptEvent {
    /// What an event tells about, if a later one about the same makes it outdated.
    enum Subject: Hashable {
        /// The form of a tick's message.
        enum Form { case price, size, text, number }

        /// A value of a quote.
        case tick(Form, request: Int, type: Int)
        /// The status and the notices of one of the script's orders: the news carry the whole order.
        case report(order: Int)
        /// What was known of one of the script's orders.
        case repetition(order: Int)

        var isTick: Bool { if case .tick = self { true } else { false } }
    }

    /// What the event tells about, if a later one about the same makes it outdated; otherwise `nil`: for fills and ends
    /// of orders, for answers, and also for trades one by one and changes of an order book, each of which counts.
    var subject: Subject? {
        switch self {
        case .message(.tickPrice(let tick), _, _): .tick(.price, request: tick.reqId, type: tick.tickType)
        case .message(.tickSize(let tick), _, _): .tick(.size, request: tick.reqId, type: tick.tickType)
        case .message(.tickString(let tick), _, _): .tick(.text, request: tick.reqId, type: tick.tickType)
        case .message(.tickGeneric(let tick), _, _): .tick(.number, request: tick.reqId, type: tick.tickType)
        case .message(.openOrder(let report), let news, false) where news.isEmpty: .repetition(order: report.orderId)
        case .message(_, let news, _) where news.count == 1: news[0].replaceable
        case .order(let news): news.replaceable
        default: nil
        }
    }

    /// Whether the event asks the script to end.
    var isStop: Bool { if case .stopRequested = self { true } else { false } }

    /// Whether the event is market data.
    fileprivate var isMarketData: Bool {
        if case .message(let message, _, _) = self { message.isMarketData } else { false }
    }

    /// Whether the event is a report that changed none of the script's orders and answers none of its requests: the desk
    /// has booked it, and no trade of the script waits for it.
    fileprivate var isIdleReport: Bool {
        guard case .message(let message, let news, let isShared) = self, news.isEmpty else { return false }
        return switch message {
        case .orderStatus, .commissionAndFeesReport: true
        case .execDetails(let report): isShared || report.reqId < 0
        case .openOrder, .error: isShared
        default: false
        }
    }
}

extension ScriptEvent.OrderNews {
    /// What the news are about if they tell of nothing but the order's status and notices.
    fileprivate var replaceable: ScriptEvent.Subject? {
        let isReplaceable = changes.allSatisfy {
            switch $0 {
            case .status, .notice: true
            case .fill, .leg, .legChanged, .corrected, .commission, .done, .unknown, .alarm, .reconciliationNeeded:
                false
            }
        }
        return isReplaceable ? .report(order: entry.orderId) : nil
    }
}
