internal import CLuaHost

/// The fields of a record being pushed, each set at most once.
public struct LuaRecord: ~Copyable {
    private let writer: LuaWriter
    private let host: UnsafeMutablePointer<clh_host>
    private let keys: Int
    private(set) var fields = 0

    init(writer: LuaWriter, host: UnsafeMutablePointer<clh_host>, keys: Int) {
        self.writer = writer
        self.host = host
        self.keys = keys
    }

    private mutating func begin(_ key: Int) {
        precondition(key >= 0 && key < keys, "no such key in the shape")
        clh_out_u32(host, UInt32(truncatingIfNeeded: key))
        fields += 1
    }

    /// Sets the field of key number `key` in the shape.
    public mutating func set(_ key: Int, _ value: Bool) {
        begin(key)
        writer.push(value)
    }

    /// Sets the field of key number `key` in the shape.
    public mutating func set(_ key: Int, _ value: Int) {
        begin(key)
        writer.push(value)
    }

    /// Sets the field of key number `key` in the shape.
    public mutating func set(_ key: Int, _ value: Double) {
        begin(key)
        writer.push(value)
    }

    /// Sets the field of key number `key` in the shape.
    public mutating func set(_ key: Int, _ value: String) {
        begin(key)
        writer.push(value)
    }

    /// Sets the field of key number `key` in the shape.
    public mutating func set(_ key: Int, _ value: LuaValue) {
        begin(key)
        writer.push(value)
    }

    /// Sets the field of key number `key` in the shape to a record inside this one.
    public mutating func set(_ key: Int, _ shape: LuaShape, _ body: (inout LuaRecord) throws -> Void) rethrows {
        begin(key)
        try writer.push(shape, body)
    }

    /// Sets the field of key number `key` in the shape to the one value that `body` pushes.
    public mutating func set(_ key: Int, _ body: (LuaWriter) throws -> Void) rethrows {
        begin(key)
        try body(writer)
    }
}
