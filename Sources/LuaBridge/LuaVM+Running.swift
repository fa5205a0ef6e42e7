internal import CLua
internal import CLuaHost

extension LuaVM {
    /// Longest source, in bytes.
    package static let maximumSource = 128 * 1024

    /// Longest `a.b.c…` of a source, in fields: Lua before 5.4.7 names what an error is about in a time that grows with
    /// the square, and on the C stack.
    private static let longestChain = 1000

    /// Compiles a source as text and runs it, with the budget of the main chunk.
    ///
    /// `chunk` names it in positions and tracebacks.
    /// - Throws: `syntax`; and what ``call(_:_:)`` throws.
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

    /// Why a source is not even compiled; `nil` where it is.
    static func fault(ofSource source: String) -> String? {
        guard source.utf8.count <= maximumSource else { return "the source is longer than 128 kB" }
        var source = source
        let fields = source.withUTF8 { bytes in
            bytes.withMemoryRebound(to: CChar.self) { clh_longest_chain($0.baseAddress, $0.count) }
        }
        return fields <= longestChain ? nil : "a chain of \(fields) fields: \(longestChain) at most"
    }

    /// Calls a function of the script in a coroutine of its own, with a fresh budget; its results are dropped.
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
        let coroutine = try makeCoroutine(.event(budget))
        clh_begin(coroutine.state, false)
        precondition(function.belongs(to: released), "a function belongs to one VM")
        writer.pushKeptAlive(function)
        arguments(writer)
        defer { withExtendedLifetime(function) {} }
        return try drive(coroutine, CInt(CLH_PASS_VALUES), from: mark)
    }

    /// Starts a function of the script beside what runs now; the same as ``call(_:_:)-(_,[LuaValue])``.
    package func spawn(_ function: LuaFunction) throws(ScriptError) -> Outcome { try call(function, []) }

    /// Gives what waits for the token its values, or raises an error at the waiting line.
    ///
    /// - Throws: `closed` if nothing waits for it; and what ``call(_:_:)-(_,[LuaValue])`` throws.
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

    /// Gives what waits for the token the values that the closure pushes.
    ///
    /// - Throws: as ``resume(_:with:)-(_,Result<[LuaValue],LuaRaise>)``.
    package func resume(_ token: LuaToken, pushing values: (LuaWriter) -> Void) throws(ScriptError) -> Outcome {
        let mark = try enter()
        let coroutine = try takeParked(token)
        values(writer)
        return try drive(coroutine, CInt(CLH_PASS_VALUES), from: mark)
    }

    /// Goes on with a call that paused, within the budget of its event.
    ///
    /// - Throws: `closed` if it is not known; and what ``call(_:_:)-(_,[LuaValue])`` throws.
    package func `continue`(_ pause: LuaPause) throws(ScriptError) -> Outcome {
        let mark = try enter()
        guard let coroutine = paused.removeValue(forKey: pause) else {
            throw ScriptError(code: .closed, message: "no call is paused under this number")
        }
        return try drive(coroutine, CInt(CLH_PASS_NOTHING), from: mark)
    }

    /// Drops what waits for the token; no code of the script runs. False if nothing does.
    @discardableResult
    package func cancel(_ token: LuaToken) -> Bool {
        guard let coroutine = parked.removeValue(forKey: token) else { return false }
        drop(coroutine)
        return true
    }

    /// Drops a call that paused; no code of the script runs. False if it is not known.
    @discardableResult
    package func cancel(_ pause: LuaPause) -> Bool {
        guard let coroutine = paused.removeValue(forKey: pause) else { return false }
        drop(coroutine)
        return true
    }

    /// Tokens that something waits for.
    package var waitingTokens: Set<LuaToken> { Set(parked.keys) }

    private func takeParked(_ token: LuaToken) throws(ScriptError) -> Coroutine {
        guard var coroutine = parked.removeValue(forKey: token) else {
            throw ScriptError(code: .closed, message: "nothing waits for token \(token.rawValue)")
        }
        coroutine.allowance = .event(budget)
        return coroutine
    }
}
