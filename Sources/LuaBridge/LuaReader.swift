internal import CLua
internal import CLuaHost

/// Reads values of a script with raw access, within limits of depth and size.
///
/// It calls only functions that cannot raise. It may leave the stack higher; the caller restores it.
struct LuaReader {
    static let maximumDepth = 16
    static let maximumValues = 100_000
    static let maximumBytes = 4 << 20
    static let longestKey = 1 << 16

    let vm: LuaVM
    let state: OpaquePointer
    private var values = 0
    private var size = 0
    /// The keys on the way to the value that could not be read, innermost first.
    private(set) var trail: [LuaValue] = []
    /// The tables being read, outermost first.
    private var path: [UnsafeRawPointer?] = []

    init(vm: LuaVM, state: OpaquePointer) {
        self.vm = vm
        self.state = state
    }

    /// The cost of the reading in Lua instructions.
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

    /// Returns a value as it is: plain values by value, tables and functions as a handle that yields the same one
    /// again.
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

    /// Returns the entries of a table with their keys as they are: integers in order, then texts in order.
    mutating func keyedEntries(at index: CInt) throws(LuaRaise) -> [(key: LuaValue, value: LuaValue)] {
        guard lua_type(state, index) == LUA_TTABLE else { return [] }
        let index = lua_absindex(state, index)
        try open(index)
        defer { path.removeLast() }
        let others = try others(at: index)
        return others.ordered.map { (.integer($0.position), $0.value) }
            + others.named.map { (.string($0.key), $0.value) }
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
        try open(index)
        defer { path.removeLast() }
        let shape = Int(clh_shape_of(state, index))
        return vm.shapes.indices.contains(shape)
            ? try record(at: index, shape: vm.shapes[shape])
            : try others(at: index).value
    }

    /// Adds a table to those being read, unless it is nested too deep.
    private mutating func open(_ index: CInt) throws(LuaRaise) {
        guard path.count < Self.maximumDepth else { throw LuaRaise(message: "a table nested deeper than 16") }
        let identity = lua_topointer(state, index)
        guard !path.contains(identity) else { throw LuaRaise(message: "a table that contains itself") }
        guard lua_checkstack(state, 8) != 0 else { throw .outOfMemory }
        path.append(identity)
    }

    private mutating func others(at index: CInt) throws(LuaRaise) -> Others {
        var others = Others()
        lua_pushnil(state)
        while clh_next(state, index) {
            let key = lua_gettop(state) - 1
            try take(key, &others)
            lua_settop(state, key)
        }
        return others
    }

    /// Reads the known keys in order, then what the script added.
    private mutating func record(at index: CInt, shape: LuaShape) throws(LuaRaise) -> LuaValue {
        var known: [(place: Int, value: LuaValue)] = []
        known.reserveCapacity(8)
        var others = Others()
        clh_push_places(vm.host, state, shape.number)
        let places = lua_gettop(state)
        let key = places + 1
        lua_pushnil(state)
        while clh_next(state, index) {
            let place = Int(clh_place(state, places, key)) - 1
            if place >= 0 {
                var position = known.count
                while position > 0, known[position - 1].place > place { position -= 1 }
                known.insert((place, try entry(.string(shape.keys[place]), at: key + 1)), at: position)
            } else {
                try take(key, &others)
            }
            lua_settop(state, key)
        }
        lua_settop(state, places - 1)
        var entries: [(key: String, value: LuaValue)] = []
        entries.reserveCapacity(known.count)
        for (place, value) in known { entries.append((shape.keys[place], value)) }
        return .table(others.isEmpty ? entries : entries + others.sorted)
    }

    /// Reads the value of a key; the key of one that cannot be read is added to the trail.
    private mutating func entry(_ key: @autoclosure () -> LuaValue, at index: CInt) throws(LuaRaise) -> LuaValue {
        do throws(LuaRaise) {
            return try value(at: index)
        } catch {
            trail.append(key())
            throw error
        }
    }

    /// Processes the entry with its key at an index and its value after it.
    private mutating func take(_ key: CInt, _ others: inout Others) throws(LuaRaise) {
        if lua_type(state, key) == LUA_TSTRING {
            guard lua_rawlen(state, key) <= Self.longestKey else { throw LuaRaise(message: "a key of more than 64 kB") }
            let name = try text(at: key)
            others.entries.append((name, try entry(.string(name), at: key + 1)))
        } else if lua_isinteger(state, key) != 0 {
            let place = Int(lua_tointegerx(state, key, nil))
            others.elements.append((place, try entry(.integer(place), at: key + 1)))
        } else {
            let type = String(cString: lua_typename(state, lua_type(state, key)))
            throw LuaRaise(message: "a table key must be text or an integer, not a \(type)")
        }
    }

    /// The entries of a table that are not fields of a record.
    private struct Others {
        var elements: [(position: Int, value: LuaValue)] = []
        var entries: [(key: String, value: LuaValue)] = []

        var isEmpty: Bool { elements.isEmpty && entries.isEmpty }

        /// Integer keys in order, then text keys in order.
        var sorted: [(key: String, value: LuaValue)] {
            ordered.map { (String($0.position), $0.value) } + named
        }

        var ordered: [(position: Int, value: LuaValue)] { elements.sorted { $0.position < $1.position } }

        var named: [(key: String, value: LuaValue)] {
            entries.sorted { $0.key.utf8.lexicographicallyPrecedes($1.key.utf8) }
        }

        /// A list if the keys are 1...n, otherwise a table.
        var value: LuaValue {
            guard entries.isEmpty, !elements.isEmpty else { return .table(sorted) }
            let ordered = ordered
            let isArray = ordered.first?.position == 1 && ordered.last?.position == ordered.count
            return isArray ? .array(ordered.map(\.value)) : .table(sorted)
        }
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
