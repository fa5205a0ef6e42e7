internal import Notation
internal import ScriptCheck
internal import Trading

extension InputDeclaration {
    private static let keys = ["type", "default", "min", "max", "optional", "choices", "summary"]
    private static let mostInputs = 64

    /// Reads `[inputs]` in file order; returns an empty list for `nil`.
    static func readAll(_ table: HeaderTable?) throws(HeaderError) -> [InputDeclaration] {
        guard let table else { return [] }
        guard table.entries.count <= mostInputs else {
            throw table.failure(.invalidValue, nil, "more than \(mostInputs) inputs")
        }
        var inputs: [InputDeclaration] = []
        for entry in table.entries {
            try checkName(entry.key, table)
            guard case .table(let declaration) = entry.value else {
                let message = "must be a table, not \(entry.value.type); write \(entry.key) = { type = \"string\" }"
                throw table.failure(.wrongType, entry.key, message)
            }
            inputs.append(try InputDeclaration(name: entry.key, declaration))
        }
        return inputs
    }

    private static func checkName(_ name: String, _ table: HeaderTable) throws(HeaderError) {
        let bytes = Array(name.utf8)
        let isLegal =
            (1...64).contains(bytes.count) && bytes.allSatisfy { LuaLexer.isLetter($0) || LuaLexer.isDigit($0) }
            && !(bytes.first.map(LuaLexer.isDigit) ?? true) && !LuaLexer.words.contains(name)
        guard isLegal else {
            throw table.failure(
                .invalidValue,
                name,
                "is not a name; use letters, digits and _, beginning with no digit"
            )
        }
    }

    private init(name: String, _ table: HeaderTable) throws(HeaderError) {
        try table.allowOnly(Self.keys)
        let type = try Self.type(table)
        let isOrdered = [.integer, .number, .price, .time].contains(type)
        for key in ["min", "max"] where table.entry(key) != nil && !isOrdered {
            throw table.failure(.invalidValue, key, "an input of type \(type.rawValue) has no bounds; remove it")
        }
        self.name = name
        self.type = type
        min = try Self.value("min", type, table)
        max = try Self.value("max", type, table)
        choices = try Self.choices(type, table)
        isOptional = try table.boolean("optional") ?? false
        summary = try table.text("summary", longest: 200)
        line = table.line
        defaultValue = try Self.value("default", type, table)
        try checkConsistency(table)
    }

    private func checkConsistency(_ table: HeaderTable) throws(HeaderError) {
        if let min, let max, max.isBelow(min) {
            throw table.failure(.invalidValue, "min", "\(min) is above max, \(max)")
        }
        guard let defaultValue else { return }
        do {
            try check(defaultValue)
        } catch {
            throw table.failure(.invalidValue, "default", error.message)
        }
    }

    private static func type(_ table: HeaderTable) throws(HeaderError) -> InputType {
        let known = InputType.allCases.map(\.rawValue)
        let listed = known.joined(separator: ", ")
        guard let text = try table.text("type", longest: 32) else {
            throw table.failure(.missingKey, "type", "an input needs a type: \(listed)")
        }
        guard let type = InputType(rawValue: text) else {
            let hint = NearestName.hint(for: text, among: known)
            throw table.failure(
                .invalidValue,
                "type",
                "\"\(text)\" is not a type\(hint.isEmpty ? "; there are \(listed)" : hint)"
            )
        }
        return type
    }

    private static func value(
        _ key: String,
        _ type: InputType,
        _ table: HeaderTable
    ) throws(HeaderError) -> InputValue? {
        guard let entry = table.entry(key) else { return nil }
        return try value(entry.value, key, type, table)
    }

    private static func value(
        _ value: HeaderValue,
        _ key: String,
        _ type: InputType,
        _ table: HeaderTable
    ) throws(HeaderError) -> InputValue {
        do {
            return try type.value(of: value)
        } catch {
            throw table.failure(.invalidValue, key, error.message)
        }
    }

    private static func choices(_ type: InputType, _ table: HeaderTable) throws(HeaderError) -> [InputValue] {
        guard let entry = table.entry("choices") else {
            if type == .choice { throw table.failure(.missingKey, "choices", "an input of type choice needs choices") }
            return []
        }
        guard [.choice, .symbol, .string, .integer].contains(type) else {
            throw table.failure(.invalidValue, "choices", "an input of type \(type.rawValue) has no choices; remove it")
        }
        guard case .array(let elements) = entry.value, !elements.isEmpty else {
            throw table.failure(.wrongType, "choices", "must be a non-empty list")
        }
        var choices: [InputValue] = []
        for element in elements { choices.append(try value(element, "choices", type, table)) }
        return choices
    }
}
