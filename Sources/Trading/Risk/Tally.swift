internal import CivilTime
internal import TWSWire

/// What one script, or all scripts, have sent so far: the basis of rates, repeats and sums.
struct Tally: Sendable {
    /// What makes two orders identical.
    struct Likeness: Hashable, Sendable {
        let slot: Int
        let buys: Bool
        let quantity: ExactDecimal
        let limit: Double?
        let trigger: Double?
    }

    /// The time by which every message so far would have been sent at the permitted rate, in nanoseconds.
    private(set) var paced: Int64 = .min
    private(set) var minute = MomentWindow()
    /// The number of order messages of the day.
    private(set) var messagesOfDay = 0
    /// The value of the day's orders.
    private(set) var grossOfDay = 0.0
    /// The value of the run's orders.
    private(set) var notional = 0.0
    /// The profit of the script's fills in earlier runs of the day, in the base currency.
    var profitBefore = 0.0
    private(set) var refusals = MomentWindow()
    private var repeats: [MomentWindow] = []
    private var alike: [Likeness: Int64] = [:]
    /// When the New York day that the sums cover ends.
    private var dayEnd: Int64 = .min

    /// Resets the day's sums when a new day has started.
    mutating func begin(_ now: RunInstant) {
        guard now.nanoseconds >= dayEnd else { return }
        dayEnd = TradingDay.end(of: now).nanoseconds
        (messagesOfDay, grossOfDay, profitBefore) = (0, 0, 0)
    }

    /// Adds orders of earlier runs of the same day.
    mutating func addOfDay(messages: Int, gross: Double) {
        messagesOfDay += messages
        grossOfDay += gross
    }

    /// Returns the number of messages by which the permitted rate is exceeded.
    func backlog(_ rates: RiskLimits.Rates, at now: RunInstant) -> Double {
        guard paced > now.nanoseconds else { return 0 }
        return Double(paced - now.nanoseconds) / 1e9 * rates.perSecond
    }

    mutating func messagesOfMinute(at now: RunInstant) -> Int { minute.count(at: now) }

    mutating func refusalsOfMinute(at now: RunInstant) -> Int { refusals.count(at: now) }

    mutating func repeats(in slot: Int, at now: RunInstant) -> Int {
        repeats.indices.contains(slot) ? repeats[slot].count(at: now) : 0
    }

    /// Returns the seconds since an identical order; `nil` if there was none recently.
    func pause(since order: Likeness, at now: RunInstant) -> Double? {
        alike[order].map { Double(now.nanoseconds - $0) / 1e9 }
    }

    /// Records a sent order message.
    mutating func noteMessage(_ rates: RiskLimits.Rates, at now: RunInstant) {
        messagesOfDay += 1
        if rates.perMinute != .max { minute.note(now) }
        guard rates.perSecond.isFinite, rates.perSecond > 0 else { return }
        let step = Int64(clamping: Int((1e9 / rates.perSecond).rounded()))
        paced = max(paced, now.nanoseconds) + step
    }

    /// Records a sent new order.
    mutating func noteOrder(in slot: Int, at now: RunInstant) {
        while repeats.count <= slot { repeats.append(MomentWindow()) }
        repeats[slot].note(now)
    }

    mutating func noteLikeness(_ order: Likeness, pause: Double, at now: RunInstant) {
        if alike.count > 256 {
            let oldest = now.nanoseconds - Int64(pause * 1e9)
            alike = alike.filter { $0.value > oldest }
        }
        alike[order] = now.nanoseconds
    }

    /// Records the value of what is sent; for new terms, of what they add.
    mutating func noteValue(_ value: Double) {
        grossOfDay += value
        notional += value
    }

    mutating func noteRefusal(at now: RunInstant) { refusals.note(now) }
}
