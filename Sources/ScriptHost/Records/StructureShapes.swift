internal import LuaBridge
internal import TWSWire

/// Turns messages and structures into Lua tables with one shape per type, created when first needed.
final class StructureShapes {
    @exclusivity(unchecked) private var shapes: [ObjectIdentifier: LuaShape] = [:]
    /// The shapes last pushed, by their type's address; two types may share a place.
    @exclusivity(unchecked) private var recent = [(type: ObjectIdentifier, shape: LuaShape)?](
        repeating: nil,
        count: recentPlaces
    )
    private static let recentPlaces = 32
    private var named: [String: LuaShape] = [:]
    private unowned let vm: LuaVM
    private let zones: ZoneBook

    init(vm: LuaVM, zones: ZoneBook) { (self.vm, self.zones) = (vm, zones) }

    /// Creates the shapes of a type and of everything that it may contain; call it before anything is pushed.
    @discardableResult
    func prepare(_ type: any WireStructure.Type) throws(ScriptError) -> LuaShape {
        if let shape = shapes[ObjectIdentifier(type)] { return shape }
        let shape = try vm.makeShape(
            name: type.structureName,
            keys: type.fields.map(\.name),
            unknownKey: { frame, key in try Self.older(key, of: type, frame) },
            text: { frame in RecordText.of(try frame.entries(1), type) }
        )
        shapes[ObjectIdentifier(type)] = shape
        for field in type.fields {
            if let inner = field.type.structureType { try prepare(inner) }
        }
        return shape
    }

    /// Returns the shape of something that the host itself creates, such as a bar; created when first needed.
    ///
    /// - Parameters:
    ///   - keys: The fields, in display order.
    ///   - older: Alternative field names, by name.
    ///   - times: The fields that are times.
    func own(
        _ name: String,
        keys: [String],
        older: [String: String] = [:],
        times: Set<String> = ["time"]
    ) throws(ScriptError) -> LuaShape {
        if let shape = named[name] { return shape }
        let shape = try vm.makeShape(
            name: name,
            keys: keys,
            unknownKey: { frame, key in
                guard let current = older[key] else { throw Members.unknown(key, of: name, among: keys) }
                return try frame.field(1, current)
            },
            text: { [zones] frame in
                let entries = try frame.entries(1).filter { keys.contains($0.key) }
                // For a nested contract, its symbol says enough.
                let shown = entries.map { ($0.key, $0.value["symbol"] ?? $0.value) }
                return Members.text(name, shown, times: times, zones)
            }
        )
        named[name] = shape
        return shape
    }

    /// Returns a list of such records as an answer, each with a value for every key.
    func rows(
        _ name: String,
        keys: [String],
        times: Set<String> = ["time"],
        _ rows: [[LuaValue]]
    ) throws(LuaRaise) -> Delivery {
        let shape: LuaShape
        do throws(ScriptError) {
            shape = try own(name, keys: keys, times: times)
        } catch {
            throw LuaRaise.outOfMemory
        }
        return .push { writer in
            writer.pushArray(count: rows.count) { number in
                writer.push(shape) { record in
                    for (place, value) in rows[number].enumerated() where value != .nil { record.set(place, value) }
                }
            }
        }
    }

    /// Returns a field under an older name or `typeName`, or throws an error.
    private static func older(
        _ key: String,
        of type: any WireStructure.Type,
        _ frame: borrowing LuaFrame
    ) throws(LuaRaise) -> LuaValue {
        if key == "typeName" { return .string(type.structureName) }
        guard let index = FieldNames.index(of: key, in: type) else {
            throw FieldNames.unknown(key, of: type.structureName, in: type)
        }
        return try frame.field(1, type.fields[index].name)
    }

    /// Pushes a structure as a new record; absent fields are left out.
    func push(_ structure: any WireStructure, to writer: LuaWriter) throws(ScriptError) {
        try prepare(type(of: structure))
        pushPrepared(structure, to: writer)
    }

    /// Pushes a list of structures as a table with the keys 1…n.
    func push(_ structures: [any WireStructure], to writer: LuaWriter) throws(ScriptError) {
        for structure in structures { try prepare(type(of: structure)) }
        writer.pushArray(count: structures.count) { pushPrepared(structures[$0], to: writer) }
    }

    /// Pushes a record with only some of its type's fields, such as an order that a script creates.
    func push(
        _ type: any WireStructure.Type,
        fields: [(index: Int, value: LuaValue)],
        to writer: LuaWriter
    ) throws(ScriptError) {
        try prepare(type)
        pushPrepared(type, fields: fields, to: writer)
    }

    /// Pushes a structure as a record with only the fields that differ from another one.
    func push<Structure: WireStructure>(
        _ structure: Structure,
        over plain: Structure,
        to writer: LuaWriter
    ) throws(ScriptError) {
        try push(Structure.self, fields: Self.changed(structure, over: plain), to: writer)
    }

    /// The same for a prepared type.
    func pushPrepared(
        _ type: any WireStructure.Type,
        fields: [(index: Int, value: LuaValue)],
        to writer: LuaWriter
    ) {
        guard let shape = shapes[ObjectIdentifier(type)] else { return writer.pushNil() }
        writer.push(shape) { record in
            for (index, value) in fields { record.set(index, value) }
        }
    }

    /// Returns the fields in which a structure differs from another one, as plain values.
    static func changed<Structure: WireStructure>(
        _ structure: Structure,
        over plain: Structure
    ) -> [(index: Int, value: LuaValue)] {
        Structure.fields.indices.compactMap { index in
            var probe = plain
            let value = structure.value(at: index)
            guard (try? probe.set(value, at: index)) != nil, probe != plain else { return nil }
            return (index, LuaValue(value))
        }
    }

    /// Pushes a structure of a prepared type; a missing shape shows as nil.
    func pushPrepared(_ structure: any WireStructure, to writer: LuaWriter) {
        pushKnown(structure, to: writer)
    }

    private func pushKnown<Structure: WireStructure>(_ structure: Structure, to writer: LuaWriter) {
        guard let shape = shape(of: ObjectIdentifier(Structure.self)) else { return writer.pushNil() }
        push(structure, as: shape, to: writer)
    }

    private func shape(of type: ObjectIdentifier) -> LuaShape? {
        let place = Int(bitPattern: type) >> 4 & (Self.recentPlaces - 1)
        if let known = recent[place], known.type == type { return known.shape }
        guard let shape = shapes[type] else { return nil }
        recent[place] = (type, shape)
        return shape
    }

    /// Pushes a structure whose shape is known.
    func push(_ structure: some WireStructure, as shape: LuaShape, to writer: LuaWriter) {
        push(structure, as: shape, shape.keys.indices, to: writer)
    }

    /// Pushes a structure whose shape is known, with only some of its fields.
    func push(
        _ structure: some WireStructure,
        as shape: LuaShape,
        _ places: some Collection<Int>,
        to writer: LuaWriter
    ) {
        writer.push(shape) { record in
            for index in places {
                switch structure.value(at: index) {
                case .absent: continue
                case .integer(let value): record.set(index, value)
                case .double(let value): record.set(index, value)
                case .decimal(let value):
                    if let whole = value.whole { record.set(index, whole) } else { record.set(index, value.double) }
                case .string(let value): record.set(index, value)
                case .bool(let value): record.set(index, value)
                case .structure(let value): record.set(index) { pushPrepared(value, to: $0) }
                case let value: record.set(index) { push(value, to: $0) }
                }
            }
        }
    }

    /// Pushes individual fields of a structure of a prepared type; an absent one is nil.
    func push(_ places: [Int], of structure: some WireStructure, to writer: LuaWriter) {
        for place in places {
            switch structure.value(at: place) {
            case .integer(let value): writer.push(value)
            case .double(let value): writer.push(value)
            case let value: push(value, to: writer)
            }
        }
    }

    private func push(_ value: FieldValue, to writer: LuaWriter) {
        switch value {
        case .absent: writer.pushNil()
        case .integer(let value): writer.push(value)
        case .double(let value): writer.push(value)
        case .decimal(let value): writer.push(LuaValue(value))
        case .string(let value): writer.push(value)
        case .bool(let value): writer.push(value)
        case .structure(let value): pushPrepared(value, to: writer)
        case .list(let values): writer.pushArray(count: values.count) { push(values[$0], to: writer) }
        }
    }
}

extension FieldType {
    /// The structure type of the field or of its elements.
    var structureType: (any WireStructure.Type)? {
        switch self {
        case .structure(let type): type
        case .list(let element): element.structureType
        default: nil
        }
    }

    /// The name in the table of the language of a plain value; `nil` for a structure or a list.
    var plainName: String? {
        switch self {
        case .int, .long, .double, .decimal: "number"
        case .string: "string"
        case .bool: "boolean"
        case .structure, .list: nil
        }
    }
}

extension LuaValue {
    /// Creates a size: an integer if it is whole, otherwise a float.
    init(_ decimal: ExactDecimal) {
        self = decimal.whole.map(LuaValue.integer) ?? .number(decimal.double)
    }

    /// Creates a price or other number that may be absent.
    init(_ number: Double?) { self = number.map(LuaValue.number) ?? .nil }

    /// Creates a text; an empty one is absent.
    init(_ text: String) { self = text.isEmpty ? .nil : .string(text) }
}
