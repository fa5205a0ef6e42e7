internal import LuaBridge
internal import ScriptHeader

/// `input`: the values of the header's inputs, by name.
final class InputTable: LuaObject {
    private let inputs: [ResolvedHeader.Input]

    init(_ inputs: [ResolvedHeader.Input]) { self.inputs = inputs }

    static func describe() -> LuaClass<InputTable> {
        var description = LuaClass<InputTable>(name: "input")
        description.property = { table, name in
            guard let input = table.inputs.first(where: { $0.name == name }) else {
                throw Members.unknown(name, of: "input", among: table.inputs.map(\.name))
            }
            return input.value.map(LuaValue.init)
        }
        description.entries = { table in
            .table(table.inputs.compactMap { input in input.value.map { (input.name, LuaValue($0)) } })
        }
        return description
    }
}

extension LuaValue {
    /// The value of an input; a time of day as its text `HH:MM:SS`.
    init(_ value: InputValue) {
        self =
            switch value {
            case .symbol(let text), .string(let text), .choice(let text): .string(text)
            case .integer(let number): .integer(Int(number))
            case .number(let number), .price(let number): .number(number)
            case .boolean(let flag): .bool(flag)
            case .time(let time): .string(time.text)
            }
    }
}
