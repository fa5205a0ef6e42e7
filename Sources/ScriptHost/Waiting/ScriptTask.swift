internal import LuaBridge

/// A function of the script that runs concurrently: the result of `spawn`, and what `all` and `first_of` run.
final class ScriptTask: LuaObject {
    enum State {
        case running
        case finished([LuaValue])
        case failed(LuaRaise)
        case cancelled
    }

    /// The size of a task in bytes, before and after its turn.
    static let footprint = 512

    private(set) var state = State.running
    /// The token that it waits for; `nil` while it does not wait.
    var token: LuaToken?
    private unowned let session: ScriptSession
    private var awaiting = WaitList()
    /// Who hears of its end; an error that nobody hears of ends the script.
    private var watchers: [(ScriptTask) -> Void] = []
    /// Its memory and that of its arguments, charged to the script.
    private let loans: [LuaLoan]

    init(session: ScriptSession, loans: [LuaLoan]) {
        self.session = session
        self.loans = loans
    }

    var isRunning: Bool { if case .running = state { true } else { false } }

    /// Whether anybody takes its results and its error.
    var isWatched: Bool {
        !watchers.isEmpty || awaiting.waits.contains { session.waits.isWaiting($0.token) }
    }

    /// Calls `watcher` at its end, or immediately if it has ended.
    func watch(_ watcher: @escaping (ScriptTask) -> Void) {
        guard isRunning else { return watcher(self) }
        watchers.append(watcher)
    }

    /// Resumes the token at its end, preceded by the key if there is one.
    func enlist(_ token: LuaToken, key: LuaValue?) {
        guard isRunning else {
            session.waits.finish(token, delivery.after(key))
            return
        }
        awaiting.add(token, key: key, isWaiting: session.waits.isWaiting)
    }

    func finish(_ results: [LuaValue]) { end(.finished(results)) }

    func fail(_ raise: LuaRaise) { end(.failed(raise)) }

    /// Ends it where it waits; nothing of it runs any more.
    ///
    /// - Throws: An error for the running task.
    func cancel(function: String = "task:cancel") throws(LuaRaise) {
        guard isRunning else { return }
        guard session.currentTask !== self else {
            throw LuaRaise(message: "\(function): a task cannot cancel itself", remedy: "return from its function")
        }
        end(.cancelled)
        guard let token else { return }
        self.token = nil
        session.waits.abandon(token)
        session.vm.cancel(token)
    }

    private func end(_ state: State) {
        guard isRunning else { return }
        self.state = state
        let (watchers, waits) = (watchers, awaiting.waits)
        (self.watchers, awaiting) = ([], WaitList())
        for watcher in watchers { watcher(self) }
        for (token, key) in waits { session.waits.finish(token, delivery.after(key)) }
    }

    /// What a call that waits for it gets.
    var delivery: Delivery {
        switch state {
        case .running: .values([])
        case .finished(let results): .values(results)
        case .failed(let raise): .raise(raise)
        case .cancelled: .raise(Self.cancelled)
        }
    }

    /// The error raised by a wait for a cancelled task.
    static let cancelled = LuaRaise(code: .name("cancelled"), message: "the task was cancelled")

    static func describe() -> LuaClass<ScriptTask> {
        var description: LuaClass<ScriptTask> = Members.of("task")
        description.field("status") { task in
            switch task.state {
            case .running: "running"
            case .finished: "finished"
            case .failed: "failed"
            case .cancelled: "cancelled"
            }
        }
        description.field("isDone") { .bool(!$0.isRunning) }
        let values = description.values
        description.text = { Members.text("task", try values($0)) }
        description.method("cancel") { task, _ in
            try task.cancel()
            return .returned
        }
        description.method("wait", waits: true) { task, frame in
            guard task.session.currentTask !== task else {
                throw LuaRaise(message: "task:wait: a task cannot wait for itself")
            }
            let timeout = try ScriptDuration.optional(frame, 1, function: "task:wait")
            let token = task.session.waits.begin(timeout: timeout, late: .values([.nil]))
            task.enlist(token, key: nil)
            return .waiting(token)
        }
        return description
    }
}

extension ScriptSession {
    /// Starts a function of the script concurrently.
    func startTask(_ function: LuaFunction, _ arguments: [LuaValue] = [], loans: [LuaLoan] = []) throws(LuaRaise)
        -> ScriptTask
    {
        let task = ScriptTask(session: self, loans: loans + [try vm.borrow(ScriptTask.footprint)])
        enqueue(.task(task, function, .values(arguments)))
        return task
    }
}
