internal import CLua
internal import CLuaHost

/// The name of a global that is read repeatedly.
package struct LuaGlobal: Sendable {
    fileprivate let place: CInt
}

extension LuaVM {
    /// Keeps the name of a global in Lua, so that reading the global allocates nothing; call it while nothing runs.
    package func name(ofGlobal text: String) -> LuaGlobal { LuaGlobal(place: clh_keep_name(host, text)) }

    /// Whether a global is a table without entries; also `false` if its name could not be kept.
    package func isEmpty(_ global: LuaGlobal) -> Bool { clh_global_is_empty(host, global.place) }

    /// Returns the value of a global, read raw with everything in it; no code of the script runs.
    ///
    /// - Parameter trail: Receives the keys that lead to a value that cannot be read, outermost first.
    /// - Throws: The errors of ``LuaFrame/value(_:)``.
    package func global(_ name: String, trail: inout [LuaValue]) throws(LuaRaise) -> LuaValue {
        let state: OpaquePointer = host.pointee.main
        let top = lua_gettop(state)
        defer { lua_settop(state, top) }
        guard lua_checkstack(state, 24) != 0 else { throw .outOfMemory }
        clh_push_globals(state)
        var name = name
        let type = name.withUTF8 { clh_raw_field(host, state, top + 1, $0.baseAddress, $0.count) }
        guard type > LUA_TNIL else { return .nil }
        var reader = LuaReader(vm: self, state: state)
        defer { trail = reader.trail.reversed() }
        return try reader.value(at: lua_gettop(state))
    }
}
