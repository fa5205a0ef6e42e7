internal import CLua
internal import CLuaHost

/// The arguments of the running host function, and the destination of its results.
///
/// It cannot escape the call. Arguments count from 1; for a method, 1 is the first one after the object. Reading never
/// runs code of the script: tables are read raw.
package struct LuaFrame: ~Copyable, ~Escapable {
    let vm: LuaVM
    let state: OpaquePointer
    /// Argument 1, if it is known to be an object of the function's class; the script's stack keeps it alive.
    private let object: UnsafeMutableRawPointer?
    private let skipped: CInt

    @_lifetime(immortal)
    init(vm: LuaVM, state: OpaquePointer, object: UnsafeMutableRawPointer?) {
        self.vm = vm
        self.state = state
        self.object = object
        skipped = object == nil ? 0 : 1
    }

    /// Passes the object of which the function is a member, as an object of its class; Lua's stack keeps it until the
    /// function returns.
    ///
    /// - Throws: An error if it is no member of a class.
    func withOwner<Owner: AnyObject, Result>(
        _ type: Owner.Type,
        _ body: (Owner) throws -> Result
    ) throws -> Result {
        guard let object else { throw LuaRaise(message: "bad self") }
        return try Unmanaged<Owner>.fromOpaque(object)._withUnsafeGuaranteedRef(body)
    }

    /// Maps an argument to a stack index. A stack holds at most a million values; anything beyond maps to no value.
    func index(_ argument: Int) -> CInt {
        1...1_000_000 ~= argument ? CInt(argument) + skipped : 1_000_002
    }

    /// The line of the script that called the host; `nil` if no line is known.
    package var line: Int? {
        let line = Int(clh_line(state))
        return line > 0 ? line : nil
    }

    /// Whether the function may return ``HostResult/waiting(_:)``: not in a coroutine that the script created, and not
    /// in a callback of `sort` or `gsub`. Functions registered with `waits: true` are not called where they cannot
    /// wait.
    package var canWait: Bool { clh_can_wait(state) }

    /// The number of arguments that the script passed.
    package var count: Int { max(0, Int(lua_gettop(state) - skipped)) }

    /// Whether the argument is absent or nil.
    package func isNil(_ argument: Int) -> Bool { lua_type(state, index(argument)) <= LUA_TNIL }

    /// The name of the argument's Lua type; `no value` if it is absent.
    package func typeName(_ argument: Int) -> String {
        String(cString: lua_typename(state, lua_type(state, index(argument))))
    }

    /// Returns an integer, or a float with an integral value; `nil` for anything else, including text.
    package func integer(_ argument: Int) -> Int? {
        guard lua_type(state, index(argument)) == LUA_TNUMBER else { return nil }
        var isInteger: CInt = 0
        let value = lua_tointegerx(state, index(argument), &isInteger)
        return isInteger != 0 ? Int(value) : nil
    }

    /// Returns a number as a float; `nil` for anything else, including text.
    package func number(_ argument: Int) -> Double? {
        guard lua_type(state, index(argument)) == LUA_TNUMBER else { return nil }
        return lua_tonumberx(state, index(argument), nil)
    }

    /// Returns text; `nil` for anything else, including numbers. Bytes that are not UTF-8 become U+FFFD.
    package func string(_ argument: Int) -> String? { LuaReader.string(state, index(argument)) }

    /// Returns the length of a text in bytes without copying it; 0 for anything else, including numbers.
    package func byteCount(_ argument: Int) -> Int { LuaReader.bytes(state, index(argument))?.count ?? 0 }

    /// Returns the bytes of a string; `nil` for anything else.
    package func bytes(_ argument: Int) -> [UInt8]? { LuaReader.bytes(state, index(argument)).map { [UInt8]($0) } }

    /// Returns a boolean; `nil` for anything else.
    package func bool(_ argument: Int) -> Bool? {
        guard lua_type(state, index(argument)) == LUA_TBOOLEAN else { return nil }
        return lua_toboolean(state, index(argument)) != 0
    }

    /// Returns any value, including everything in a table.
    ///
    /// - Throws: An error for a table that is nested deeper than 16, larger than 100,000 values or 4 MiB of text,
    ///   contains itself, or has keys that are neither text nor integers; for coroutines and foreign userdata.
    package func value(_ argument: Int) throws(LuaRaise) -> LuaValue {
        guard argument <= count else { return .nil }
        return try read { reader throws(LuaRaise) in try reader.value(at: index(argument)) }
    }

    /// Returns the entries of a table; for a record, first the present fields in the order of its shape, then any
    /// others.
    ///
    /// Empty if the argument is not a table.
    /// - Throws: The errors of ``value(_:)``.
    package func entries(_ argument: Int) throws(LuaRaise) -> [(key: String, value: LuaValue)] {
        guard argument <= count else { return [] }
        return try read { reader throws(LuaRaise) in try reader.entries(at: index(argument)) }
    }

    /// Returns the entries of a table with their keys as they are, integers in order, then texts in order.
    ///
    /// Empty if the argument is not a table.
    /// - Throws: The errors of ``value(_:)``.
    package func keyedEntries(_ argument: Int) throws(LuaRaise) -> [(key: LuaValue, value: LuaValue)] {
        guard argument <= count else { return [] }
        return try read { reader throws(LuaRaise) in try reader.keyedEntries(at: index(argument)) }
    }

    /// Returns a value that Lua gets back as it is: a table or coroutine as a handle.
    ///
    /// - Throws: "not enough memory", and an error for foreign userdata.
    package func kept(_ argument: Int) throws(LuaRaise) -> LuaValue {
        guard argument <= count else { return .nil }
        return try read { reader throws(LuaRaise) in try reader.kept(at: index(argument)) }
    }

    /// Returns one field of a table, read raw; `.nil` if the argument is not a table.
    ///
    /// - Throws: The errors of ``value(_:)``.
    package func field(_ argument: Int, _ name: String) throws(LuaRaise) -> LuaValue {
        let top = lua_gettop(state)
        defer { lua_settop(state, top) }
        var name = name
        let type = name.withUTF8 { clh_raw_field(vm.host, state, index(argument), $0.baseAddress, $0.count) }
        guard type >= 0 else { return .nil }
        return try read { reader throws(LuaRaise) in try reader.value(at: lua_gettop(state)) }
    }

    /// Returns a handle to a function; `nil` for anything else.
    ///
    /// - Throws: "not enough memory".
    package func function(_ argument: Int) throws(LuaRaise) -> LuaFunction? {
        guard lua_type(state, index(argument)) == LUA_TFUNCTION else { return nil }
        return try read { reader throws(LuaRaise) in try reader.function(at: index(argument)) }
    }

    /// Returns a host object; `nil` for anything else, and for an object of a different type.
    package func object<Object: LuaObject>(_ argument: Int, as type: Object.Type = Object.self) -> Object? {
        LuaReader.anyObject(state, index(argument)) as? Object
    }

    /// Returns the shape that the table was made with; `nil` for anything else.
    package func shape(_ argument: Int) -> LuaShape? {
        let number = Int(clh_shape_of(state, index(argument)))
        return vm.shapes.indices.contains(number) ? vm.shapes[number] : nil
    }

    /// The destination of the results, before ``HostResult/returned`` or the values in the result.
    package var results: LuaWriter { vm.writer }

    /// Pushes a float as a result, or nil if there is none; the same as through ``results``, without a reference to it.
    package func push(_ value: Double?) {
        if let value { clh_out_number(vm.host, value) } else { clh_out_tag(vm.host, UInt8(CLH_NIL)) }
        vm.host.pointee.out_count += 1
    }

    /// Charges the script for work of the host, in Lua instructions.
    package func charge(_ instructions: Int) { vm.host.pointee.fuel -= Int64(instructions) }

    private func read<Value>(_ body: (inout LuaReader) throws(LuaRaise) -> Value) throws(LuaRaise) -> Value {
        var reader = LuaReader(vm: vm, state: state)
        let top = lua_gettop(state)
        defer {
            lua_settop(state, top)
            vm.host.pointee.fuel -= reader.cost
        }
        return try body(&reader)
    }
}
