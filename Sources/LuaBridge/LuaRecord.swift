internal import CLuaHost

/// The fields of a record being pushed; each is set at most once.
package struct LuaRecord: ~Copyable {
    private let writer: LuaWriter
    private let host: UnsafeMutablePointer<clh_host>
    private let keys: Int
    private(set) var fields = 0

    init(writer: LuaWriter, host: UnsafeMutablePointer<clh_host>, keys: Int) {
        self.writer = writer
        self.host = host
        self.keys = keys
    }

    private mutating func begin(_ key: Int) { clh_out_u32(host, count(key)) }

    /// Counts a field; returns the number of its key.
    private mutating func count(_ key: Int) -> UInt32 {
        precondition(key >= 0 && key < keys, "no such key in the shape")
        fields += 1
        return UInt32(truncatingIfNeeded: key)
    }

    /// Sets the field with index `key` in the shape.
    package mutating func set(_ key: Int, _ value: Bool) {
        begin(key)
        writer.push(value)
    }

    /// Sets the field with index `key` in the shape.
    package mutating func set(_ key: Int, _ value: Int) { clh_out_integer_field(host, count(key), Int64(value)) }

    /// Sets the field with index `key` in the shape.
    package mutating func set(_ key: Int, _ value: Double) { clh_out_number_field(host, count(key), value) }

    /// Sets the field with index `key` in the shape.
    package mutating func set(_ key: Int, _ value: String) {
        begin(key)
        writer.push(value)
    }

    /// Sets the field with index `key` in the shape.
    package mutating func set(_ key: Int, _ value: LuaValue) {
        begin(key)
        writer.push(value)
    }

    /// Sets the field with index `key` in the shape to a nested record.
    package mutating func set(_ key: Int, _ shape: LuaShape, _ body: (inout LuaRecord) throws -> Void) rethrows {
        begin(key)
        try writer.push(shape, body)
    }

    /// Sets the field with index `key` in the shape to the single value that `body` pushes.
    package mutating func set(_ key: Int, _ body: (LuaWriter) throws -> Void) rethrows {
        begin(key)
        try body(writer)
    }
}
