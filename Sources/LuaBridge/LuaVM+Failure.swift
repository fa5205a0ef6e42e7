internal import CLua
internal import CLuaHost
internal import Notation

extension LuaVM {
    /// The longest error text, in bytes.
    static let maximumMessage = 4096

    /// Describes why a coroutine failed, while its stack still exists.
    func failure(of coroutine: Coroutine) -> ScriptError {
        if let error = stoppedError() { return error }
        let code: ScriptError.Code = host.pointee.status == LUA_ERRMEM ? .outOfMemory : .runtime
        return report(coroutine.state, code: code, traceback: notedTrace)
    }

    /// Describes why the whole VM was stopped; `nil` while it is alive.
    func stoppedError() -> ScriptError? {
        switch host.pointee.killed {
        case CInt(CLH_KILL_INSTRUCTIONS):
            stopped(.instructions, "the script exceeded its budget of instructions")
        case CInt(CLH_KILL_TIME):
            stopped(.time, "the script exceeded its \(budget.seconds) s by the clock")
        case CInt(CLH_KILL_INTERRUPT): stopped(.interrupted, "the script was interrupted")
        default: nil
        }
    }

    private func stopped(_ code: ScriptError.Code, _ message: String) -> ScriptError {
        ScriptError(code: code, message: message, position: notedPosition, traceback: notedTrace)
    }

    private var notedTrace: String? { host.pointee.trace.map { String(cString: $0) } }

    private var notedPosition: ScriptError.Position? {
        host.pointee.position.flatMap { ScriptError.Position(String(cString: $0)[...]) }
    }

    /// Reads the error on top of the stack raw, so that no code of the script runs.
    func report(_ state: OpaquePointer, code: ScriptError.Code, traceback: String?) -> ScriptError {
        var error = ScriptError(code: code, message: "", traceback: traceback?.isEmpty == false ? traceback : nil)
        if traceback != nil { error.position = notedPosition }
        if let bytes = LuaReader.bytes(state, -1) {
            let (position, message) = Self.split(Self.printable(bytes))
            error.position = position ?? error.position
            error.message = message
            // Before 5.4.1, the error loses its kind when it is raised again.
            if error.code == .runtime && message == "not enough memory" { error.code = .outOfMemory }
        } else if clh_error_is_typed(state) {
            readTyped(state, into: &error)
        } else {
            let type = String(cString: lua_typename(state, lua_type(state, -1)))
            error.message = "the error is a \(type) value"
        }
        return error
    }

    private func readTyped(_ state: OpaquePointer, into error: inout ScriptError) {
        let message = typedField(state, "message") { LuaReader.bytes(state, -1).map(Self.printable) } ?? "error"
        let remedy = typedField(state, "remedy") { LuaReader.bytes(state, -1).map(Self.printable) }
        let code = typedField(state, "code") { () -> LuaRaise.Code? in
            if lua_isinteger(state, -1) != 0 { return .number(Int(lua_tointegerx(state, -1, nil))) }
            return LuaReader.bytes(state, -1).map { .name(Self.printable($0)) }
        }
        let position = typedField(state, "position") { LuaReader.string(state, -1) }
        error.message = message
        error.position = position.flatMap { ScriptError.Position($0[...]) } ?? error.position
        error.raised = LuaRaise(code: code, message: message, remedy: remedy)
    }

    private func typedField<Value>(_ state: OpaquePointer, _ name: String, _ read: () -> Value?) -> Value? {
        let top = lua_gettop(state)
        defer { lua_settop(state, top) }
        guard name.withCString({ clh_error_field(state, $0) }) >= 0 else { return nil }
        return read()
    }

    /// Splits `chunk:line: ` off the front.
    static func split(_ text: String) -> (ScriptError.Position?, String) {
        let mark = ": "
        guard let end = text.indices.first(where: { text[$0...].hasPrefix(mark) }),
            let position = ScriptError.Position(text[..<end])
        else { return (nil, text) }
        return (position, String(text[end...].dropFirst(mark.count)))
    }

    /// Returns a script's text for a log or a terminal: truncated, and with control characters escaped.
    static func printable(_ bytes: UnsafeRawBufferPointer) -> String {
        let isLong = bytes.count > maximumMessage
        let text = String(decoding: bytes.prefix(maximumMessage), as: UTF8.self)
        return EscapedText.of(text) + (isLong ? "…" : "")
    }
}
