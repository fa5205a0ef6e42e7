extension ScriptVocabulary {
    /// A value, as far as the text of a script shows it.
    package indirect enum Literal: Hashable, Sendable {
        /// In quotes.
        case text(String)
        /// In digits.
        case number(Double)
        /// `true` or `false`.
        case flag(Bool)
        /// In braces.
        case table(Table)
        /// A function, of the script or of the host.
        case function
        /// An object of the host, by the name of its type.
        case object(String)
        /// A table that the host gave, by the name of its type.
        case record(String)
        /// A value that is not nil and of which only the kind is known.
        case computed(ValueKind)

        /// A table as it is written.
        package struct Table: Hashable, Sendable {
            /// One entry.
            package struct Entry: Hashable, Sendable {
                /// `nil` for the next number.
                package let key: String?
                /// `nil` for a value of which nothing is known, and for none.
                package let value: Literal?
                /// Whether the value is nil for certain, which makes a hole in a list.
                package var isHole = false
            }

            /// The entries whose keys are known, in text order.
            package let entries: [Entry]
            /// Whether there are no others.
            package let isWhole: Bool
        }

        /// The kind of the value; an object of the host counts as a table.
        var kind: ValueKind {
            switch self {
            case .text: .text
            case .number: .number
            case .flag: .flag
            case .table, .object, .record: .table
            case .function: .function
            case .computed(let kind): kind
            }
        }

        /// What was given, in errors.
        var shown: String {
            if case .object = self { return "an object" }
            return kind.shown
        }
    }
}

extension CheckSubject {
    /// Returns what the text shows of a value; `nil` if that is nothing, and for nil.
    func literal(_ shape: LuaShape) -> ScriptVocabulary.Literal? {
        switch shape {
        case .string, .number, .boolean: return shape.literal
        case .function: return .function
        case .table(let fields): return .table(table(fields))
        case .operation: return hidesOperators ? nil : .computed(.number)
        case .computed(let kind): return hidesOperators ? nil : .computed(kind)
        case .path(let path) where vocabulary.functions.contains(path) && isHost(path): return .function
        case .path, .call, .object: return shape.origin.flatMap(value)
        case .nothing, .other, .placeZero: return nil
        }
    }

    private func table(_ fields: [LuaField]) -> ScriptVocabulary.Literal.Table {
        var entries: [ScriptVocabulary.Literal.Table.Entry] = []
        var isWhole = true
        for field in fields {
            switch field.key {
            case .unknown: isWhole = false
            case .name(let name):
                if !isNothing(field.value) { entries.append(.init(key: name, value: literal(field.value))) }
            case .position:
                let value = literal(field.value)
                if field.isOpen && value == nil || isNothing(field.value) { isWhole = false }
                entries.append(.init(key: nil, value: value, isHole: isNothing(field.value)))
            }
        }
        return .init(entries: entries, isWhole: isWhole)
    }

    private func value(_ origin: LuaOrigin) -> ScriptVocabulary.Literal? {
        guard !facts.isQuestioned(origin) else { return nil }
        if case .value(let literal) = origin.source, origin.steps.isEmpty, isSettled(origin) {
            if case .computed = literal, hidesOperators { return nil }
            return literal
        }
        if case .made = origin.source, origin.steps.isEmpty, isSettled(origin) { return .computed(.table) }
        let types = types(of: origin)
        guard let type = types.first else { return nil }
        if type.hasSuffix("[]") { return .record(type) }
        if let kind = GivenTypes.kinds[type] { return Set(types).count == 1 ? .computed(kind) : nil }
        guard let object = vocabulary.objects[type] else { return nil }
        switch object.nature {
        case .object: return .object(object.name)
        case .table: return .record(object.name)
        case .text, .plain: return nil
        }
    }

    /// Whether an operator may be a function of the script.
    var hidesOperators: Bool { whole.setsMetatables }
}
