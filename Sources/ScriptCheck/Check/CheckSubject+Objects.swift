internal import Notation

/// Rules about what the host makes: members of a trade, and lists that start at 1.
extension CheckSubject {
    func objectFindings() -> [Finding] {
        var findings: [Finding] = []
        for use in facts.objectUses where findings.count < ScriptCheck.mostFindings {
            if let finding = unknown(use) { findings.append(finding) }
        }
        for use in facts.elementUses where findings.count < ScriptCheck.mostFindings {
            guard let kind = unindexed(use.origin) else { continue }
            findings.append(
                error(.unknownMember, use.line, use.column, "attempt to index a \(kind) value" + hint(use.origin))
            )
        }
        return findings + zeroFindings()
    }

    private func unknown(_ use: LuaFacts.ObjectUse) -> Finding? {
        let member = use.member
        if let finding = colonOfTable(use) { return finding }
        if case .made(let table) = use.origin.source, use.origin.steps.isEmpty {
            return table.names.flatMap { lacking(use, $0) } ?? uncalled(use)
        }
        if let kind = unindexed(use.origin) {
            return error(.unknownMember, use.line, use.column, "attempt to index a \(kind) value" + hint(use.origin))
        }
        if let finding = lacked(use) { return finding }
        if use.given != nil, types(of: use.origin) == [Self.inputs] {
            return error(.unknownMember, use.line, use.column, "input.\(member) cannot be set")
        }
        guard let object = object(of: use.origin) else { return ofList(use) }
        if use.given != nil, object.nature == .object {
            let message = "\(object.name).\(member) cannot be set"
            return error(.unknownMember, use.line, use.column, message)
        }
        switch object.nature {
        case .object, .table: break
        case .plain:
            return error(.unknownMember, use.line, use.column, "attempt to index a \(object.name) value")
        case .text:
            return ofText(use, object)
        }
        if object.isTable, use.isCalled, let reason = calledField(use, object) {
            return error(.badValue, use.line, use.column, reason)
        }
        if !object.isTable, object.has(member), let reason = miscall(use, object) {
            return error(.badValue, use.line, use.column, reason)
        }
        guard !object.has(member), !object.isTable || !mayBeAdded(use) else { return nil }
        let habit = PythonHabits.hint(forMember: member, of: object.name)
        let hint = habit ?? NearestName.hint(for: member, among: object.members, listed: object.listed)
        return error(.unknownMember, use.line, use.column, "\(object.name).\(member): no such field\(hint)")
    }

    /// Returns what to write instead of what gave nil; empty if it may be anything.
    func hint(_ origin: LuaOrigin) -> String { lackedMember(origin) ?? lackedResult(origin) ?? "" }

    /// Returns what a value is that has no members; `nil` if it may have some.
    private func unindexed(_ origin: LuaOrigin) -> String? {
        if holdsNothing(origin) { return "nil" }
        if let path = origin.globalPath, vocabulary.functions.contains(path), vocabulary.members[path] == nil,
            isHost(path), path.contains("."), !whole.hasHiddenGlobals
        {
            return "function"
        }
        guard origin.source == .value(.function), origin.steps.isEmpty, isSettled(origin), !hidesOperators,
            !facts.isQuestioned(origin)
        else { return nil }
        return "function"
    }

    /// Finds what a text does not have; what a script adds to Lua's own table is no method of texts.
    private func ofText(_ use: LuaFacts.ObjectUse, _ object: ScriptVocabulary.MadeObject) -> Finding? {
        guard !hidesOperators else { return nil }
        let member = use.member
        if use.given != nil {
            return error(.unknownMember, use.line, use.column, "attempt to index a string value")
        }
        guard use.isCalled else { return nil }
        if object.has(member) {
            guard use.isBare else { return nil }
            let message = "bad argument #1 to '\(member)' (string expected, got no value); write x:\(member)()"
            return error(.badValue, use.line, use.column, message)
        }
        let habit = PythonHabits.hint(forTextMethod: member).map { "; \($0)" }
        let hint = habit ?? NearestName.hint(for: member, among: object.members)
        let kind = use.call == .method ? "method" : "field"
        let message = "attempt to call a nil value (\(kind) '\(member)')\(hint)"
        return error(.unknownMember, use.line, use.column, message)
    }

    /// Finds a call of a member of a list of the host, which has none.
    private func ofList(_ use: LuaFacts.ObjectUse) -> Finding? {
        guard use.isCalled, !mayBeAdded(use), !hidesOperators, !whole.testedMembers.contains(use.member),
            types(of: use.origin).first?.hasSuffix("[]") == true
        else { return nil }
        return error(.unknownMember, use.line, use.column, Self.uncallable(use, "nil"))
    }

    /// Finds a call of a member of a table of the script that is no function.
    private func uncalled(_ use: LuaFacts.ObjectUse) -> Finding? {
        guard use.isCalled, let origin = use.origin.adding(.member(use.member)), !hidesOperators else { return nil }
        if lacksMember(use.member, use.origin) {
            return error(.unknownMember, use.line, use.column, Self.uncallable(use, "nil"))
        }
        guard let type = types(of: origin).first, GivenTypes.kinds[type] != nil,
            !whole.testedMembers.contains(use.member)
        else { return nil }
        return error(.badValue, use.line, use.column, Self.uncallable(use, type))
    }

    /// Says that a member cannot be called, and what Python calls what it may have meant.
    private static func uncallable(_ use: LuaFacts.ObjectUse, _ kind: String) -> String {
        let form = use.call == .method ? "method" : "field"
        let habit = kind == "nil" ? PythonHabits.hint(forMember: use.member, of: "table") ?? "" : ""
        return "attempt to call a \(kind) value (\(form) '\(use.member)')\(habit)"
    }

    /// Returns why a plain field of a table cannot be called.
    private func calledField(_ use: LuaFacts.ObjectUse, _ object: ScriptVocabulary.MadeObject) -> String? {
        guard !mayBeAdded(use), let type = types(of: use.origin).first,
            let field = vocabulary.types.members["\(GivenTypes.sure(type)).\(use.member)"],
            GivenTypes.kinds[GivenTypes.sure(field)] != nil, !hidesOperators
        else { return nil }
        return Self.uncallable(use, GivenTypes.sure(field))
    }

    /// Returns why a member cannot be called as it is.
    private func miscall(_ use: LuaFacts.ObjectUse, _ object: ScriptVocabulary.MadeObject) -> String? {
        let (isMethod, member) = (object.methods.contains(use.member), use.member)
        switch use.call {
        case .plain where isMethod: return "\(object.name).\(member): a method is called with a colon: x:\(member)(…)"
        case .single where isMethod && vocabulary.required.contains("\(object.name):\(member)#1"):
            return "\(object.name).\(member): a method is called with a colon: x:\(member)(…)"
        case .method where !isMethod: return "\(object.name):\(member): it is a value; read it without ()"
        case .plain: return "\(object.name).\(member): it is a value; read it without ()"
        default: return nil
        }
    }

    /// Whether the script may have added the member to a table that it received.
    private func mayBeAdded(_ use: LuaFacts.ObjectUse) -> Bool {
        whole.writtenNames.contains(use.member) || use.origin.isKept && whole.writesUnseen
    }

    /// Finds a call of a method that lists have in Python, of a table of the script that does not have it.
    private func lacking(_ use: LuaFacts.ObjectUse, _ names: Set<String>) -> Finding? {
        func isLacking(_ name: String) -> Bool {
            !names.contains(name) && !whole.writtenNames.contains(name) && !whole.writesUnseen && !hidesOperators
        }
        // A field that may be missing is asked for before it is called; what Python calls it is not.
        guard isSettled(use.origin), use.origin.steps.isEmpty, use.isCalled, isLacking(use.member),
            let habit = PythonHabits.hint(forMember: use.member, of: "table")
        else { return nil }
        let kind = use.call == .method ? "method" : "field"
        let reason = "attempt to call a nil value (\(kind) '\(use.member)')"
        return error(.unknownMember, use.line, use.column, reason + habit)
    }

    /// Finds a function of the host's tables that is called with a colon, and so gets the table.
    private func colonOfTable(_ use: LuaFacts.ObjectUse) -> Finding? {
        guard use.call == .method, case .global(let root) = use.origin.source, use.origin.steps.isEmpty,
            vocabulary.dotted.contains(root), isHost(root), !whole.hasHiddenGlobals,
            vocabulary.members[root]?.contains(use.member) == true, isHost("\(root).\(use.member)")
        else { return nil }
        let path = "\(root).\(use.member)"
        return error(.badValue, use.line, use.column, "\(path): it is called with a dot: \(path)(…)")
    }

    /// Whether the index is read with its lowest value, as far as the script does not ask for the variable's.
    private func mayBeReached(_ low: LuaFacts.LowIndex) -> Bool {
        guard let variable = low.variable else { return true }
        return !facts.compared.contains(variable) && !facts.tested.contains(.local(variable))
            && !facts.reassigned.contains(variable)
    }

    private static func begins(_ index: Int) -> String {
        "lists begin at 1 in Lua" + (index < 0 ? ", and the last one is list[#list]" : "")
    }

    /// Finds reads of an index below 1, unless the script itself assigns to one and so knows what it does.
    private func zeroFindings() -> [Finding] {
        var findings: [Finding] = []
        for low in facts.lowIndexes.prefix(ScriptCheck.mostFindings) where mayBeReached(low) {
            if let name = low.origin.flatMap(object)?.name, let refused = vocabulary.belowFirst[name] {
                findings.append(error(.zeroIndex, low.line, low.column, refused(low.index)))
            } else if low.variable == nil, !whole.fillsPlaceZero {
                let message = "[\(low.index)] is nil: \(Self.begins(low.index))"
                findings.append(warning(.zeroIndex, low.line, low.column, message))
            }
        }
        guard !whole.fillsPlaceZero else { return findings }
        for place in facts.zeroMembers.prefix(ScriptCheck.mostFindings) {
            let isKnown = findings.contains { $0.severity == .error && $0.line == place.line }
            if isKnown { continue }
            findings.removeAll { $0.line == place.line }
            let message = "attempt to index a nil value; \(Self.begins(place.index))"
            findings.append(error(.zeroIndex, place.line, place.column, message))
        }
        return findings
    }
}
