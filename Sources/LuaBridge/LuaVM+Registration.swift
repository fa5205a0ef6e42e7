internal import CLua
internal import CLuaHost

extension LuaVM {
    /// Registers a function for scripts.
    ///
    /// - Parameters:
    ///   - name: Its name.
    ///   - table: The global table that contains it, as a dotted path; created if missing. `nil` registers a global.
    ///   - waits: Whether it may return ``HostResult/waiting(_:)``. Where the script cannot wait (in a coroutine that
    ///     it created, or in a callback of `sort` or `gsub`), the call is refused before the function runs.
    ///   - textArguments: Whether every argument is converted to text as by `tostring` before the function runs.
    ///   - formatted: Whether two or more arguments are passed through `string.format` first, so that the function gets
    ///     the text; a single argument is converted to text as it is.
    /// - Throws: `outOfMemory`.
    package func register(
        _ name: String,
        in table: String? = nil,
        waits: Bool = false,
        textArguments: Bool = false,
        formatted: Bool = false,
        _ function: @escaping HostFunction
    ) throws(ScriptError) {
        let flags = Self.flags(waits: waits, textArguments: textArguments, formatted: formatted)
        let number = add(function)
        try check(Self.with(table, name) { clh_register(host, $0, $1, number, flags) })
    }

    /// Registers a table that scripts can call: `contract(…)` in addition to `contract.stock(…)`.
    ///
    /// Register the table's functions with `in: name`. For parameters and errors, see
    /// ``register(_:in:waits:textArguments:formatted:_:)``.
    package func registerCallable(
        _ name: String,
        in table: String? = nil,
        waits: Bool = false,
        _ function: @escaping HostFunction
    ) throws(ScriptError) {
        let flags = Self.flags(waits: waits, textArguments: false, formatted: false)
        let number = add(function)
        try check(Self.with(table, name) { clh_register_callable(host, $0, $1, number, flags) })
    }

    /// Registers `require` for scripts. `find` gets a module's name and returns two texts, the module's source and the
    /// name of its chunk, or throws. The source is compiled as text and run once, where it is first required; its
    /// result is kept.
    ///
    /// - Throws: `outOfMemory`.
    package func registerModules(
        _ find: @escaping (_ name: String) throws -> (source: String, chunk: String)
    ) throws(ScriptError) {
        let number = add { frame in
            let (source, chunk) = try find(frame.string(1) ?? "")
            if let fault = Self.fault(ofSource: source) { throw LuaRaise(message: "\(chunk): \(fault)") }
            return .values([.string(source), .string("@" + chunk)])
        }
        try check(clh_register_modules(host, number))
    }

    /// Gives scripts a value under a name; tables are created anew, and the script may change them.
    ///
    /// - Throws: `outOfMemory`.
    package func set(_ name: String, in table: String? = nil, to value: LuaValue) throws(ScriptError) {
        let mark = mark()
        writer.push(value)
        guard !host.pointee.out_failed else {
            rewind(to: mark)
            throw ScriptError(code: .outOfMemory, message: "not enough memory")
        }
        let status = Self.with(table, name) { clh_set_value(host, $0, $1, mark.bytes) }
        rewind(to: mark)
        try check(status)
    }

    /// Returns the names of everything that a script can reach from its globals, sorted: `assert`, `string.byte`, …
    ///
    /// Tables are followed four levels deep, each once.
    package func reachableNames() -> [String] {
        var names: [String] = []
        var seen: Set<UnsafeRawPointer?> = []
        let state: OpaquePointer = host.pointee.main
        let top = lua_gettop(state)
        defer { lua_settop(state, top) }
        guard lua_checkstack(state, 24) != 0 else { return [] }
        clh_push_globals(state)
        collectNames(state, at: lua_gettop(state), prefix: "", depth: 0, into: &names, seen: &seen)
        return names.sorted()
    }

    private func collectNames(
        _ state: OpaquePointer,
        at index: CInt,
        prefix: String,
        depth: Int,
        into names: inout [String],
        seen: inout Set<UnsafeRawPointer?>
    ) {
        guard depth < 4, seen.insert(lua_topointer(state, index)).inserted else { return }
        lua_pushnil(state)
        while clh_next(state, index) {
            let key = lua_gettop(state) - 1
            let name = prefix + (LuaReader.string(state, key) ?? "?")
            names.append(name)
            if lua_type(state, key + 1) == LUA_TTABLE {
                collectNames(state, at: key + 1, prefix: name + ".", depth: depth + 1, into: &names, seen: &seen)
            }
            lua_settop(state, key)
        }
    }

    func check(_ status: CInt) throws(ScriptError) {
        guard status == LUA_OK else { throw ScriptError(code: .outOfMemory, message: "not enough memory") }
    }

    static func flags(waits: Bool, textArguments: Bool = false, formatted: Bool = false) -> CInt {
        CInt((waits ? CLH_WAITS : 0) | (textArguments ? CLH_TEXT : 0) | (formatted ? CLH_FORMAT : 0))
    }

    private static func with(
        _ table: String?,
        _ name: String,
        _ body: (UnsafePointer<CChar>?, UnsafePointer<CChar>) -> CInt
    ) -> CInt {
        name.withCString { name in
            guard let table else { return body(nil, name) }
            return table.withCString { body($0, name) }
        }
    }
}
