internal import NIOCore
internal import SimExchange
internal import TWSWire

/// Drives a simulated exchange on an event loop: tells it the time and carries out what is due.
///
/// Used on its loop only. Timers of a run on the simulator live here too, so that virtual time orders them with the
/// exchange's own events, at any speed.
final class ExchangeDriver {
    /// Where the time of a request comes from.
    enum Pace {
        /// From the clock: clients on sockets act when they act.
        case clock
        /// From the last event: a script acts at the instant of what it heard, so that the same seed gives the same
        /// run at any speed.
        case events
    }

    /// Takes what the exchange gives out; called in order.
    var deliver: (ExchangeOutput) -> Void = { _ in }
    /// Keeps what the exchange has changed, before anything is delivered that tells of it; the time alone only if asked.
    /// Gives `false` when that fails: the driver then stops.
    var keep: (_ exchange: inout ChaosExchange, _ withClock: Bool) -> Bool = { _, _ in true }
    /// Whether everything delivered so far has been answered; asked before time goes on from event to event.
    var isAnswered: () -> Bool = { true }

    /// Takes bars that nothing comes between without their messages; `nil` where they come as messages.
    var bars: (any BarTaker)?

    private var exchange: ChaosExchange
    /// The exchange's time and that of its next event, since it was last changed.
    private var times: (now: ExchangeInstant, next: ExchangeInstant?)
    /// How much the exchange has given out.
    private var given = 0
    private var clock: VirtualClock
    private let loop: any EventLoop
    private let pace: Pace
    private var timers = DueTimers()
    private var wake: Scheduled<Void>?
    private var isStopped = false

    /// Makes a driver whose virtual time begins now.
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

    /// Virtual seconds in a second, besides leaps.
    var rate: Double { clock.rate }

    /// Whether time leaps from event to event.
    var leaps: Bool { clock.leaps }

    /// The codes of the exchange's accounts.
    var accountCodes: [String] { exchange.accountCodes }

    /// What the exchange holds now.
    var snapshot: ExchangeSnapshot { exchange.snapshot }

    /// The exchange behind the chaos as it is now.
    var truth: SimExchange { exchange.exchange }

    /// Lets something happen to the exchange that no client asked for, and tells the clients.
    func change(_ body: (inout SimExchange) -> Void) {
        body(&exchange.exchange)
        advance(to: times.now)
        schedule()
    }

    /// Takes a client in.
    func connect(clientId: Int, serverVersion: Int, as connection: ConnectionID) {
        hand(exchange.connect(clientId: clientId, serverVersion: serverVersion, as: connection, at: now))
    }

    /// Lets a client go.
    func disconnect(_ connection: ConnectionID) {
        exchange.disconnect(connection, at: now)
        hand([])
    }

    /// Takes a client's request.
    func receive(_ message: ClientMessage, from connection: ConnectionID) {
        hand(exchange.receive(message, from: connection, at: now))
    }

    /// Runs `action` after so many virtual seconds; returns what ``cancelTimer(_:)`` takes.
    @discardableResult
    func startTimer(after seconds: Double, _ action: @escaping () -> Void) -> Int {
        let due = now.adding(nanoseconds: Int64((max(0, seconds) * 1e9).rounded()))
        let number = timers.start(at: due, action)
        schedule()
        return number
    }

    /// Forgets a timer.
    func cancelTimer(_ number: Int) {
        timers.cancel(number)
    }

    /// Lets time leap from event to event for so many seconds, whatever its speed.
    func hurry(_ seconds: Double) {
        clock.hurry(to: now.adding(nanoseconds: Int64(seconds * 1e9)))
        // Something is due at the end of it, so that it ends there.
        startTimer(after: seconds) {}
    }

    /// Lets happen what is due, and keeps the time.
    func settle() {
        give(exchange.advance(to: now), withClock: true)
        schedule()
    }

    /// Ends the driver; nothing is delivered any more.
    func stop() {
        isStopped = true
        wake?.cancel()
        wake = nil
        timers.cancelAll()
    }

    private func hand(_ outputs: [ExchangeOutput]) {
        give(outputs)
        schedule()
    }

    /// Gives out what the exchange gave, once what it changed is kept.
    private func give(_ outputs: [ExchangeOutput], withClock: Bool = false) {
        times = exchange.times()
        given += outputs.count
        guard !isStopped else { return }
        guard keep(&exchange, withClock) else { return stop() }
        for output in outputs where !isStopped { deliver(output) }
    }

    /// The next instant at which something is due.
    private var nextDue: ExchangeInstant? {
        guard let timer = timers.nextDue else { return times.next }
        return times.next.map { min($0, timer) } ?? timer
    }

    private func schedule() {
        wake?.cancel()
        wake = nil
        guard !isStopped, let next = nextDue else { return }
        let delay = clock.realDelay(until: next, real: Self.realNow)
        let bound = NIOLoopBound(self, eventLoop: loop)
        wake = loop.scheduleTask(in: .nanoseconds(delay)) { bound.value.run() }
    }

    /// Most instants in a turn of the loop of which nobody hears.
    private static let mostUnheard = 64

    /// Does what is due: from event to event one instant in a turn of the loop, by the clock everything up to now.
    ///
    /// Where time leaps, instants of which nobody hears are done in one turn: there is nothing that could be answered.
    private func run() {
        guard !isStopped, nextDue != nil else { return }
        if pace == .events, !isAnswered() { return later() }
        for _ in 0..<Self.mostUnheard {
            guard let next = nextDue else { break }
            if let isHeard = feed() {
                if isHeard { break }
                continue
            }
            let before = given
            let isHeard = happen(at: next)
            guard !isStopped, pace == .events, clock.leaps, !isHeard, given == before else { break }
        }
        schedule()
    }

    /// Longest time that bars are given out without a look at the loop's other work, in nanoseconds, and how many are
    /// between two looks at the clock.
    private static let (longestRun, barsPerLook): (Int64, Int) = (10_000_000, 8)

    /// Gives bars out that nothing comes between, each at its instant.
    ///
    /// - Returns: whether the loop's other work comes next, because something followed of the last one or it was long;
    ///   `nil` where none could be given out.
    private func feed() -> Bool? {
        guard let bars, pace == .events, clock.leaps, !isStopped else { return nil }
        guard let first = exchange.beginFeed(before: nil) else { return nil }
        exchange.exchange.endFeed(first)
        guard let step = first.step, timers.nextDue.map({ step.time < $0 }) ?? true,
            bars.begin(with: step, of: first.requestID)
        else { return nil }
        return give(bars)
    }

    private func give(_ bars: any BarTaker) -> Bool? {
        // What begins with a run of bars has freed the way for it.
        guard var feed = exchange.beginFeed(before: timers.nextDue) else {
            bars.end()
            return nil
        }
        let begin = Self.realNow
        var (count, isHeard) = (0, false)
        while !isHeard, let step = feed.step {
            let before = times.now
            times.now = step.time
            let outcome = bars.take(step)
            guard outcome != .refused else {
                times.now = before
                break
            }
            feed.advance()
            count += 1
            isHeard = outcome == .busy
            // Signals are not to wait for a script that takes its time.
            if count % Self.barsPerLook == 0, Self.realNow - begin > Self.longestRun { isHeard = true }
        }
        exchange.exchange.endFeed(feed)
        times = exchange.times()
        if count > 0 { clock.leap(to: times.now, real: Self.realNow) }
        bars.end()
        return count > 0 ? isHeard : nil
    }

    /// Lets happen what is due at the next instant; tells whether a timer was.
    private func happen(at next: ExchangeInstant) -> Bool {
        clock.leap(to: next, real: Self.realNow)
        let limit = pace == .events ? next : max(next, now)
        var isHeard = false
        while let due = timers.nextDue, due <= limit, !isStopped, let timer = timers.popFirst() {
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

    /// Looks again after the loop's other work.
    private func later() {
        let bound = NIOLoopBound(self, eventLoop: loop)
        loop.execute { bound.value.run() }
    }
}
