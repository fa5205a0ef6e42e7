package import ScriptHost
internal import ScriptRuntime
package import Trading

/// A script without Lua: it records what it hears and does what the test has prepared.
package final class FakeScript: RunningScript {
    /// The script's name in the trace.
    package let name: String
    /// Everything it has heard.
    package private(set) var events: [ScriptEvent] = []
    /// The verdicts of its intents, in order.
    package private(set) var verdicts: [Verdict] = []
    /// What it does when asked to stop; by default, it ends as asked.
    package var whenStopped: (FakeScript, StopRequest) -> Void = { script, request in
        switch request {
        case .timeLimit: script.end(RunEnd(.timeLimit))
        case .interrupted: script.end(RunEnd(.interrupted))
        case .connectionLost(let text): script.end(RunEnd(.connectionLost, message: text))
        case .refused(let text): script.end(RunEnd(.denied, message: text))
        case .other(let text): script.end(RunEnd(.finished, message: text))
        }
    }
    /// Whether it is at work on its last event.
    package private(set) var isAway = false
    private var back: ([ScriptEffect]) -> Void = { _ in }
    private var leave: () -> Void = {}
    private let desk: any DeskAccess
    private let trace: RunTrace
    private var plans: [(FakeScript) -> Void] = []
    private var effects: [ScriptEffect] = []

    /// Makes a script with its access to the desk; what it hears goes to `trace`.
    package init(_ name: String, _ desk: any DeskAccess, _ trace: RunTrace) {
        self.name = name
        self.desk = desk
        self.trace = trace
    }

    /// Prepares what the script does on the next event other than a request to stop.
    package func next(_ plan: @escaping (FakeScript) -> Void) { plans.append(plan) }

    /// Handles an event; runs the oldest prepared plan.
    package func handle(_ event: ScriptEvent, at moment: RunInstant) -> [ScriptEffect] {
        events.append(event)
        trace.note("\(name) \(event.traceText)")
        if case .stopRequested(let request) = event {
            whenStopped(self, request)
        } else if !plans.isEmpty {
            plans.removeFirst()(self)
        }
        guard !isAway else { return [] }
        defer { effects = [] }
        return effects
    }

    /// Sets what is called when it comes back.
    package func whenBack(_ take: @escaping ([ScriptEffect]) -> Void) { back = take }

    /// Stores the closure to call when what the script has asked for may leave at once.
    package func whenAsked(_ leave: @escaping () -> Void) { self.leave = leave }

    /// Comes back with its effects since it went away.
    package func comeBack() {
        isAway = false
        let done = effects
        effects = []
        back(done)
    }

    // MARK: What a plan may do

    /// Submits an intent to the desk.
    @discardableResult
    package func submit(_ intent: Intent) -> Verdict {
        let verdict = desk.submit(intent, line: nil)
        verdicts.append(verdict)
        effects.append(.deskTurn)
        return verdict
    }

    /// Lets what it has submitted to the desk leave while it is still at work, like a script in a process of its own.
    package func leaveAhead() { leave() }

    /// Prints a line.
    package func say(_ text: String) { effects.append(.output(.print(text))) }

    /// Requests that an entry of its state be stored, or removed.
    package func remember(_ key: String, _ text: String?) {
        effects.append(.remember([ScriptMemory(key: key, text: text)]))
    }

    /// Requests that orders be cancelled and positions closed.
    package func flatten(_ request: FlattenRequest) { effects.append(.flatten(request)) }

    /// Requests a timer.
    package func startTimer(_ number: Int, after seconds: Double) {
        effects.append(.startTimer(ScriptTimer(rawValue: number), after: seconds, isTimeout: false))
    }

    /// Cancels a timer.
    package func cancelTimer(_ number: Int) { effects.append(.cancelTimer(ScriptTimer(rawValue: number))) }

    /// Requests a later turn.
    package func continueLater() { effects.append(.continueLater) }

    /// Stays at work on the event until ``comeBack()``, like a script in a process of its own.
    package func goAway() { isAway = true }

    /// Ends the script.
    package func end(_ end: RunEnd) { effects.append(.ended(end)) }
}
