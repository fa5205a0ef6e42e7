internal import CLua
internal import CLuaHost

extension LuaVM {
    /// Checks that the script can run at all.
    @inline(__always)
    func enter() throws(ScriptError) -> Mark {
        if !clh_is_ready(host, Budget.stack) { try refuse() }
        dropReleased()
        return mark()
    }

    /// Throws what stands against running the script.
    private func refuse() throws(ScriptError) {
        guard host.pointee.killed == CInt(CLH_ALIVE) else {
            throw ScriptError(code: .closed, message: "the script was stopped before: its budget is spent")
        }
        if interrupt.isStopped {
            host.pointee.killed = CInt(CLH_KILL_INTERRUPT)
            throw ScriptError(code: .interrupted, message: "the script was interrupted")
        }
        guard host.pointee.collecting == 0 else {
            throw ScriptError(code: .closed, message: "an object that is being released cannot run the script")
        }
        guard !host.pointee.out_failed else { throw ScriptError(code: .outOfMemory, message: "not enough memory") }
        guard clh_stack_left() >= Budget.stack else { throw ScriptError.stackTooSmall }
    }

    /// Grants the running event this many more nanoseconds of real time, because it had to wait for something else.
    package func excuse(_ nanoseconds: UInt64) {
        if host.pointee.deadline != 0 { host.pointee.deadline &+= nanoseconds }
    }

    /// Lets the VM run again after a budget was used up or ``LuaInterrupt/end(entry:)`` was called.
    ///
    /// What was stopped stays where it was left: nothing of it runs any more, not even its closing variables. Budgets
    /// exist to protect the host from a script; this is for a host whose user types the script and sees what it does.
    /// - Returns: Whether the VM can run; it cannot after ``LuaInterrupt/stop()``, nor from inside a host function.
    package func revive() -> Bool { clh_revive(host) }

    @inline(__always)
    func makeCoroutine(_ allowance: Allowance) throws(ScriptError) -> Coroutine {
        let thread = clh_take_thread(host)
        guard let state = thread.state else {
            throw ScriptError(code: .outOfMemory, message: "not enough memory")
        }
        return Coroutine(state: state, reference: thread.ref, allowance: allowance)
    }

    func drop(_ coroutine: Coroutine) { clh_unreference(host, coroutine.reference) }

    /// Resumes a coroutine with what was written since `mark`, and files it by its outcome.
    func drive(_ coroutine: Coroutine, _ kind: CInt, from mark: Mark) throws(ScriptError) -> Outcome {
        guard !host.pointee.out_failed else {
            rewind(to: mark)
            drop(coroutine)
            throw ScriptError(code: .outOfMemory, message: "not enough memory")
        }
        let result = resume(coroutine, kind, from: mark)
        writer.forget(from: mark.objects)
        host.pointee.out_count = mark.values
        guard result != CInt(CLH_FINISHED) else {
            if keepsResults { try takeResults(of: coroutine) }
            clh_give_thread(host, clh_thread(state: coroutine.state, ref: coroutine.reference))
            return .finished
        }
        return try file(coroutine, result)
    }

    /// Stores what a function has returned. The reserve guarantees the script some memory for it.
    private func takeResults(of coroutine: Coroutine) throws(ScriptError) {
        let state = coroutine.state
        let count = min(lua_gettop(state), Self.mostResults)
        var reader = LuaReader(vm: self, state: state)
        var kept: [LuaValue] = []
        defer { lua_settop(state, 0) }
        do throws(LuaRaise) {
            for place in stride(from: 1, through: count, by: 1) { kept.append(try reader.kept(at: place)) }
        } catch {
            drop(coroutine)
            throw ScriptError(code: .outOfMemory, message: "not enough memory")
        }
        results = kept
    }

    /// The largest number of results stored for one function.
    private static let mostResults: CInt = 16

    /// Stores a waiting or paused coroutine with the remaining budget of its event; throws the error of a failed one.
    private func file(_ coroutine: Coroutine, _ result: CInt) throws(ScriptError) -> Outcome {
        var coroutine = coroutine
        coroutine.allowance = remaining
        switch result {
        case CInt(CLH_WAITING):
            parked[pendingToken] = coroutine
            return .waiting(pendingToken)
        case CInt(CLH_PAUSED):
            lastPause += 1
            let pause = LuaPause(number: lastPause)
            paused[pause] = coroutine
            return .paused(pause)
        default:
            let error = failure(of: coroutine)
            let wasStopped = isStopped
            clh_abandon(host, coroutine.state)
            drop(coroutine)
            // A closing variable may have used up the budget, which is then what ended the script.
            if isStopped && !wasStopped { throw stoppedError() ?? error }
            throw error
        }
    }

    /// Resumes a coroutine. A call made inside a host function shares the budget of the script around it.
    @inline(__always)
    private func resume(_ coroutine: Coroutine, _ kind: CInt, from mark: Mark) -> CInt {
        let base = inFlightBase
        inFlightBase = writer.inFlightCount
        defer { inFlightBase = base }
        if host.pointee.running == nil {
            host.pointee.fuel = coroutine.allowance.instructions
            host.pointee.slice = Int64(budget.instructionsPerSlice)
            host.pointee.time_left = UInt64(max(coroutine.allowance.nanoseconds, 1))
            // A call that continues after a pause counts from here: its slice may be over when the clock is next read.
            let goesOn = kind == CInt(CLH_PASS_NOTHING)
            host.pointee.deadline = goesOn ? clh_now() &+ host.pointee.time_left : 0
            host.pointee.event = Int64(pulse.enter())
            defer { pulse.leave() }
            return clh_resume(host, coroutine.state, kind, mark.bytes)
        }
        return clh_resume(host, coroutine.state, kind, mark.bytes)
    }

    /// The remaining budget of the event that is running or has just run; the clock matters only if it pauses, after a
    /// hook.
    private var remaining: Allowance {
        let deadline = host.pointee.deadline
        let nanoseconds = deadline == 0 ? host.pointee.time_left : deadline &- clh_now()
        return Allowance(instructions: host.pointee.fuel, nanoseconds: Int64(bitPattern: nanoseconds))
    }
}
