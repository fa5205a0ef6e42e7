/// What is made plain once, before any rule reads it.
extension LuaFacts {
    /// Puts what variables always hold in their places, and the current names of structures' fields in place of those
    /// of earlier clients, which a script may write as well: `m_lmtPrice`, `expiry`.
    mutating func settle(_ vocabulary: ScriptVocabulary) {
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

    private func settled(_ call: LuaCall, _ vocabulary: ScriptVocabulary) -> LuaCall {
        var call = call
        call.arguments = call.arguments.map { settled($0, vocabulary) }
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
        case .object(let origin):
            guard origin.steps.isEmpty, origin.variables.allSatisfy({ !reassigned.contains($0) }) else { return shape }
            // Where a variable is asked what it holds, what needs something else is behind the answer.
            if isTested(origin), origin.source == .nothing { return .other }
            switch origin.source {
            case .value(let literal): return LuaShape(literal) ?? shape
            case .nothing: return .nothing
            default: return shape
            }
        case .operation(let sign, let left, let right, _):
            let result = LuaFolding.binary(sign, settled(left, vocabulary), settled(right, vocabulary))
            if case .number = result { return result }
            return .computed(.number)
        default: return shape
        }
    }
}

extension LuaShape {
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
