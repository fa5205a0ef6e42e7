internal import Notation

/// Rules about what the host makes: members of a trade, and lists that start at 1.
extension CheckSubject {
    func objectFindings() -> [Finding] {
        var findings: [Finding] = []
        for use in facts.objectUses where findings.count < ScriptCheck.mostFindings {
            if let finding = unknown(use) { findings.append(finding) }
        }
        return findings + zeroFindings()
    }

    private func unknown(_ use: LuaFacts.ObjectUse) -> Finding? {
        let member = use.member
        guard let object = object(of: use.origin) else { return nil }
        switch object.nature {
        case .object, .table: break
        case .plain:
            return error(.unknownMember, use.line, use.column, "attempt to index a \(object.name) value")
        case .text:
            // What a script adds to Lua's own table is no method of texts.
            guard use.call == .method, !object.has(member), !hidesOperators else { return nil }
            let hint = NearestName.hint(for: member, among: object.members)
            let message = "attempt to call a nil value (method '\(member)')\(hint)"
            return error(.unknownMember, use.line, use.column, message)
        }
        if !object.isTable, object.has(member), let reason = miscall(use, object) {
            return error(.badValue, use.line, use.column, reason)
        }
        guard !object.has(member), !object.isTable || !mayBeAdded(use) else { return nil }
        let hint = NearestName.hint(for: member, among: object.members)
        return error(.unknownMember, use.line, use.column, "\(object.name).\(member): no such field\(hint)")
    }

    /// Returns why a member cannot be called as it is.
    private func miscall(_ use: LuaFacts.ObjectUse, _ object: ScriptVocabulary.MadeObject) -> String? {
        let (isMethod, member) = (object.methods.contains(use.member), use.member)
        switch use.call {
        case .plain where isMethod: return "\(object.name).\(member): a method is called with a colon: x:\(member)(…)"
        case .method where !isMethod: return "\(object.name):\(member): it is a value; read it without ()"
        default: return nil
        }
    }

    /// Whether the script may have added the member to a table that it received.
    private func mayBeAdded(_ use: LuaFacts.ObjectUse) -> Bool {
        whole.writtenNames.contains(use.member) || use.origin.isKept && whole.writesUnseen
    }

    /// Finds reads of index 0, unless the script itself assigns to index 0 and so knows what it does.
    private func zeroFindings() -> [Finding] {
        guard !facts.fillsPlaceZero else { return [] }
        return facts.zeroIndexes.prefix(ScriptCheck.mostFindings).map {
            warning(.zeroIndex, $0.line, $0.column, "[0] is nil: lists begin at 1 in Lua")
        }
    }
}
