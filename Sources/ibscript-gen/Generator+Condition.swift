internal import WireSchema

extension Generator {
    /// Returns the field names in a condition.
    func names(in condition: Condition) -> Set<String> {
        switch condition {
        case .comparison(let name, _, _), .member(let name, _): [name]
        case .and(let left, let right), .or(let left, let right): names(in: left).union(names(in: right))
        }
    }

    /// Returns the fields that a condition compares with Infinity, which is one of their values.
    func infinite(in condition: Condition) -> Set<String> {
        switch condition {
        case .comparison: []
        case .member(let name, let literals): literals.contains("Infinity") ? [name] : []
        case .and(let left, let right), .or(let left, let right): infinite(in: left).union(infinite(in: right))
        }
    }

    /// Returns the Swift text of a condition.
    func swift(_ condition: Condition, _ scope: Scope) -> String {
        switch condition {
        case .and(let left, let right): return "\(nested(left, scope)) && \(nested(right, scope))"
        case .or(let left, let right): return "\(swift(left, scope)) || \(swift(right, scope))"
        case .member(let name, let literals):
            let (value, type) = operand(name, scope)
            if type == "double" { return "\(value) == .infinity" }
            let tests = literals.map { "\(value) == \(literal($0, type))" }
            return tests.count == 1 ? tests[0] : "(\(tests.joined(separator: " || ")))"
        case .comparison(let name, let operation, let text):
            if name == "$remaining" { return "reader.remainingFields \(operation) \(text)" }
            if let presence = presence(name, scope) { return presence }
            let (value, type) = operand(name, scope)
            if vocabularies[type] != nil, text.isEmpty { return "\(value) \(operation) .unset" }
            if type == "string", text.isEmpty { return (operation == "!=" ? "!" : "") + "\(value).isEmpty" }
            if type == "double" { return "(\(value) ?? 0) \(operation) \(text)" }
            return "\(value) \(operation) \(literal(text, type))"
        }
    }

    private func nested(_ condition: Condition, _ scope: Scope) -> String {
        if case .or = condition { return "(\(swift(condition, scope)))" }
        return swift(condition, scope)
    }

    /// Returns a test for an optional structure or a non-empty list, which have no field of their own in Swift.
    private func presence(_ name: String, _ scope: Scope) -> String? {
        guard let row = row(name, scope) else { return nil }
        if row.type == "present" { return "\(scope.place(row.path)) != nil" }
        if row.type == "count" { return "!\(scope.place(row.path)).isEmpty" }
        return nil
    }

    /// The row that carries a field of a condition.
    func row(_ name: String, _ scope: Scope) -> Row? {
        scope.rows.first { $0.wireName == name || $0.wireName == scope.prefix + name }
    }

    private func operand(_ name: String, _ scope: Scope) -> (value: String, type: String) {
        if name == "version" { return ("version", "int") }
        guard let row = row(name, scope), let field = field(at: row.path, in: scope.structure) else {
            preconditionFailure("condition on unknown field \(name)")
        }
        let path = access(row.path, in: scope.structure).path
        return (scope.place(path), field.element)
    }

    private func literal(_ text: String, _ type: String) -> String {
        if let vocabulary = vocabularies[type] {
            return vocabulary.word(text).map { ".\($0.name)" } ?? ".other(\"\(text)\")"
        }
        return type == "string" ? "\"\(text)\"" : text
    }
}
