internal import CLua
internal import CLuaHost

extension LuaVM {
    /// Runs between two C frames: it returns normally and leaves Lua's stack unchanged.
    ///
    /// - Parameter object: Argument 1, if the function is a member of its class.
    func dispatch(_ state: OpaquePointer, _ number: Int, _ object: UnsafeMutableRawPointer?) -> CInt {
        let top = lua_gettop(state)
        defer { assert(lua_gettop(state) == top, "a host function left Lua's stack unbalanced") }
        writer.forget(from: inFlightBase)
        let outerRead = bytesRead
        bytesRead = 0
        defer { bytesRead = outerRead }
        let begin = host.pointee.out_length
        do {
            let result = try functions.call(number, LuaFrame(vm: self, state: state, object: object))
            return try finish(result)
        } catch let raise as LuaRaise {
            return push(raise, at: begin)
        } catch {
            return push(LuaRaise(message: "\(error)"), at: begin)
        }
    }

    private func finish(_ result: HostResult) throws(LuaRaise) -> CInt {
        switch result {
        case .returned: return CInt(CLH_RETURN)
        case .value(let value):
            writer.push(value)
            return CInt(CLH_RETURN)
        case .values(let values):
            let writer = writer
            for value in values { writer.push(value) }
            return CInt(CLH_RETURN)
        case .waiting(let token):
            guard parked[token] == nil else { throw LuaRaise(message: "two calls wait for token \(token.rawValue)") }
            pendingToken = token
            return CInt(CLH_WAIT)
        }
    }

    private func push(_ raise: LuaRaise, at begin: Int) -> CInt {
        host.pointee.out_length = begin
        guard !raise.isOutOfMemory else {
            host.pointee.out_failed = true
            return CInt(CLH_RETURN)
        }
        write(raise)
        return CInt(CLH_RAISE)
    }

    /// Writes code, message and remedy in the form that the C side expects.
    func write(_ raise: LuaRaise) {
        let writer = writer
        switch raise.code {
        case .number(let number): writer.push(.integer(number))
        case .name(let name): writer.push(.string(name))
        case nil: writer.push(.nil)
        }
        writer.push(raise.message)
        writer.push(raise.remedy.map(LuaValue.string) ?? .nil)
    }

    /// Adds a function to the table of host functions; returns its number.
    func add(_ function: @escaping HostFunction) -> CInt {
        CInt(functions.add(function))
    }
}
