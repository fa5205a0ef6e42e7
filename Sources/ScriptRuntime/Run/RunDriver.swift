internal import LuaBridge
internal import NIOCore
internal import ScriptHost
internal import TWSSession
internal import TWSWire

/// Carries a script's run: feeds its session with events, one after the other, and does what it asks for.
///
/// Everything happens on one event loop, in turns: events wait in a queue while effects are carried out, so that no
/// handler runs inside another.
final class RunDriver {
    /// Called once, when the run is over and its output is written.
    var whenEnded: (Int32) -> Void = { _ in }

    private let session: ScriptSession
    private let link: any ClientLink
    private let clock: any RunClock
    private let loop: any EventLoop
    private let console: Console
    /// What this turn has said.
    private var lines: [ConsoleLine] = []
    /// What came while another event was being handled.
    private var queue: [ScriptEvent] = []
    private var hasQueued = false
    private var isDraining = false
    private var timers: [ScriptTimer: Int] = [:]
    private(set) var isEnded = false
    /// Whether the script is in the middle of a long computation.
    private(set) var isPaused = false

    init(session: ScriptSession, link: any ClientLink, clock: any RunClock, loop: any EventLoop, console: Console) {
        self.session = session
        self.link = link
        self.clock = clock
        self.loop = loop
        self.console = console
    }

    /// Stops a busy script from any thread.
    var interrupt: @Sendable () -> Void {
        let interrupt = session.interrupt
        return { interrupt.stop() }
    }

    /// Shows a line about the run itself.
    func note(_ line: String) {
        show(.note(line))
        if !isDraining { flush() }
    }

    /// Takes an event; it is handled now, or after those that came before it.
    func take(_ event: ScriptEvent) {
        guard !isDraining else { return enqueue(event) }
        isDraining = true
        handle(event)
        if hasQueued { drain() }
        isDraining = false
        flush()
    }

    private func flush() {
        guard !lines.isEmpty else { return }
        console.show(lines)
        lines.removeAll(keepingCapacity: true)
    }

    private func show(_ event: HostEvent) {
        lines.append(ConsoleLine(time: clock.now, event: event))
    }

    private func enqueue(_ event: ScriptEvent) {
        queue.append(event)
        hasQueued = true
    }

    /// Handles what came while effects were carried out.
    private func drain() {
        var next = 0
        while next < queue.count {
            handle(queue[next])
            next += 1
        }
        queue.removeAll(keepingCapacity: true)
        hasQueued = false
    }

    private func handle(_ event: ScriptEvent) {
        guard !isEnded else { return }
        for effect in session.handle(event, at: clock.now) where !isEnded { perform(effect) }
    }

    private func perform(_ effect: ScriptEffect) {
        switch effect {
        case .place(let intent), .modify(let intent): sendOrder(intent)
        case .cancel, .send:
            guard let message = effect.clientMessage else { return }
            do throws(SessionError) {
                try link.send(message)
            } catch {
                notSent(message, error)
            }
        case .output(let event): show(event)
        case .startTimer(let timer, let seconds): start(timer, after: seconds)
        case .cancelTimer(let timer):
            if let number = timers.removeValue(forKey: timer) { clock.cancelTimer(number) }
        case .continueLater:
            isPaused = true
            let driver = NIOLoopBound(self, eventLoop: loop)
            loop.execute { driver.value.goOn() }
        case .ended(let end): finish(end)
        }
    }

    private func goOn() {
        isPaused = false
        take(.continueSlice)
    }

    /// Tells of a request that could not leave, and ends the call that waits for its answer.
    private func notSent(_ message: ClientMessage, _ error: SessionError) {
        let payload = message.payload
        var id: Int?
        if let index = type(of: payload).index(of: "reqId"), case .integer(let number) = payload.value(at: index) {
            id = number
            enqueue(.requestRefused(id: number, message: "\(error)"))
        }
        show(.error(code: nil, message: "\(message.name): \(error)", id: id))
    }

    private func sendOrder(_ intent: PlaceIntent) {
        do throws(SessionError) {
            try link.send(intent.message)
        } catch {
            enqueue(.orderRefused(orderId: intent.orderId, code: nil, message: "\(error)"))
        }
    }

    private func start(_ timer: ScriptTimer, after seconds: Double) {
        timers[timer] = clock.startTimer(after: seconds) { [weak self] in
            guard let self, timers.removeValue(forKey: timer) != nil else { return }
            take(.timer(timer))
        }
    }

    private func finish(_ end: RunEnd) {
        isEnded = true
        flush()
        for number in timers.values { clock.cancelTimer(number) }
        timers = [:]
        link.close()
        whenEnded(end.exitCode)
    }
}
