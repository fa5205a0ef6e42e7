internal import CLua
internal import CLuaHost

extension LuaVM {
    /// The longest source, in bytes.
    package static let maximumSource = 128 * 1024

    /// The longest `a.b.c…` in a source, in fields: before 5.4.7, naming the subject of an error takes Lua quadratic
    /// time, and C stack.
    private static let longestChain = 1000

    /// Compiles a source as text and runs it with the budget of the main chunk.
    ///
    /// `chunk` names it in positions and tracebacks.
    /// - Throws: `syntax`, and the errors of ``call(_:_:)``.
    package func run(_ source: String, chunk: String) throws(ScriptError) -> Outcome {
        let mark = try enter()
        if let fault = Self.fault(ofSource: source) { throw ScriptError(code: .syntax, message: fault) }
        var source = source
        let coroutine = try makeCoroutine(.main(budget))
        let status = source.withUTF8 { bytes in
            bytes.withMemoryRebound(to: CChar.self) {
                clh_load(host, coroutine.state, $0.baseAddress, $0.count, "@" + chunk)
            }
        }
        guard status == LUA_OK else {
            let error = report(coroutine.state, code: status == LUA_ERRMEM ? .outOfMemory : .syntax, traceback: nil)
            drop(coroutine)
            throw error
        }
        clh_begin(coroutine.state, true)
        return try drive(coroutine, CInt(CLH_PASS_VALUES), from: mark)
    }

    /// Returns why a source is not even compiled; `nil` if it is.
    static func fault(ofSource source: String) -> String? {
        guard source.utf8.count <= maximumSource else { return "the source is longer than 128 kB" }
        var source = source
        let fields = source.withUTF8 { bytes in
            bytes.withMemoryRebound(to: CChar.self) { clh_longest_chain($0.baseAddress, $0.count) }
        }
        return fields <= longestChain ? nil : "a chain of \(fields) fields: \(longestChain) at most"
    }

    /// Calls a function of the script in a coroutine of its own, with a fresh budget; its results are discarded.
    ///
    /// From inside a host function, the call shares the budget of the script that called it.
    /// - Throws: `runtime`, `outOfMemory`, `instructions`, `time`, `interrupted`; `closed` if nothing can run any more.
    package func call(_ function: LuaFunction, _ arguments: [LuaValue] = []) throws(ScriptError) -> Outcome {
        try call(function) { writer in
            for argument in arguments { writer.push(argument) }
        }
    }

    /// Calls a function of the script with the arguments that the closure pushes; see ``call(_:_:)-(_,[LuaValue])``.
    package func call(_ function: LuaFunction, _ arguments: (LuaWriter) -> Void) throws(ScriptError) -> Outcome {
        let mark = try enter()
        guard !function.isReleased else { throw ScriptError(code: .closed, message: "the function was released") }
        let coroutine = try makeCoroutine(eventAllowance)
        precondition(function.belongs(to: released), "a function belongs to one VM")
        writer.pushKeptAlive(function)
        arguments(writer)
        clh_begin_call(host, coroutine.state, mark.bytes)
        defer { withExtendedLifetime(function) {} }
        return try drive(coroutine, CInt(CLH_PASS_VALUES), from: mark)
    }

    /// The number of arguments that a function can see: those it has names for, or any number.
    ///
    /// A caller can leave out the others, which cost as much as those that are seen.
    package func mostArguments(of function: LuaFunction) -> Int {
        function.isReleased ? .max : Int(clh_most_arguments(host, function.reference))
    }

    /// Where a function was written: the chunk's name, and the lines of its parameters and of its `end`; `nil` if it is not
    /// written in Lua.
    package func definition(of function: LuaFunction) -> (chunk: String, first: Int, last: Int)? {
        var definition = clh_definition()
        guard !function.isReleased, clh_definition_of(host, function.reference, &definition) else { return nil }
        // The first byte says that a name follows.
        let name = UnsafeRawBufferPointer(start: definition.chunk, count: definition.length).dropFirst()
        return (String(decoding: name, as: UTF8.self), Int(definition.first), Int(definition.last))
    }

    /// Starts a function of the script concurrently; the same as ``call(_:_:)-(_,[LuaValue])``.
    package func spawn(_ function: LuaFunction) throws(ScriptError) -> Outcome { try call(function, []) }

    /// Resumes the coroutine that waits for the token with values, or raises an error at the waiting line.
    ///
    /// - Throws: `closed` if nothing waits for the token, and the errors of ``call(_:_:)-(_,[LuaValue])``.
    package func resume(
        _ token: LuaToken,
        with result: Result<[LuaValue], LuaRaise>
    ) throws(ScriptError) -> Outcome {
        switch result {
        case .success(let values):
            return try resume(token) { writer in
                for value in values { writer.push(value) }
            }
        case .failure(let raise):
            let mark = try enter()
            let coroutine = try takeParked(token)
            write(raise)
            return try drive(coroutine, CInt(CLH_PASS_ERROR), from: mark)
        }
    }

    /// Resumes the coroutine that waits for the token with the values that the closure pushes.
    ///
    /// - Throws: The errors of ``resume(_:with:)-(_,Result<[LuaValue],LuaRaise>)``.
    package func resume(_ token: LuaToken, pushing values: (LuaWriter) -> Void) throws(ScriptError) -> Outcome {
        let mark = try enter()
        let coroutine = try takeParked(token)
        values(writer)
        return try drive(coroutine, CInt(CLH_PASS_VALUES), from: mark)
    }

    /// Continues a paused call within the budget of its event.
    ///
    /// - Throws: `closed` if it is unknown, and the errors of ``call(_:_:)-(_,[LuaValue])``.
    package func `continue`(_ pause: LuaPause) throws(ScriptError) -> Outcome {
        let mark = try enter()
        guard let coroutine = paused.removeValue(forKey: pause) else {
            throw ScriptError(code: .closed, message: "no call is paused under this number")
        }
        return try drive(coroutine, CInt(CLH_PASS_NOTHING), from: mark)
    }

    /// Drops the coroutine that waits for the token, without running code of the script; returns `false` if nothing
    /// waits.
    @discardableResult
    package func cancel(_ token: LuaToken) -> Bool {
        guard let coroutine = parked.removeValue(forKey: token) else { return false }
        drop(coroutine)
        return true
    }

    /// Drops a paused call without running any code of the script; returns `false` if the call is unknown.
    @discardableResult
    package func cancel(_ pause: LuaPause) -> Bool {
        guard let coroutine = paused.removeValue(forKey: pause) else { return false }
        drop(coroutine)
        return true
    }

    /// The tokens that coroutines are waiting for.
    package var waitingTokens: Set<LuaToken> { Set(parked.keys) }

    private func takeParked(_ token: LuaToken) throws(ScriptError) -> Coroutine {
        guard var coroutine = parked.removeValue(forKey: token) else {
            throw ScriptError(code: .closed, message: "nothing waits for token \(token.rawValue)")
        }
        coroutine.allowance = .event(budget)
        return coroutine
    }
}
