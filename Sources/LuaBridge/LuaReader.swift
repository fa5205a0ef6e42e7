internal import CLua
internal import CLuaHost

/// Reads values of a script with raw access, within bounds of depth and size.
///
/// Every function it calls is one that cannot raise. The stack may be left higher: the caller restores it.
struct LuaReader {
    static let maximumDepth = 16
    static let maximumValues = 100_000
    static let maximumBytes = 4 << 20
    static let longestKey = 1 << 16

    let vm: LuaVM
    let state: OpaquePointer
    private var values = 0
    private var size = 0
    /// Tables that are being read, outermost first.
    private var path: [UnsafeRawPointer?] = []

    init(vm: LuaVM, state: OpaquePointer) {
        self.vm = vm
        self.state = state
    }

    /// Lua instructions that the reading is worth.
    var cost: Int64 { Int64(values * 2 + size / 64) }

    mutating func value(at index: CInt) throws(LuaRaise) -> LuaValue {
        values += 1
        guard values <= Self.maximumValues else { throw LuaRaise(message: "a table of more than 100000 values") }
        switch lua_type(state, index) {
        case LUA_TBOOLEAN: return .bool(lua_toboolean(state, index) != 0)
        case LUA_TNUMBER:
            guard lua_isinteger(state, index) != 0 else { return .number(lua_tonumberx(state, index, nil)) }
            return .integer(Int(lua_tointegerx(state, index, nil)))
        case LUA_TSTRING: return .string(try text(at: index))
        case LUA_TTABLE: return try table(at: lua_absindex(state, index))
        case LUA_TFUNCTION: return .function(try function(at: index))
        case LUA_TUSERDATA:
            guard let object = Self.anyObject(state, index) as? any LuaObject else {
                throw LuaRaise(message: "an unknown userdata")
            }
            return .object(object)
        case LUA_TTHREAD: throw LuaRaise(message: "a coroutine cannot be passed to the host")
        default: return .nil
        }
    }

    mutating func function(at index: CInt) throws(LuaRaise) -> LuaFunction {
        var reference: CInt = 0
        guard clh_reference(vm.host, state, index, &reference) == LUA_OK else {
            throw .outOfMemory
        }
        return LuaFunction(reference: reference, bin: vm.released)
    }

    /// A value as it is: plain ones by value, tables and functions by a handle that gives the same one back.
    mutating func kept(at index: CInt) throws(LuaRaise) -> LuaValue {
        switch lua_type(state, index) {
        case LUA_TTABLE, LUA_TTHREAD: .function(try function(at: index))
        default: try value(at: index)
        }
    }

    mutating func entries(at index: CInt) throws(LuaRaise) -> [(key: String, value: LuaValue)] {
        guard lua_type(state, index) == LUA_TTABLE else { return [] }
        switch try table(at: lua_absindex(state, index)) {
        case .table(let entries): return entries
        case .array(let elements): return elements.enumerated().map { (String($0.offset + 1), $0.element) }
        default: return []
        }
    }

    private mutating func text(at index: CInt) throws(LuaRaise) -> String {
        guard let bytes = Self.bytes(state, index) else { return "" }
        size += bytes.count
        guard size <= Self.maximumBytes else { throw LuaRaise(message: "more than 4 MiB of text") }
        vm.bytesRead += bytes.count
        try vm.checkRoom(for: vm.bytesRead)
        return String(decoding: bytes, as: UTF8.self)
    }

    private mutating func table(at index: CInt) throws(LuaRaise) -> LuaValue {
        guard path.count < Self.maximumDepth else { throw LuaRaise(message: "a table nested deeper than 16") }
        let identity = lua_topointer(state, index)
        guard !path.contains(identity) else { throw LuaRaise(message: "a table that contains itself") }
        guard lua_checkstack(state, 8) != 0 else { throw .outOfMemory }
        path.append(identity)
        defer { path.removeLast() }
        let shape = Int(clh_shape_of(state, index))
        return vm.shapes.indices.contains(shape)
            ? try record(at: index, shape: vm.shapes[shape])
            : try plain(at: index)
    }

    private mutating func plain(at index: CInt) throws(LuaRaise) -> LuaValue {
        var elements: [(position: Int, value: LuaValue)] = []
        var entries: [(key: String, value: LuaValue)] = []
        lua_pushnil(state)
        while clh_next(state, index) {
            let key = lua_gettop(state) - 1
            if lua_type(state, key) == LUA_TSTRING {
                guard lua_rawlen(state, key) <= Self.longestKey else {
                    throw LuaRaise(message: "a key of more than 64 kB")
                }
                entries.append((try text(at: key), try value(at: key + 1)))
            } else if lua_isinteger(state, key) != 0 {
                elements.append((Int(lua_tointegerx(state, key, nil)), try value(at: key + 1)))
            } else {
                let type = String(cString: lua_typename(state, lua_type(state, key)))
                throw LuaRaise(message: "a table key must be text or an integer, not a \(type)")
            }
            lua_settop(state, key)
        }
        elements.sort { $0.position < $1.position }
        entries.sort { $0.key.utf8.lexicographicallyPrecedes($1.key.utf8) }
        let isArray =
            entries.isEmpty && !elements.isEmpty && elements.first?.position == 1
            && elements.last?.position == elements.count
        if isArray { return .array(elements.map(\.value)) }
        return .table(elements.map { (String($0.position), $0.value) } + entries)
    }

    /// Known keys in their order, then what the script added.
    private mutating func record(at index: CInt, shape: LuaShape) throws(LuaRaise) -> LuaValue {
        var entries: [(key: String, value: LuaValue)] = []
        clh_push_reference(state, shape.reference)
        let keys = lua_gettop(state)
        for (position, key) in shape.keys.enumerated() {
            lua_rawgeti(state, keys, lua_Integer(position + 1))
            if lua_rawget(state, index) != LUA_TNIL { entries.append((key, try value(at: keys + 1))) }
            lua_settop(state, keys)
        }
        lua_settop(state, keys - 1)
        guard case .table(let all) = try plain(at: index), all.count > entries.count else { return .table(entries) }
        let known = Set(shape.keys)
        return .table(entries + all.filter { !known.contains($0.key) })
    }
}

extension LuaReader {
    static func bytes(_ state: OpaquePointer, _ index: CInt) -> UnsafeRawBufferPointer? {
        guard lua_type(state, index) == LUA_TSTRING else { return nil }
        var count = 0
        guard let start = lua_tolstring(state, index, &count) else { return nil }
        return UnsafeRawBufferPointer(start: start, count: count)
    }

    static func string(_ state: OpaquePointer, _ index: CInt) -> String? {
        bytes(state, index).map { String(decoding: $0, as: UTF8.self) }
    }

    static func anyObject(_ state: OpaquePointer, _ index: CInt) -> AnyObject? {
        var reference: CInt = 0
        guard let pointer = clh_object(state, index, &reference) else { return nil }
        return Unmanaged<AnyObject>.fromOpaque(pointer).takeUnretainedValue()
    }
}
