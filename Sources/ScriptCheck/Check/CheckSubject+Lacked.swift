internal import Notation

/// Members that a value of the host certainly has not: names in a list, and names of functions that were not run.
extension CheckSubject {
    /// Returns what to write instead of a member that is nil for certain; `nil` for any other.
    func lackedMember(_ origin: LuaOrigin) -> String? {
        guard case .member(let name)? = origin.steps.last, let holder = origin.holder,
            !whole.writtenNames.contains(name), whole.memberQuestions[name, default: 0] <= 0, !hidesOperators,
            !holder.isKept || !whole.writesUnseen
        else { return nil }
        if let names = gatheredNames(holder) {
            // The script itself may have left out what its conditions ask for.
            if names.contains(name) || whole.testedMembers.contains(name) { return nil }
            return NearestName.hint(for: name, among: names, listed: names.sorted())
        }
        let types = types(of: holder)
        guard let type = types.first, types.allSatisfy({ $0.hasSuffix("[]") }) else { return nil }
        return vocabulary.hint(forMember: name, ofList: type)
    }

    /// Returns what a call gives instead of a further value, which is nil for certain; `nil` for any other value.
    func lackedResult(_ origin: LuaOrigin) -> String? {
        guard case .further? = origin.steps.first, origin.steps.count == 1, case .call(let path, _) = origin.source,
            isHost(path), vocabulary.types.results[path] != nil, !vocabulary.choosers.contains(path),
            vocabulary.types.answers[path] == nil, isSettled(origin), !facts.isTested(origin)
        else { return nil }
        guard let roles = vocabulary.composedOrders[path]?.roles.sorted() else { return "; \(path) gives one value" }
        return "; \(path) gives one value, whose trades are " + roles.map { "x.\($0)" }.joined(separator: ", ")
    }

    /// Returns the names under which a call gives what functions return; `nil` if it is another call, or if the text
    /// does not show them.
    private func gatheredNames(_ origin: LuaOrigin) -> Set<String>? {
        guard case .call(let path, let number?) = origin.source, origin.steps.isEmpty, isSettled(origin), isHost(path),
            vocabulary.gatherers.contains(path), facts.calls.indices.contains(number),
            facts.calls[number].path == path, case .table(let fields)? = facts.calls[number].arguments.first,
            !fields.isEmpty, fields.allSatisfy({ !$0.isOpen })
        else { return nil }
        return LuaField.names(of: fields)
    }

    /// Finds a member that is nil for certain, where it is only read.
    func lacked(_ use: LuaFacts.ObjectUse) -> Finding? {
        guard use.given == nil, !use.isCalled, let origin = use.origin.adding(.member(use.member)),
            let hint = lackedMember(origin), !isNeeded(origin)
        else { return nil }
        return warning(.unknownMember, use.line, use.column, "\(use.member): no such field, it is nil\(hint)")
    }

    /// Whether something is done with the value that nil does not permit, which is told there.
    private func isNeeded(_ origin: LuaOrigin) -> Bool {
        facts.objectUses.contains { $0.origin == origin } || facts.elementUses.contains { $0.origin == origin }
            || facts.operations.contains { $0.operands.contains { $0.shape.origin == origin } }
    }
}

extension ScriptVocabulary {
    /// Returns how to find what a script looks for in a list by a name.
    ///
    /// - Parameter type: The list's type: `ContractDetails[]`.
    package func hint(forMember name: String, ofList type: String) -> String {
        let element = String(type.dropLast("[]".count))
        if objects[element]?.has(name) == true || types.members["\(element).\(name)"] != nil {
            return "; it is a list: write list[1].\(name), or for _, x in ipairs(list) do … x.\(name) … end"
        }
        if let habit = PythonHabits.hint(forMember: name, of: "table") { return habit }
        return "; it is a list: look for the element in a loop, for _, x in ipairs(list) do … end"
    }
}
