/// The types of what functions of a script give that the host runs, and of what is one of several values.
extension CheckSubject {
    /// Returns the types of what a call of the host has from functions in its table, as far as the first step from its
    /// result finds it: `r.a` of `all{a = fn}`, and the second result of `first_of{a = fn}`; `nil` for any other step.
    func outcome(
        _ step: LuaOrigin.Step,
        of origin: LuaOrigin,
        _ path: String,
        _ number: Int,
        _ left: inout Int
    ) -> [String]? {
        let isGatherer = vocabulary.gatherers.contains(path)
        guard isGatherer || vocabulary.choosers.contains(path) else { return nil }
        guard facts.calls.indices.contains(number), facts.calls[number].path == path,
            case .table(let fields)? = facts.calls[number].arguments.first, !fields.isEmpty,
            fields.allSatisfy({ !$0.isOpen })
        else { return [] }
        switch step {
        case .further(2) where !isGatherer: return awaited(fields, &left)
        case .member(let name) where isGatherer:
            let areNamed = fields.allSatisfy { field in if case .unknown = field.key { false } else { true } }
            guard areNamed, !whole.writtenNames.contains(name), !whole.writesUnseen,
                !whole.testedMembers.contains(name), let field = fields.last(where: { $0.name == name })
            else { return [] }
            return results(of: field.value, &left)
        case .element, .place, .value:
            guard isGatherer, facts.isUnchanged(origin), !whole.writesUnseen else { return [] }
            return same(fields, &left) { results(of: $0.value, &$1) }
        default: return isGatherer ? nil : []
        }
    }

    /// Returns the types of one of several values, or of nothing.
    func choice(_ origins: [LuaOrigin], _ left: inout Int) -> [String] {
        same(origins, &left) { types(of: $0, &$1) }.map { "\($0)?" }
    }

    /// Returns the types of what is waited for, which may also be nothing.
    private func awaited(_ fields: [LuaField], _ left: inout Int) -> [String] {
        same(fields.filter { !isTime($0.value) }, &left) { field, left in
            if let event = field.value.text { return answer("wait", event).map { [$0] } ?? [] }
            let results = results(of: field.value, &left)
            if !results.isEmpty { return results }
            guard let origin = field.value.origin else { return [] }
            let types = types(of: origin, &left)
            // Of anything else, its result is what is waited for.
            return types == ["trade"] ? types : []
        }.map { "\($0)?" }
    }

    /// Whether an entry is a number of seconds, after which there is no value.
    private func isTime(_ value: LuaShape) -> Bool { value.number != nil || value.inputName != nil }

    /// Returns the types that all have, without the sign that they may be nil; none if they differ, or if those of one are
    /// not known.
    private func same<Value>(
        _ values: [Value],
        _ left: inout Int,
        _ types: (Value, inout Int) -> [String]
    ) -> [String] {
        var common: [String] = []
        for value in values {
            guard left > 0 else { return [] }
            left -= 1
            // Every form of a function has its own row.
            let found = types(value, &left).map(GivenTypes.sure).reduce(into: [String]()) { forms, type in
                if !forms.contains(type) { forms.append(type) }
            }
            guard !found.isEmpty, common.isEmpty || found == common else { return [] }
            common = found
        }
        return common
    }

    /// Returns the types of what a function gives without arguments; none if the text does not show them.
    private func results(of function: LuaShape, _ left: inout Int) -> [String] {
        switch function {
        case .function(let body): return facts.variables.result(ofBody: body).map { common([$0], &left) } ?? []
        case .path, .object: break
        default: return []
        }
        guard let origin = function.origin, isSettled(origin), !facts.isQuestioned(origin) else { return [] }
        if let path = origin.namedPath {
            if isHost(path), vocabulary.functions.contains(path) { return vocabulary.types.results[path] ?? [] }
            return facts.result(of: .global(path)).map { common([$0], &left) } ?? []
        }
        guard origin.source == .value(.function), origin.steps.isEmpty, origin.variables.count == 1 else { return [] }
        return facts.result(of: .local(origin.variables[0])).map { common([$0], &left) } ?? []
    }
}
