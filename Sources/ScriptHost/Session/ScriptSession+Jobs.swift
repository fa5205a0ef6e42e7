internal import DequeModule
internal import LuaBridge
internal import ScriptCheck
internal import ScriptHeader

extension ScriptSession {
    /// Runs what is there to be run until the script waits, pauses or is to end; jobs made meanwhile wait for a later turn.
    func runJobs() {
        let begin = elapsed()
        for number in 1...max(1, jobs.count) {
            guard pause == nil, requestedEnd == nil, mayRun, let job = jobs.popFirst() else { return }
            do {
                if let outcome = try run(job) { note(outcome) }
            } catch {
                fail(error)
            }
            guard number % Shift.jobsPerLook != 0 || elapsed() &- begin < Shift.longestTurn else { return }
        }
    }

    /// Asks for another turn if there is more to do, and ends a script that never comes to rest.
    func endShift() {
        guard !isEnded, !jobs.isEmpty || pause != nil else { return shift.rest() }
        if shift.goOn(at: elapsed()) { return overwork() }
        guard !shift.isTurnAsked else { return }
        shift.isTurnAsked = true
        emit(.continueLater)
    }

    private func overwork() {
        let message = "the script kept itself busy for 5 s without waiting"
        jobs.removeAll(keepingCapacity: true)
        if case .closing(let end) = phase { return finish(end, because: message) }
        finish(RunEnd(.budget, message: message))
    }

    /// Whether a job that is added now is the next one to run.
    var isIdle: Bool { jobs.isEmpty && pause == nil && requestedEnd == nil && mayRun }

    /// Runs a handler now that is the only job; the same as to queue it, without the queue.
    func runAtOnce(_ handler: Handler, _ push: (LuaWriter) -> Void) {
        do {
            note(try vm.call(handler.function, push))
        } catch {
            fail(error)
        }
    }

    private var mayRun: Bool {
        switch phase {
        case .running, .closing: true
        default: false
        }
    }

    private func run(_ job: Job) throws(ScriptError) -> Outcome? {
        switch job {
        case .main: return try vm.run(source, chunk: file)
        case .call(let function, let delivery): return try call(function, delivery)
        case .handler(let handler, let delivery):
            guard handler.isOn else { return nil }
            return try call(handler.function, delivery)
        case .resume(let token, .values(let values)): return try vm.resume(token, with: .success(values))
        case .resume(let token, .raise(let raise)): return try vm.resume(token, with: .failure(raise))
        case .resume(let token, .push(let push)): return try vm.resume(token, pushing: push)
        }
    }

    private func call(_ function: LuaFunction, _ delivery: Delivery) throws(ScriptError) -> Outcome? {
        switch delivery {
        case .values(let values): return try vm.call(function, values)
        case .push(let push): return try vm.call(function, push)
        case .raise: return nil
        }
    }

    private func note(_ outcome: Outcome) {
        if case .paused(let paused) = outcome { pause = paused }
    }

    /// Goes on with a call that had used its slice.
    func continueSlice() {
        shift.isTurnAsked = false
        guard let paused = pause, requestedEnd == nil else { return }
        pause = nil
        do {
            note(try vm.continue(paused))
        } catch {
            fail(error)
        }
    }

    /// An error that the script did not catch ends the run; in a handler of `stop` it is only said.
    private func fail(_ error: ScriptError) {
        guard requestedEnd == nil else { return }
        if case .closing = phase { return log("stop handler: \(Self.text(of: error))") }
        requestedEnd = end(of: error)
    }

    private func end(of error: ScriptError) -> RunEnd {
        let reason: RunEnd.Reason =
            if error.code.isBudget {
                .budget
            } else if error.code == .interrupted {
                .interrupted
            } else if error.code == .syntax {
                .syntax
            } else if let code = error.raised?.code, denials.contains(code) {
                .denied
            } else {
                .scriptError
            }
        return RunEnd(reason, message: Self.text(of: error), traceback: error.traceback)
    }

    /// `file:line: message` for the script's own errors, `message (file:line)` for those of the host.
    private static func text(of error: ScriptError) -> String {
        guard let raised = error.raised else { return error.description + ScriptVocabulary.hint(for: error.message) }
        let isSentence = raised.remedy != nil && raised.message.hasSuffix(".")
        let message = isSentence ? String(raised.message.dropLast()) : raised.message
        let remedy = raised.remedy.map { "; \($0)" } ?? ""
        return message + remedy + (error.position.map { " (\($0))" } ?? "")
    }
}
