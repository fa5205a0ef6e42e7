internal import CivilTime
internal import TWSWire

/// What has left so far, of one script or of all: everything that rates, repeats and sums are judged by.
struct Tally: Sendable {
    /// An order, so that an equal one is known again.
    struct Likeness: Hashable, Sendable {
        let slot: Int
        let buys: Bool
        let quantity: ExactDecimal
        let limit: Double?
        let trigger: Double?
    }

    /// The moment by which every message so far would have left at the permitted pace, in nanoseconds.
    private(set) var paced: Int64 = .min
    private(set) var minute = MomentWindow()
    /// Order messages of the day.
    private(set) var messagesOfDay = 0
    /// Value of the orders of the day.
    private(set) var grossOfDay = 0.0
    /// Value of the orders of the run.
    private(set) var notional = 0.0
    /// What the script's fills of earlier runs of the day have come to, in the base currency.
    var profitBefore = 0.0
    private(set) var refusals = MomentWindow()
    private var repeats: [MomentWindow] = []
    private var alike: [Likeness: Int64] = [:]
    /// When the day of New York ends that the sums are of.
    private var dayEnd: Int64 = .min

    /// Lets the sums of a day begin afresh with the next one.
    mutating func begin(_ now: RunInstant) {
        guard now.nanoseconds >= dayEnd else { return }
        dayEnd = TradingDay.end(of: now).nanoseconds
        (messagesOfDay, grossOfDay, profitBefore) = (0, 0, 0)
    }

    /// Orders of earlier runs of the same day.
    mutating func addOfDay(messages: Int, gross: Double) {
        messagesOfDay += messages
        grossOfDay += gross
    }

    /// How many messages are ahead of the permitted pace.
    func backlog(_ rates: RiskLimits.Rates, at now: RunInstant) -> Double {
        guard paced > now.nanoseconds else { return 0 }
        return Double(paced - now.nanoseconds) / 1e9 * rates.perSecond
    }

    mutating func messagesOfMinute(at now: RunInstant) -> Int { minute.count(at: now) }

    mutating func refusalsOfMinute(at now: RunInstant) -> Int { refusals.count(at: now) }

    mutating func repeats(in slot: Int, at now: RunInstant) -> Int {
        repeats.indices.contains(slot) ? repeats[slot].count(at: now) : 0
    }

    /// Seconds since an equal order; `nil` where there was none of late.
    func pause(since order: Likeness, at now: RunInstant) -> Double? {
        alike[order].map { Double(now.nanoseconds - $0) / 1e9 }
    }

    /// A message with an order leaves.
    mutating func noteMessage(_ rates: RiskLimits.Rates, at now: RunInstant) {
        messagesOfDay += 1
        if rates.perMinute != .max { minute.note(now) }
        guard rates.perSecond.isFinite, rates.perSecond > 0 else { return }
        let step = Int64(clamping: Int((1e9 / rates.perSecond).rounded()))
        paced = max(paced, now.nanoseconds) + step
    }

    /// A new order leaves.
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

    /// The value of what leaves; of other terms, what they add.
    mutating func noteValue(_ value: Double) {
        grossOfDay += value
        notional += value
    }

    mutating func noteRefusal(at now: RunInstant) { refusals.note(now) }
}
