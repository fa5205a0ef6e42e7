internal import CLua
internal import CLuaHost

/// A Lua 5.4 state with its budgets and its environment, in which one script runs.
///
/// Not `Sendable`: whoever creates it owns it (an actor on the connection's event loop, or a child process). The host
/// registers functions, values, classes and record shapes, then runs a chunk and calls handlers. Each entry returns an
/// ``Outcome`` or throws a ``ScriptError``. Once a budget is used up, nothing runs any more unless the host calls
/// ``revive()``.
package final class LuaVM {
    /// The limits that this VM was created with.
    package let budget: Budget

    /// The budget of an event.
    let eventAllowance: Allowance

    /// Stops the script from any thread.
    package let interrupt: LuaInterrupt

    /// Shows other threads whether the script is running.
    package let pulse: LuaPulse

    let host: UnsafeMutablePointer<clh_host>
    let released = ReleaseBin()
    let account = MemoryAccount()
    /// The bytes of text that the running host function has read.
    package internal(set) var bytesRead: Int {
        get { host.pointee.bytes_read }
        set { host.pointee.bytes_read = newValue }
    }
    /// The host functions, by their number.
    let functions = HostFunctions()
    var shapes: [LuaShape] = []
    var parked: [LuaToken: Coroutine] = [:]
    var paused: [LuaPause: Coroutine] = [:]
    var lastPause = 0
    var pendingToken = LuaToken(0)

    /// Whether the results of the next call or resumption are stored, if it finishes.
    @exclusivity(unchecked) package var keepsResults = false { didSet { host.pointee.keeps_results = keepsResults } }
    /// The results of the last function that finished, if they were to be stored; tables are handles.
    package internal(set) var results: [LuaValue] = []

    /// Takes values on their way to Lua.
    let writer: LuaWriter
    /// The number of the writer's objects that belong to outer calls.
    var inFlightBase: Int {
        get { host.pointee.objects_before }
        set { host.pointee.objects_before = newValue }
    }

    /// Creates a state with the allow-listed environment.
    ///
    /// `seed` determines `math.random`: the same seed yields the same numbers.
    /// - Throws: `outOfMemory` if the budget is too small for an empty state, `stackTooSmall` if less than 1 MiB of C
    ///   stack is left on this thread.
    package init(budget: Budget = Budget(), seed: Int = 0) throws(ScriptError) {
        self.budget = budget
        eventAllowance = .event(budget)
        pulse = LuaPulse(seconds: budget.seconds)
        guard let interrupt = LuaInterrupt() else {
            throw ScriptError(code: .outOfMemory, message: "not enough memory")
        }
        self.interrupt = interrupt
        host = .allocate(capacity: 1)
        host.initialize(to: clh_host())
        writer = LuaWriter(host: host, released: released)
        host.pointee.bytes_limit = max(budget.bytes, 0)
        host.pointee.block_limit = max(budget.bytesPerBlock, 0)
        host.pointee.bytes_reserve = Budget.reserve
        host.pointee.out_limit = max(budget.bytes, 0) + Budget.reserve
        host.pointee.flag = interrupt.flag
        host.pointee.call = { context, state, id, object in
            guard let context, let state else { return CInt(CLH_RETURN) }
            return Unmanaged<LuaVM>.fromOpaque(context)._withUnsafeGuaranteedRef {
                $0.dispatch(state, Int(id), object)
            }
        }
        host.pointee.retain = { object in
            if let object { _ = Unmanaged<AnyObject>.fromOpaque(object).retain() }
        }
        host.pointee.release = { object in
            if let object { Unmanaged<AnyObject>.fromOpaque(object).release() }
        }
        // All properties are set by now, so that after a throw, deinit frees what was created.
        guard clh_stack_left() >= Budget.stack else { throw ScriptError.stackTooSmall }
        guard clh_open(host, Int64(seed)) else { throw ScriptError(code: .outOfMemory, message: "not enough memory") }
        host.pointee.context = Unmanaged.passUnretained(self).toOpaque()
        account.host = host
    }

    deinit {
        account.host = nil
        clh_close(host)
        host.deallocate()
    }

    /// The loaded Lua library, such as `Lua 5.4.4`.
    package static var luaRelease: String {
        guard let text = clh_release().map({ String(cString: $0) }) else { return "Lua 5.4" }
        let words = text.split(separator: " ")
        return words.count >= 3 ? "\(words[1]) \(words[2])" : text
    }

    /// The bytes of C stack left on this thread.
    package static var stackLeft: Int { Int(clamping: clh_stack_left()) }

    /// The bytes that Lua holds now, plus those that the host has charged to the script.
    package var bytesInUse: Int { host.pointee.bytes_used }

    /// Runs a full collection, which releases objects that no script holds; returns the bytes then in use.
    @discardableResult
    package func collect() -> Int {
        dropReleased()
        return clh_collect(host)
    }

    /// Whether a budget is used up or the script was interrupted, so that nothing runs any more until ``revive()``.
    package var isStopped: Bool { host.pointee.killed != CInt(CLH_ALIVE) }

    /// Frees the registry slots of released ``LuaFunction`` handles, which any thread may have released.
    func dropReleased() {
        guard released.hasReferences else { return }
        for reference in released.take() { clh_unreference(host, reference) }
    }

    /// The positions of the out buffer and of the objects in flight.
    struct Mark {
        let bytes: Int
        let objects: Int
        let values: Int
    }

    func mark() -> Mark {
        Mark(bytes: host.pointee.out_length, objects: writer.inFlightCount, values: host.pointee.out_count)
    }

    func rewind(to mark: Mark) {
        host.pointee.out_count = mark.values
        host.pointee.out_length = mark.bytes
        host.pointee.out_failed = false
        writer.forget(from: mark.objects)
    }
}
