internal import NIOCore
internal import SimExchange
internal import TWSWire

/// Drives a simulated exchange on an event loop: advances its time and carries out what is due.
///
/// Used only on its loop. Timers of a run on the simulator are here too, so that virtual time orders them with the
/// exchange's own events, at any speed.
final class ExchangeDriver {
    /// The source of a request's time.
    enum Pace {
        /// The clock: clients on sockets act at any time.
        case clock
        /// The last event: a script acts at the instant of what it heard, so that the same seed gives the same run at
        /// any speed.
        case events
    }

    /// Takes what the exchange outputs; called in order.
    var deliver: (ExchangeOutput) -> Void = { _ in }
    /// Stores what the exchange has changed, before anything that reports it is delivered; the time alone only if
    /// asked. Returns `false` if that fails: the driver then stops.
    var keep: (_ exchange: inout ChaosExchange, _ withClock: Bool) -> Bool = { _, _ in true }
    /// Whether everything delivered so far has been answered; checked before time advances from event to event.
    var isAnswered: () -> Bool = { true }
    /// Has what was delivered answered at once, if it can be; `nil` if the answers come with the loop's next turns.
    var answer: (() -> Void)?

    /// Takes bars with no other event between them without their messages; `nil` if they come as messages.
    var bars: (any BarTaker)?

    /// Like its neighbours without a check for exclusive access: they are looked at for every event and bar, and a value calls
    /// nobody back while it changes.
    @exclusivity(unchecked) private var exchange: ChaosExchange
    /// The exchange's time and that of its next event, since its last change.
    @exclusivity(unchecked) private var times: (now: ExchangeInstant, next: ExchangeInstant?)
    /// The number of outputs so far.
    @exclusivity(unchecked) private var given = 0
    @exclusivity(unchecked) private var clock: VirtualClock
    private let loop: any EventLoop
    private let pace: Pace
    @exclusivity(unchecked) private var timers = DueTimers()
    private var wake: Scheduled<Void>?
    /// The number of the wake that counts: the loop still calls one that is cancelled when its turn has already begun.
    private var wakeNumber = 0
    /// Whether the wake comes with the loop's next turn.
    private var isWakeDue = false
    /// Whether a check for answers waits for its turn.
    @exclusivity(unchecked) private var isCheckDue = false
    private var isStopped = false
    /// Whether it carries out what is due, after which it sets the next wake.
    private(set) var isRunning = false

    /// Makes a driver whose virtual time starts now.
    init(_ exchange: ChaosExchange, speed: SimulationSpeed, pace: Pace, on loop: any EventLoop) {
        var exchange = exchange
        times = exchange.times()
        self.exchange = exchange
        self.loop = loop
        self.pace = pace
        clock = VirtualClock(start: times.now, speed: speed, real: Self.realNow)
    }

    /// The machine's monotonic clock in nanoseconds.
    private static var realNow: Int64 { Int64(clamping: NIODeadline.now().uptimeNanoseconds) }

    /// The virtual time.
    var now: ExchangeInstant {
        pace == .events ? times.now : max(times.now, clock.now(real: Self.realNow))
    }

    /// The virtual seconds per second, not counting leaps.
    var rate: Double { clock.rate }

    /// Whether time leaps from event to event.
    var leaps: Bool { clock.leaps }

    /// The codes of the exchange's accounts.
    var accountCodes: [String] { exchange.accountCodes }

    /// Whether the messages about filled orders are left to be made by whoever needs them.
    var defersFilledOrders: Bool {
        get { exchange.defersFilledOrders }
        set { exchange.defersFilledOrders = newValue }
    }

    /// What the exchange currently holds.
    var snapshot: ExchangeSnapshot { exchange.snapshot }

    /// The exchange behind the chaos in its current state.
    var truth: SimExchange { exchange.exchange }

    /// Makes a change to the exchange that no client requested, and tells the clients.
    func change(_ body: (inout SimExchange) -> Void) {
        body(&exchange.exchange)
        advance(to: times.now)
        schedule()
    }

    /// Admits a client.
    func connect(clientId: Int, serverVersion: Int, as connection: ConnectionID) {
        hand(exchange.connect(clientId: clientId, serverVersion: serverVersion, as: connection, at: now))
    }

    /// Removes a client.
    func disconnect(_ connection: ConnectionID) {
        exchange.disconnect(connection, at: now)
        hand([])
    }

    /// Handles a client's request.
    func receive(_ message: ClientMessage, from connection: ConnectionID) {
        hand(exchange.receive(message, from: connection, at: now))
    }

    /// Runs `action` after so many virtual seconds; returns the number for ``cancelTimer(_:)``.
    @discardableResult
    func startTimer(after seconds: Double, _ action: @escaping () -> Void) -> Int {
        let due = now.adding(nanoseconds: Int64((max(0, seconds) * 1e9).rounded()))
        let number = timers.start(at: due, action)
        schedule()
        return number
    }

    /// Cancels a timer.
    func cancelTimer(_ number: Int) {
        timers.cancel(number)
    }

    /// Lets time leap from event to event for so many seconds, whatever its speed.
    func hurry(_ seconds: Double) {
        clock.hurry(to: now.adding(nanoseconds: Int64(seconds * 1e9)))
        // Something is due at the end of the span, so that the leap ends there.
        startTimer(after: seconds) {}
    }

    /// Lets the time that has passed since the last event pass, because something from outside comes next, such as what
    /// a person types. What is due by then is carried out first.
    func catchUp() {
        guard pace == .events, !isStopped else { return }
        let present = clock.now(real: Self.realNow)
        advance(to: nextDue.map { min($0, present) } ?? present)
        schedule()
    }

    /// Carries out what is due, and stores the time.
    func settle() {
        give(exchange.advance(to: now), withClock: true)
        schedule()
    }

    /// Stops the driver; nothing more is delivered.
    func stop() {
        isStopped = true
        cancelWake()
        timers.cancelAll()
    }

    private func hand(_ outputs: [ExchangeOutput]) {
        give(outputs)
        schedule()
    }

    /// Delivers the outputs of the exchange, once its changes are stored.
    private func give(_ outputs: [ExchangeOutput], withClock: Bool = false) {
        times = exchange.times()
        given += outputs.count
        guard !isStopped else { return }
        guard keep(&exchange, withClock) else { return stop() }
        // In place: messages are large.
        let delivered = outputs.span
        for place in delivered.indices where !isStopped { deliver(delivered[place]) }
    }

    /// The next instant at which something is due.
    private var nextDue: ExchangeInstant? {
        guard let timer = timers.nextDue else { return times.next }
        return times.next.map { min($0, timer) } ?? timer
    }

    private func schedule() {
        guard !isRunning else { return }
        guard !isStopped, let next = nextDue else { return cancelWake() }
        let delay = clock.realDelay(until: next, real: Self.realNow)
        if isWakeDue, delay <= 0 { return }
        cancelWake()
        isWakeDue = delay <= 0
        let bound = NIOLoopBound(self, eventLoop: loop)
        let number = wakeNumber
        wake = loop.scheduleTask(in: .nanoseconds(delay)) { bound.value.awake(number) }
    }

    private func awake(_ number: Int) {
        guard number == wakeNumber else { return }
        (wake, isWakeDue) = (nil, false)
        run()
    }

    private func cancelWake() {
        wake?.cancel()
        wakeNumber += 1
        (wake, isWakeDue) = (nil, false)
    }

    /// The largest number of instants in a turn of the loop.
    private static let mostInstants = 64

    private func run() {
        guard !isStopped, nextDue != nil || answer != nil else { return }
        isRunning = true
        let isAnswered = carryOut()
        isRunning = false
        if isAnswered { schedule() } else { later() }
    }

    /// Carries out what is due: by the clock everything up to now, from event to event one instant per turn of the loop.
    ///
    /// If time leaps, a turn includes the next instants as long as what was delivered is answered at once, or there is
    /// nothing to be answered.
    ///
    /// - Returns: Whether everything is answered, as far as this side looks after it.
    private func carryOut() -> Bool {
        let begin = Self.realNow
        for _ in 0..<Self.mostInstants {
            guard hasAnswers() else { return false }
            guard !isStopped, let next = nextDue else { return true }
            let before = given
            let isHeard = feed() ?? (happen(at: next) || given != before)
            guard !isStopped, pace == .events, clock.leaps else { return true }
            // Signals must not wait.
            if isHeard, answer == nil || Self.realNow - begin > Self.longestRun { break }
        }
        return answer == nil || hasAnswers()
    }

    /// Returns whether everything delivered has been answered, after the attempt to have it answered at once.
    private func hasAnswers() -> Bool {
        guard pace == .events, !isAnswered() else { return true }
        guard let answer else { return false }
        answer()
        return isStopped || isAnswered()
    }

    /// The longest time for feeding bars without a look at the loop's other work, in nanoseconds, and the number of
    /// bars between two looks at the clock.
    private static let (longestRun, barsPerLook): (Int64, Int) = (10_000_000, 8)

    /// Feeds bars with no other event between them, each at its instant.
    ///
    /// - Returns: Whether the loop's other work comes next, because the last bar had consequences or feeding took long;
    ///   `nil` if no bar could be fed.
    private func feed() -> Bool? {
        guard let bars, pace == .events, clock.leaps, !isStopped else { return nil }
        guard let feed = exchange.beginFeed() else { return nil }
        guard let step = feed.step, timers.nextDue.map({ step.time < $0 }) ?? true,
            bars.begin(with: step, of: feed.requestID)
        else {
            exchange.exchange.endFeed(feed)
            return nil
        }
        return give(feed, to: bars)
    }

    private func give(_ bars: BarFeed, to taker: any BarTaker) -> Bool? {
        var feed = bars
        // Beginning the sequence has cleared the way for it.
        if let due = timers.nextDue { feed.end(before: due) }
        let begin = Self.realNow
        var (count, isHeard) = (0, false)
        while !isHeard, let step = feed.step {
            let before = times.now
            times.now = step.time
            let outcome = taker.take(step)
            guard outcome != .refused else {
                times.now = before
                break
            }
            feed.advance()
            count += 1
            isHeard = outcome == .busy
            // Signals must not wait for a slow script.
            if count % Self.barsPerLook == 0, Self.realNow - begin > Self.longestRun { isHeard = true }
        }
        exchange.exchange.endFeed(feed)
        times = exchange.times()
        if count > 0 { clock.leap(to: times.now, real: Self.realNow) }
        taker.end()
        return count > 0 ? isHeard : nil
    }

    /// Carries out what is due at the next instant; returns whether a timer fired.
    ///
    /// From event to event, a timer that one of them starts for the same instant comes after the answers to what they
    /// have sent, wherever their script runs.
    private func happen(at next: ExchangeInstant) -> Bool {
        clock.leap(to: next, real: Self.realNow)
        let limit = pace == .events ? next : max(next, now)
        let last = pace == .events ? timers.started : .max
        var isHeard = false
        while let due = timers.nextDue, due <= limit, !isStopped, let timer = timers.popFirst(ofFirst: last) {
            isHeard = true
            advance(to: timer.due)
            timer.action()
        }
        advance(to: limit)
        return isHeard
    }

    private func advance(to instant: ExchangeInstant) {
        give(exchange.advance(to: max(instant, times.now)))
    }

    /// Checks again after the loop's other work, once, whoever asks for it: a wake-up that finds no answer either must
    /// not add a second series of checks.
    private func later() {
        guard !isStopped, !isCheckDue else { return }
        isCheckDue = true
        let bound = NIOLoopBound(self, eventLoop: loop)
        loop.execute { bound.value.check() }
    }

    private func check() {
        isCheckDue = false
        run()
    }
}
