internal import DequeModule
internal import LuaBridge
internal import ScriptCheck
internal import ScriptHeader
internal import Trading

extension ScriptSession {
    /// Runs pending jobs until the script waits, pauses or must end; jobs added meanwhile wait for a later turn.
    func runJobs() {
        let begin = elapsed()
        for number in 1...max(1, jobs.count) {
            guard pause == nil, !isEndRequested, mayRun, let job = jobs.popFirst() else { return }
            perform(job)
            guard number % Shift.jobsPerLook != 0 || elapsed() &- begin < Shift.longestTurn else { return }
        }
    }

    /// Requests another turn if there is more to do, and ends a script that never comes to rest.
    func endShift() {
        guard !isEnded, !jobs.isEmpty || pause != nil else { return shift.rest() }
        if shift.goOn(at: elapsed()), !shedWork() { return overwork() }
        guard !jobs.isEmpty || pause != nil, !shift.isTurnAsked else { return }
        shift.isTurnAsked = true
        emit(.continueLater)
    }

    private func overwork() {
        let message = "the script was busy for 5 s without waiting"
        jobs.removeAll(keepingCapacity: true)
        if case .closing(let end) = phase { return finish(end, because: message) }
        finish(RunEnd(.budget, message: "\(message); \(Self.idleRemedy)"))
    }

    /// Whether a job added now would be the next one to run.
    var isIdle: Bool { jobs.isEmpty && pause == nil && !isEndRequested && mayRun }

    /// Runs a handler that is the only job, as if it had been queued.
    func runAtOnce(_ handler: Handler, _ state: StateKeeper, _ push: (LuaWriter) -> Void) {
        state.isDue = true
        do {
            note(try vm.call(handler.function, push), of: handler)
        } catch {
            fail(error, of: handler)
        }
    }

    private var mayRun: Bool {
        switch phase {
        case .running, .closing: true
        default: false
        }
    }

    /// Runs a job; a task's result belongs to the task, unless nobody takes its error.
    private func perform(_ job: Job) {
        let task = job.task
        if let task, !task.isRunning {
            if case .resume(let token, _, _) = job { vm.cancel(token) }
            return
        }
        drive(task, of: job.callback) { () throws(ScriptError) in try run(job) }
    }

    private func drive(
        _ task: ScriptTask?,
        of callback: (any Callback)?,
        _ body: () throws(ScriptError) -> Outcome?
    ) {
        currentTask = task
        parts.state.isDue = true
        if task != nil { vm.keepsResults = true }
        defer {
            currentTask = nil
            if task != nil { vm.keepsResults = false }
        }
        do {
            guard let outcome = try body() else { return }
            note(outcome, of: callback)
            guard let task else { return }
            switch outcome {
            case .finished: task.finish(vm.results)
            case .waiting(let token):
                task.token = waits.isWaiting(token) ? token : nil
            case .paused: pauseTask = task
            }
        } catch {
            let isCaught = task.map { $0.isWatched && $0 !== parts.dialogue.task } ?? false
            if !isCaught || vm.isStopped || error.code != .runtime {
                fail(error, in: task, of: callback)
                guard parts.dialogue.isOpen else { return }
            }
            task?.fail(Self.raise(of: error))
        }
    }

    /// Returns the error of a task as those waiting for it see it.
    static func raise(of error: ScriptError) -> LuaRaise {
        error.raised ?? LuaRaise(message: error.message + (error.position.map { " (\($0))" } ?? ""))
    }

    private func run(_ job: Job) throws(ScriptError) -> Outcome? {
        switch job {
        case .main: return try vm.run(source, chunk: file)
        case .typed(_, let text):
            look(at: text, of: file)
            return try vm.run(text, chunk: file)
        case .call(let function, let delivery): return try call(function, delivery)
        case .timed(let function, _): return try vm.call(function)
        case .task(_, let function, let delivery): return try call(function, delivery)
        case .handler(let handler, let delivery):
            guard handler.isOn else { return nil }
            return try call(handler.function, delivery)
        case .resume(let token, .values(let values), _): return try vm.resume(token, with: .success(values))
        case .resume(let token, .raise(let raise), _): return try vm.resume(token, with: .failure(raise))
        case .resume(let token, .push(let push), _): return try vm.resume(token, pushing: push)
        }
    }

    private func call(_ function: LuaFunction, _ delivery: Delivery) throws(ScriptError) -> Outcome? {
        switch delivery {
        case .values(let values): return try vm.call(function, values)
        case .push(let push): return try vm.call(function, push)
        case .raise: return nil
        }
    }

    private func note(_ outcome: Outcome, of callback: (any Callback)?) {
        if case .paused(let paused) = outcome { (pause, pauseCallback) = (paused, callback) }
    }

    /// Continues a call that had used up its slice.
    func continueSlice() {
        shift.isTurnAsked = false
        guard let paused = pause, !isEndRequested else { return }
        let (task, callback) = (pauseTask, pauseCallback)
        (pause, pauseTask, pauseCallback) = (nil, nil, nil)
        drive(task, of: callback) { () throws(ScriptError) in try vm.continue(paused) }
    }

    /// Ends the run after an error that the script did not catch; in a handler of `stop` and in a dialogue, the error
    /// is only reported.
    private func fail(_ error: ScriptError, in task: ScriptTask? = nil, of callback: (any Callback)? = nil) {
        guard !isEndRequested else { return }
        if case .closing = phase { return log("stop handler: \(text(of: error))") }
        if parts.dialogue.isOpen, survives(error, in: task, of: callback) { return }
        requestedEnd = end(of: error)
    }

    func end(of error: ScriptError) -> RunEnd {
        let reason: RunEnd.Reason =
            if error.code.isBudget {
                .budget
            } else if error.code == .interrupted {
                .interrupted
            } else if error.code == .syntax {
                .syntax
            } else if let code = error.raised?.code, denials.contains(code) {
                .denied
            } else if isCutOff, let code = error.raised?.code, Self.losses.contains(code) {
                .connectionLost
            } else {
                .scriptError
            }
        var end = RunEnd(reason, message: text(of: error), traceback: error.traceback)
        end.excerpt = error.position.flatMap { SourceExcerpt.text(line: $0.line, of: text(of: $0)) }
        return end
    }

    /// Codes raised when nobody can answer.
    private static let losses: Set<LuaRaise.Code> = [
        .name("connection_lost"), .name(Obstacle.Code.notConnected.rawValue),
    ]

    /// What a script does instead of keeping busy.
    static let idleRemedy = "put sleep(seconds) or wait(event) into the loop that goes on"

    /// Returns what to write instead of what is no Lua, and where, if that is another line than Lua's.
    private func hint(for error: ScriptError, at position: ScriptError.Position) -> String? {
        let text = text(of: position)
        guard let slip = PythonHabits.slip(inText: text, message: error.message, line: position.line) else {
            return PythonHabits.hint(forText: text, line: position.line)
        }
        return "line \(slip.line): \(slip.hint)"
    }

    /// Returns `file:line: message` for the script's own errors, `message (file:line)` for those of the host.
    func text(of error: ScriptError) -> String {
        guard let raised = error.raised else {
            let line = error.position.flatMap(sourceLine) ?? ""
            if error.code == .syntax {
                return error.description + (error.position.flatMap { hint(for: error, at: $0) }.map { "; \($0)" } ?? "")
            }
            if error.code == .instructions || error.code == .time {
                return error.description + "; \(Self.idleRemedy)"
            }
            return error.description + ScriptVocabulary.hint(for: error.message, line: line)
        }
        let isSentence = raised.remedy != nil && raised.message.hasSuffix(".")
        let message = isSentence ? String(raised.message.dropLast()) : raised.message
        let remedy = raised.remedy.map { "; \($0)" } ?? ""
        return message + remedy + (error.position.map { " (\($0))" } ?? "")
    }
}
