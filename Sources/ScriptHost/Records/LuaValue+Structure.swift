internal import LuaBridge
internal import TWSWire

extension LuaValue {
    /// Creates a plain table of the fields in which a structure differs from another one.
    init<Structure: WireStructure>(structure: Structure, over plain: Structure) {
        self = .table(
            StructureShapes.changed(structure, over: plain).map { (Structure.fields[$0.index].name, $0.value) }
        )
    }

    /// Creates a plain value from the value of a field.
    init(_ value: FieldValue) {
        switch value {
        case .absent: self = .nil
        case .integer(let value): self = .integer(value)
        case .double(let value): self = .number(value)
        case .decimal(let value): self = LuaValue(value)
        case .string(let value): self = .string(value)
        case .bool(let value): self = .bool(value)
        case .list(let values): self = .array(values.map { LuaValue($0) })
        case .structure(let value):
            let fields = type(of: value).fields.enumerated()
            self = .table(
                fields.map { ($0.element.name, LuaValue(value.value(at: $0.offset))) }.filter { $0.1 != .nil }
            )
        }
    }
}
