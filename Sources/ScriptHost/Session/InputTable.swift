internal import LuaBridge
internal import Notation
internal import ScriptHeader

/// `input`: the values of the header's inputs, by name.
final class InputTable: LuaObject {
    static func describe(_ inputs: [ResolvedHeader.Input]) -> LuaClass<InputTable> {
        var description: LuaClass<InputTable> = Members.of("input")
        description.unknown = { name, known in
            let hint = NearestName.hint(for: name, among: known.filter { $0 != "each" })
            return LuaRaise(
                message: "input.\(ShownText.of(name)): no such input"
                    + (hint.isEmpty ? "; declare it under [inputs] in the header" : hint)
            )
        }
        for input in inputs { description.field(input.name) { _ in input.value.map(LuaValue.init) } }
        let values = description.values
        description.entries = { .table(try values($0)) }
        description.text = { Members.text("input", try values($0)) }
        return description
    }
}

extension LuaValue {
    /// Creates the value of an input; a time of day becomes the text `HH:MM:SS`.
    init(_ value: InputValue) {
        self =
            switch value {
            case .symbol(let text), .string(let text), .choice(let text): .string(text)
            case .symbols(let symbols): .array(symbols.map { .string($0) })
            case .integer(let number): .integer(Int(number))
            case .number(let number), .price(let number): .number(number)
            case .boolean(let flag): .bool(flag)
            case .time(let time): .string(time.text)
            }
    }
}
