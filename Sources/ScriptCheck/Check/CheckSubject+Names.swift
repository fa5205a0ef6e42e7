internal import Notation

/// Rules about globals, members of the host's tables, and inputs.
extension CheckSubject {
    func nameFindings() -> [Finding] {
        let known = vocabulary.globals.union(whole.assignedGlobals)
        var findings: [Finding] = []
        for use in facts.uses where findings.count < ScriptCheck.mostFindings {
            let finding = use.access.member == nil ? unknownGlobal(use, known) : unknownMember(use.access)
            if let finding { findings.append(finding) }
        }
        return findings + unusedInputs()
    }

    /// Finds an unknown global: reading one gives nil, as in Lua; calling or indexing it raises an error.
    private func unknownGlobal(_ use: LuaFacts.Use, _ known: Set<String>) -> Finding? {
        let (access, name) = (use.access, use.access.root)
        guard !known.contains(name), !whole.hasHiddenGlobals else { return indexedFunction(use) }
        let habit = (hint(forMethodOf: use) ?? PythonHabits.hint(forName: name)).map { "; \($0)" }
        let hint = habit ?? NearestName.hint(for: name, among: known)
        // Where it is asked whether it exists, that question is what is told.
        if use.kind != .read, whole.tested.contains(.global(name)) { return nil }
        switch use.kind {
        case .call: return error(.unknownGlobal, access.line, access.column, "\(name): no such function\(hint)")
        case .index: return error(.unknownGlobal, access.line, access.column, "\(name): no such table\(hint)")
        default:
            let message = "\(name): no such global, it is nil\(hint)"
            return warning(.unknownGlobal, access.line, access.column, message)
        }
    }

    /// Returns what to write instead of a member that a library or a client of another language has.
    private func hint(forMethodOf use: LuaFacts.Use) -> String? {
        guard use.kind == .index else { return nil }
        let next = facts.uses.first { next in
            next.access.root == use.access.root && next.access.line == use.access.line
                && next.access.column > use.access.column && next.access.member != nil
        }
        guard let member = next?.access.member else { return nil }
        if let hint = PythonHabits.hint(forPath: "\(use.access.root).\(member)") { return hint }
        return PythonHabits.words[use.access.root] == nil ? nil : PythonHabits.hint(forMethod: member)
    }

    /// Finds a function of the host that is indexed instead of called: `account.NetLiquidation`.
    private func indexedFunction(_ use: LuaFacts.Use) -> Finding? {
        let (access, name) = (use.access, use.access.root)
        guard use.kind == .index, vocabulary.functions.contains(name), vocabulary.members[name] == nil, isHost(name),
            !whole.hasHiddenGlobals
        else { return nil }
        let message = "attempt to index a function value (global '\(name)')"
        let habit = hint(forMethodOf: use) ?? PythonHabits.hint(forMessage: message, line: "")
        return error(.unknownMember, access.line, access.column, message + (habit.map { "; \($0)" } ?? ""))
    }

    private func unknownMember(_ access: LuaAccess) -> Finding? {
        guard let member = access.member, isHost(access.root), !whole.hasHiddenGlobals else { return nil }
        let path = "\(access.root).\(member)"
        guard !whole.assignedMembers.contains(path) else { return nil }
        if access.root == "input" { return unknownInput(member, access) }
        if let reason = vocabulary.closedFunctions[path] {
            return error(.denied, access.line, access.column, "\(path): not open to scripts; \(reason)")
        }
        guard let members = vocabulary.members[access.root], !members.contains(member) else { return nil }
        let habit = PythonHabits.hint(forPath: path).map { "; \($0)" }
        let hint = habit ?? NearestName.hint(for: member, among: members)
        return error(.unknownMember, access.line, access.column, "\(path): no such member\(hint)")
    }

    private func unknownInput(_ name: String, _ access: LuaAccess) -> Finding? {
        guard let header else { return nil }
        let declared = header.inputs.map(\.name)
        guard !declared.contains(name) else { return nil }
        let hint = NearestName.hint(for: name, among: declared)
        let remedy = hint.isEmpty ? "; declare it under [inputs] in the header" : hint
        return error(.unknownInput, access.line, access.column, "input.\(name): no such input\(remedy)")
    }

    private func unusedInputs() -> [Finding] {
        guard let header, !isModule, !whole.escapedGlobals.contains("input"), !whole.hasHiddenGlobals else { return [] }
        let read = Set(whole.uses.filter { $0.access.root == "input" }.compactMap(\.access.member))
        return header.inputs.filter { !read.contains($0.name) }.map {
            warning(.unusedInput, $0.line, 1, "input \($0.name) is declared but never read; remove it")
        }
    }
}
