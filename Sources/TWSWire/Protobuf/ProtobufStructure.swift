/// Members with a protobuf form.
public protocol ProtobufFields {
    /// Takes field `number`, which the reader stands at; skips it when no table knows it.
    mutating func merge(field number: Int, from reader: inout ProtobufReader) throws(WireError)
    /// Sets flags that are true by default to false: in protobuf a flag that is absent is false.
    mutating func clearFlags()
}

/// A structure with a protobuf form.
public protocol ProtobufStructure: WireStructure, ProtobufFields {
    /// Writes the fields.
    func encode(protobuf writer: inout ProtobufWriter) throws(WireError)
}

extension ProtobufFields {
    /// Nothing to do for a structure whose flags are all false by default.
    public mutating func clearFlags() {}

    /// Takes all fields up to the end of the message.
    mutating func merge(from reader: inout ProtobufReader) throws(WireError) {
        while let number = try reader.nextField() { try merge(field: number, from: &reader) }
    }

    /// Takes the fields of a nested message.
    mutating func mergeNested(from reader: inout ProtobufReader) throws(WireError) {
        let outer = try reader.enter()
        clearFlags()
        try merge(from: &reader)
        reader.leave(outer)
    }
}

extension ProtobufStructure {
    /// A nested message as a new value.
    static func nested(in reader: inout ProtobufReader) throws(WireError) -> Self {
        var value = Self()
        try value.mergeNested(from: &reader)
        return value
    }
}
