internal import CLua
internal import CLuaHost

/// The fields of a record that holds plain values only, as they were when the image was taken.
///
/// An image is read without a value for each field and without a list of them, and it is compared with an earlier one
/// without reading its texts. Use an image for one shape only: it remembers where that shape's keys are.
package final class LuaImage {
    /// The largest number of fields that fits.
    static let mostFields = 24
    /// The most text that fits, in bytes.
    static let mostText = 512

    /// A value of a field; equal words of equal kinds are equal values, texts excepted.
    package enum Value {
        /// A boolean.
        case bool(Bool)
        /// A number of Lua's integer subtype.
        case integer(Int)
        /// A number of Lua's float subtype.
        case number(Double)
        /// Text; bytes that are not UTF-8 are replaced by U+FFFD.
        case string(String)
    }

    private enum Kind: UInt8 { case bool, integer, number, string }

    private struct Field {
        var place: Int32 = 0
        var kind = Kind.bool
        /// The value's bits; for a text, where it begins and, from bit 32 on, its length.
        var word: UInt64 = 0
    }

    private let fields: UnsafeMutablePointer<Field>
    private let text: UnsafeMutablePointer<UInt8>
    /// The keys of the last image, in the order in which they came; each is a text that the shape keeps.
    private let keys: UnsafeMutablePointer<(text: UnsafePointer<CChar>?, place: Int32)>
    /// The number of fields and the bytes of text. On the heap by itself: each access to a property would be checked.
    private let counts: UnsafeMutablePointer<(fields: Int, text: Int)>

    /// The number of fields.
    package var count: Int { counts.pointee.fields }

    /// Creates an empty image.
    package init() {
        fields = .allocate(capacity: Self.mostFields)
        fields.initialize(repeating: Field(), count: Self.mostFields)
        text = .allocate(capacity: Self.mostText)
        text.initialize(repeating: 0, count: Self.mostText)
        keys = .allocate(capacity: Self.mostFields)
        keys.initialize(repeating: (nil, 0), count: Self.mostFields)
        counts = .allocate(capacity: 1)
        counts.initialize(to: (0, 0))
    }

    deinit {
        fields.deallocate()
        text.deallocate()
        keys.deallocate()
        counts.deallocate()
    }

    /// The index in the shape's keys of the field at a position.
    package func place(_ position: Int) -> Int { Int(fields[checked(position)].place) }

    /// The value of the field at a position.
    package func value(_ position: Int) -> Value {
        let field = fields[checked(position)]
        switch field.kind {
        case .bool: return .bool(field.word != 0)
        case .integer: return .integer(Int(truncatingIfNeeded: field.word))
        case .number: return .number(Double(bitPattern: field.word))
        case .string: return .string(String(decoding: bytes(of: field), as: UTF8.self))
        }
    }

    /// Compares with an image of the same shape: returns a bit for each position at which the values differ, and `nil` if the
    /// images do not have the same places in the same order.
    package func differences(from other: LuaImage) -> UInt32? {
        let (fields, others, count) = (fields, other.fields, count)
        guard count == other.count else { return nil }
        var differences: UInt32 = 0
        for position in 0..<count {
            let (left, right) = (fields[position], others[position])
            guard left.place == right.place else { return nil }
            let isSame =
                if left.kind != right.kind {
                    false
                } else if left.kind == .string {
                    Self.length(of: left) == Self.length(of: right)
                        && memcmp(
                            text + Self.begin(of: left),
                            other.text + Self.begin(of: right),
                            Self.length(of: left)
                        ) == 0
                } else {
                    left.word == right.word
                }
            if !isSame { differences |= 1 << UInt32(position) }
        }
        return differences
    }

    private func checked(_ position: Int) -> Int {
        precondition(position >= 0 && position < count, "no such field in the image")
        return position
    }

    private func bytes(of field: Field) -> UnsafeBufferPointer<UInt8> {
        UnsafeBufferPointer(start: text + Self.begin(of: field), count: Self.length(of: field))
    }

    private static func begin(of field: Field) -> Int { Int(truncatingIfNeeded: field.word & 0xFFFF_FFFF) }

    private static func length(of field: Field) -> Int { Int(truncatingIfNeeded: field.word >> 32) }

    // MARK: Taking an image

    /// Takes the fields of the record at an index; returns `false` if it is not one of plain fields with known keys.
    fileprivate func take(_ vm: LuaVM, _ state: OpaquePointer, _ index: CInt, _ shape: LuaShape) -> Bool {
        let fields = fields
        var (count, textCount) = (0, 0)
        lua_pushnil(state)
        let key = lua_gettop(state)
        while clh_next(state, index) {
            guard count < Self.mostFields, let place = place(count, vm, state, key, shape),
                let value = value(state, key + 1, &textCount)
            else { return false }
            fields[count] = Field(place: place, kind: value.kind, word: value.word)
            count += 1
            lua_settop(state, key)
        }
        counts.pointee = (count, textCount)
        return true
    }

    /// The place of the key at an index, which came after so many others; `nil` for a key that the shape lacks.
    @inline(__always)
    private func place(
        _ position: Int,
        _ vm: LuaVM,
        _ state: OpaquePointer,
        _ key: CInt,
        _ shape: LuaShape
    ) -> Int32? {
        guard lua_type(state, key) == LUA_TSTRING, let text = lua_tolstring(state, key, nil) else { return nil }
        // A short text with the same content is the same text, and the shape keeps those of its keys.
        if keys[position].text == text { return keys[position].place }
        return find(position, text, vm, state, key, shape)
    }

    private func find(
        _ position: Int,
        _ text: UnsafePointer<CChar>,
        _ vm: LuaVM,
        _ state: OpaquePointer,
        _ key: CInt,
        _ shape: LuaShape
    ) -> Int32? {
        clh_push_places(vm.host, state, shape.number)
        let place = clh_place(state, lua_gettop(state), key) - 1
        clh_pop(state, 1)
        guard place >= 0 else { return nil }
        if lua_rawlen(state, key) <= Self.longestShort { keys[position] = (text, Int32(place)) }
        return Int32(place)
    }

    /// The longest text of which Lua keeps a single copy, in bytes (`LUAI_MAXSHORTLEN`).
    private static let longestShort = 40

    @inline(__always)
    private func value(
        _ state: OpaquePointer,
        _ index: CInt,
        _ textCount: inout Int
    ) -> (kind: Kind, word: UInt64)? {
        switch lua_type(state, index) {
        case LUA_TBOOLEAN: return (.bool, lua_toboolean(state, index) != 0 ? 1 : 0)
        case LUA_TNUMBER:
            guard lua_isinteger(state, index) != 0 else {
                return (.number, lua_tonumberx(state, index, nil).bitPattern)
            }
            return (.integer, UInt64(bitPattern: Int64(lua_tointegerx(state, index, nil))))
        case LUA_TSTRING:
            var length = 0
            guard let start = lua_tolstring(state, index, &length), length <= Self.mostText - textCount else {
                return nil
            }
            let begin = textCount
            memcpy(text + begin, start, length)
            textCount += length
            return (.string, UInt64(begin) | UInt64(length) << 32)
        default: return nil
        }
    }

    /// The cost of the reading in Lua instructions, as that of ``LuaReader``.
    fileprivate var cost: Int64 { Int64((count + 1) * 2 + textBytes / 64) }
    /// The bytes of text read.
    fileprivate var textBytes: Int { counts.pointee.text }
}

extension LuaFrame {
    /// Takes an image of a record: what ``value(_:)`` reads, if the record has no other keys than its shape's and no other
    /// values than booleans, numbers and texts. Returns `false` if it has, or if the argument is not such a record.
    ///
    /// - Throws: "not enough memory".
    package func takeImage(_ argument: Int, of shape: LuaShape, in image: LuaImage) throws(LuaRaise) -> Bool {
        let place = index(argument)
        guard argument <= count, clh_shape_of(state, place) == shape.number else { return false }
        let top = lua_gettop(state)
        defer { lua_settop(state, top) }
        guard lua_checkstack(state, 8) != 0 else { throw .outOfMemory }
        guard image.take(vm, state, place, shape) else { return false }
        vm.host.pointee.fuel -= image.cost
        if image.textBytes > 0 {
            vm.bytesRead += image.textBytes
            try vm.checkRoom(for: vm.bytesRead)
        }
        return true
    }
}

/// A number with the subtype that it has in Lua.
package enum LuaNumber {
    /// A number of the integer subtype.
    case integer(Int)
    /// A number of the float subtype.
    case float(Double)
}

extension LuaFrame {
    /// Returns a number with its subtype; `nil` for anything else, including text.
    package func exactNumber(_ argument: Int) -> LuaNumber? {
        let place = index(argument)
        guard lua_type(state, place) == LUA_TNUMBER else { return nil }
        guard lua_isinteger(state, place) != 0 else { return .float(lua_tonumberx(state, place, nil)) }
        return .integer(Int(lua_tointegerx(state, place, nil)))
    }
}
