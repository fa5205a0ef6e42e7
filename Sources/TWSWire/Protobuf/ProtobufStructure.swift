/// Members with a protobuf encoding.
public protocol ProtobufFields {
    /// Reads field `number`, at which the reader is positioned; skips it if it is unknown.
    mutating func merge(field number: Int, from reader: inout ProtobufReader) throws(WireError)
    /// Sets flags that are true by default to false: in protobuf, a missing flag is false.
    mutating func clearFlags()
}

/// A structure with a protobuf encoding.
public protocol ProtobufStructure: WireStructure, ProtobufFields {
    /// Writes the fields.
    func encode(protobuf writer: inout ProtobufWriter) throws(WireError)
}

extension ProtobufFields {
    /// Does nothing, for a structure whose flags are all false by default.
    public mutating func clearFlags() {}

    /// Reads all fields up to the end of the message.
    mutating func merge(from reader: inout ProtobufReader) throws(WireError) {
        while let number = try reader.nextField() { try merge(field: number, from: &reader) }
    }

    /// Reads the fields of a nested message.
    mutating func mergeNested(from reader: inout ProtobufReader) throws(WireError) {
        let outer = try reader.enter()
        clearFlags()
        try merge(from: &reader)
        reader.leave(outer)
    }
}

extension ProtobufStructure {
    /// Returns a nested message as a new value.
    static func nested(in reader: inout ProtobufReader) throws(WireError) -> Self {
        var value = Self()
        try value.mergeNested(from: &reader)
        return value
    }
}
