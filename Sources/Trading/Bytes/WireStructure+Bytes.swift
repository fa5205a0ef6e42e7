package import Notation
package import TWSWire

// A structure is written as the fields that differ from its defaults, so that it is read back exactly as it was. The
// protocol's own encodings differ in what they can hold, while both ends of our own pair of processes know the same
// fields.

extension ByteWriter {
    /// Writes a structure or message of the protocol.
    package mutating func structure<Value: WireStructure>(_ value: Value) { structure(value, from: Value()) }

    /// Writes a structure as its differences from one that the other end also has.
    mutating func structure<Value: WireStructure>(_ value: Value, from known: Value) {
        let places = value.differingFields(from: known)
        tag(UInt8(truncatingIfNeeded: places.count))
        for place in places {
            tag(UInt8(truncatingIfNeeded: place))
            field(value.value(at: place))
        }
    }

    private mutating func field(_ value: FieldValue) {
        switch value {
        case .absent: tag(0)
        case .integer(let number):
            tag(1)
            integer(number)
        case .double(let number):
            tag(2)
            double(number)
        case .decimal(let number):
            tag(3)
            decimal(number)
        case .string(let value):
            tag(4)
            text(value)
        case .bool(let value):
            tag(5)
            flag(value)
        case .structure(let value):
            tag(6)
            structure(value)
        case .list(let values):
            tag(7)
            list(values) { $0.field($1) }
        }
    }

    /// Writes an exact decimal, preserving its number of decimal places.
    package mutating func decimal(_ value: ExactDecimal) {
        integer(Int(value.coefficient))
        tag(value.scale)
    }

    /// Writes a message from TWS.
    package mutating func message(_ message: ServerMessage) {
        integer(message.id)
        structure(message.payload)
    }

    /// Writes a request.
    package mutating func message(_ message: ClientMessage) {
        integer(message.id)
        structure(message.payload)
    }
}

extension ByteReader {
    /// Reads a structure or message of the protocol.
    package mutating func structure<Value: WireStructure>(_ type: Value.Type) throws(Malformed) -> Value {
        try structure(from: Value(), depth: 0)
    }

    /// Reads a structure as differences from a known one.
    mutating func structure<Value: WireStructure>(from known: Value) throws(Malformed) -> Value {
        try structure(from: known, depth: 0)
    }

    /// The maximum nesting depth of structures.
    private static let deepest = 8

    private mutating func structure<Value: WireStructure>(
        from known: Value,
        depth: Int
    ) throws(Malformed) -> Value {
        guard depth < Self.deepest else { throw Malformed("\(Value.structureName) is too deep") }
        var value = known
        let fields = Value.fields
        for _ in 0..<(try tag()) {
            let place = Int(try tag())
            guard fields.indices.contains(place) else { throw Malformed("\(Value.structureName): field \(place)") }
            let field = try field(fields[place].type, depth: depth)
            do throws(WireError) {
                try value.set(field, at: place)
            } catch {
                throw Malformed("\(Value.structureName).\(fields[place].name): \(error.code)")
            }
        }
        return value
    }

    private mutating func made<Value: WireStructure>(_ type: Value.Type, depth: Int) throws(Malformed) -> Value {
        try structure(from: Value(), depth: depth)
    }

    private mutating func field(_ type: FieldType, depth: Int) throws(Malformed) -> FieldValue {
        switch (try tag(), type) {
        case (0, _): return .absent
        case (1, _): return .integer(try integer())
        case (2, _): return .double(try double())
        case (3, _): return .decimal(try decimal())
        case (4, _): return .string(try text())
        case (5, _): return .bool(try flag())
        case (6, .structure(let inner)): return .structure(try made(inner, depth: depth + 1))
        case (7, .list(let element)):
            return .list(try list { reader throws(Malformed) in try reader.field(element, depth: depth + 1) })
        case (let other, _): throw Malformed("a field of kind \(other)")
        }
    }

    /// Reads an exact decimal.
    package mutating func decimal() throws(Malformed) -> ExactDecimal {
        let digits = try integer()
        let scale = Int(try tag())
        guard digits != .min, let value = ExactDecimal(coefficient: Int64(digits), scale: scale) else {
            throw Malformed("a decimal with \(scale) places")
        }
        return value
    }

    /// Reads a message from TWS.
    package mutating func serverMessage() throws(Malformed) -> ServerMessage {
        let id = try integer()
        guard let type = ServerTypes.byId[id] else { throw Malformed("message \(id)") }
        return try message(type)
    }

    private mutating func message<Payload: ServerMessagePayload>(
        _ type: Payload.Type
    ) throws(Malformed) -> ServerMessage { try structure(type).serverMessage }

    /// Reads a request.
    package mutating func clientMessage() throws(Malformed) -> ClientMessage {
        let id = try integer()
        guard let type = ClientTypes.byId[id] else { throw Malformed("request \(id)") }
        return try message(type)
    }

    private mutating func message<Payload: ClientMessagePayload>(
        _ type: Payload.Type
    ) throws(Malformed) -> ClientMessage { try structure(type).clientMessage }

    private enum ServerTypes {
        static let byId = Dictionary(ServerMessage.payloads.map { ($0.id, $0) }) { first, _ in first }
    }

    private enum ClientTypes {
        static let byId = Dictionary(ClientMessage.payloads.map { ($0.id, $0) }) { first, _ in first }
    }
}
