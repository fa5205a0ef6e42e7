internal import LuaBridge
internal import ScriptCheck

/// Stands for an object of the host, whichever.
private final class SomeObject: LuaObject {}

extension LuaValue {
    /// Creates the value that the text of a script shows whole; `nil` for any other.
    ///
    /// - Parameter integers: Whether a whole number counts as an integer, which the text does not show.
    init?(whole literal: ScriptVocabulary.Literal, integers: Bool = true) {
        switch literal {
        case .table(let table):
            guard table.isWhole else { return nil }
            var values: [(key: String?, value: LuaValue)] = []
            for entry in table.entries {
                guard let value = entry.value.flatMap({ LuaValue(whole: $0, integers: integers) }) else { return nil }
                values.append((entry.key, value))
            }
            self = Self.table(of: values)
        case .text, .number, .flag: self.init(shown: literal, integers: integers)
        case .function, .object, .record, .computed: return nil
        }
    }

    /// Creates the value as far as the text shows it: unknown entries of a table are nil, a list ends before its first
    /// unknown element, and a table of the host is empty. `nil` if nothing is shown.
    init?(shown literal: ScriptVocabulary.Literal, integers: Bool = true) {
        switch literal {
        case .text(let text): self = .string(text)
        case .number(let number):
            self = (integers ? Int(exactly: number) : nil).map { .integer($0) } ?? .number(number)
        case .flag(let flag): self = .bool(flag)
        case .table(let table):
            let isList = table.entries.allSatisfy { $0.key == nil } && !table.entries.isEmpty
            var values: [(key: String?, value: LuaValue)] = []
            for entry in table.entries {
                let value = entry.value.flatMap { LuaValue(shown: $0, integers: integers) }
                if value == nil, isList { break }
                values.append((entry.key, value ?? .nil))
            }
            self = Self.table(of: values)
        case .object: self = .object(SomeObject())
        case .record(let type): self = type.hasSuffix("[]") ? .array([]) : .table([])
        case .function, .computed: return nil
        }
    }

    /// Creates a value of the same kind.
    init(like literal: ScriptVocabulary.Literal) {
        switch literal {
        case .computed(.text): self = ""
        case .computed(.number): self = 0.0
        case .computed(.flag): self = true
        case .computed, .function: self = .table([])
        default: self = LuaValue(shown: literal) ?? .nil
        }
    }

    /// Creates a table as it is read from a script.
    private static func table(of entries: [(key: String?, value: LuaValue)]) -> LuaValue {
        if !entries.isEmpty, entries.allSatisfy({ $0.key == nil }) { return .array(entries.map(\.value)) }
        var place = 0
        return .table(
            entries.map { key, value in
                if let key { return (key, value) }
                place += 1
                return ("\(place)", value)
            }
        )
    }
}

extension ScriptVocabulary.Literal {
    /// The text, if it is one.
    var text: String? {
        if case .text(let text) = self { return text }
        return nil
    }

    /// The entries of a table in braces.
    var entries: [Table.Entry]? {
        if case .table(let table) = self { return table.entries }
        return nil
    }

    /// Whether it is a text, a number or a boolean.
    var isPlain: Bool {
        switch self {
        case .text, .number, .flag: true
        default: false
        }
    }
}

extension ScriptVocabulary {
    /// Returns why a value is refused, as far as it is shown, whether its whole numbers are integers or not.
    static func reason(
        _ literal: Literal,
        _ judge: (LuaValue) throws(LuaRaise) -> Void
    ) -> String? {
        guard let value = LuaValue(shown: literal) else { return nil }
        guard let found = reason({ () throws(LuaRaise) in try judge(value) }) else { return nil }
        guard let other = LuaValue(shown: literal, integers: false) else { return found }
        return reason { () throws(LuaRaise) in try judge(other) } == nil ? nil : found
    }
}
