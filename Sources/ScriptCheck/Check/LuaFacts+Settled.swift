/// What is made plain once, before any rule reads it.
extension LuaFacts {
    /// Puts what variables always hold in their places, and the current names of structures' fields in place of those
    /// of earlier clients, which a script may write as well: `m_lmtPrice`, `expiry`.
    mutating func settle(_ vocabulary: ScriptVocabulary) {
        singles = Set(vocabulary.types.results.keys).subtracting(assignedGlobals)
        calls = calls.map { settled($0, vocabulary) }
        for place in assignments.indices { assignments[place].value = settled(assignments[place].value, vocabulary) }
        for place in operations.indices {
            for operand in operations[place].operands.indices {
                let shape = operations[place].operands[operand].shape
                operations[place].operands[operand].shape = settled(shape, vocabulary)
            }
        }
        for place in objectUses.indices {
            objectUses[place].given = objectUses[place].given.map { settled($0, vocabulary) }
        }
    }

    /// Whether the script asks what one of the variables on the way holds.
    func isTested(_ origin: LuaOrigin) -> Bool { origin.variables.contains { tested.contains(.local($0)) } }

    /// Whether a condition depends on what one of the variables on the way holds, and the script itself gave it that.
    func isQuestioned(_ origin: LuaOrigin) -> Bool {
        switch origin.source {
        case .call, .parameter, .global: false
        case .choice(let origins):
            !origins.allSatisfy(\.isOfHost) && origin.variables.contains { questioned.contains(.local($0)) }
        case .value, .made, .nothing, .argument, .result:
            origin.variables.contains { questioned.contains(.local($0)) }
        }
    }

    private func settled(_ call: LuaCall, _ vocabulary: ScriptVocabulary) -> LuaCall {
        var call = call
        // A variable that gets another value later may hold any function.
        if let alias = call.alias {
            if case .made = alias.source { call.path = path(heldBy: alias) ?? "" }
            if !isSettled(alias) { call.path = "" }
        }
        call.arguments = call.arguments.map { argument in
            let place = LuaProtection.Place(line: call.line, column: call.column)
            let table = argument.origin.flatMap { completedTable($0, vocabulary.globals, before: place) }
            return settled(table.map(LuaShape.table) ?? argument, vocabulary)
        }
        for place in call.arguments.indices {
            guard let current = vocabulary.spellings["\(call.path)#\(place + 1)"],
                case .table(var fields) = call.arguments[place]
            else { continue }
            for index in fields.indices {
                if let name = fields[index].name { fields[index].key = .name(current(name)) }
            }
            call.arguments[place] = .table(fields)
        }
        return call
    }

    private func settled(_ shape: LuaShape, _ vocabulary: ScriptVocabulary) -> LuaShape {
        switch shape {
        case .table(let fields):
            return .table(
                fields.map { field in
                    var field = field
                    field.value = settled(field.value, vocabulary)
                    return field
                }
            )
        case .call(let call): return .call(settled(call, vocabulary))
        default:
            var left = Self.mostValues
            return plain(shape, &left)
        }
    }

    /// The largest number of values that are looked at on the way to one.
    private static let mostValues = 200

    /// Returns what an expression always is, if that is a plain value, and otherwise the expression.
    ///
    /// - Parameter left: How many values may still be looked at: functions may call each other.
    private func plain(_ shape: LuaShape, _ left: inout Int) -> LuaShape {
        guard left > 0 else { return shape }
        left -= 1
        switch shape {
        case .object(let origin):
            guard origin.steps.isEmpty, isSettled(origin) else { return shape }
            // Where a variable is asked what it holds, what needs something else is behind the answer.
            if isQuestioned(origin) { return .other }
            switch origin.source {
            case .value(let literal): return LuaShape(literal) ?? shape
            case .nothing: return .nothing
            case .result(let name): return result(of: name)?.kindOnly ?? shape
            case .argument(let body, let place):
                let given = (given(to: body, at: place) ?? []).map { plain($0, &left) }
                return LuaShape(commonTo: given) ?? shape
            default: return shape
            }
        case .operation(let sign, let one, let other, _):
            let result = LuaFolding.binary(sign, plain(one, &left), plain(other, &left))
            if case .number = result { return result }
            return .computed(.number)
        default: return shape
        }
    }
}

extension LuaOrigin {
    /// Whether the host may have made it, whatever conditions ask.
    fileprivate var isOfHost: Bool {
        switch source {
        case .call, .parameter, .global: true
        default: false
        }
    }
}

extension LuaShape {
    /// The kind alone of a plain value; `nil` for what calls and variables hold.
    fileprivate var kindOnly: LuaShape? {
        switch self {
        case .string: .computed(.text)
        case .number, .operation: .computed(.number)
        case .boolean: .computed(.flag)
        case .table: .computed(.table)
        case .function, .nothing, .computed: self
        case .call, .object, .path, .other, .placeZero: nil
        }
    }

    /// What a parameter holds that gets these values in all calls of its function; `nil` if that may be several.
    fileprivate init?(commonTo given: [LuaShape]) {
        guard let first = given.first, let kind = first.kindOnly else { return nil }
        // What stands in a single call is a value; a table may have changed on its way.
        let isValue = given.count == 1 && !first.isTable
        guard given.allSatisfy({ $0.kind != nil && $0.kind == first.kind }) else { return nil }
        self = isValue ? first : kind
    }

    /// The kind of a plain value; `nil` for any other.
    private var kind: ScriptVocabulary.ValueKind?? {
        switch self {
        case .string: .text
        case .number, .operation: .number
        case .boolean: .flag
        case .table: .table
        case .function: .function
        case .computed(let kind): kind
        case .nothing: .some(nil)
        case .call, .object, .path, .other, .placeZero: nil
        }
    }

    /// Creates the shape of a plain value; `nil` for any other.
    fileprivate init?(_ literal: ScriptVocabulary.Literal) {
        switch literal {
        case .text(let text): self = .string(text)
        case .number(let number): self = .number(number)
        case .flag(let flag): self = .boolean(flag)
        default: return nil
        }
    }
}
