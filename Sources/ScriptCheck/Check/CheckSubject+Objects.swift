internal import Notation

/// Rules about what functions of the host return: members of a trade, and lists that start at 1.
extension CheckSubject {
    func objectFindings() -> [Finding] {
        var findings: [Finding] = []
        for use in facts.objectUses where findings.count < ScriptCheck.mostFindings {
            guard isUnchanged(use) else { continue }
            if let finding = unknown(use) { findings.append(finding) }
        }
        for use in facts.uses where findings.count < ScriptCheck.mostFindings {
            guard let member = use.access.member, let maker = facts.globalObjects[use.access.root], isHost(maker),
                !facts.ambiguousGlobals.contains(use.access.root)
            else { continue }
            let of = LuaFacts.ObjectUse(
                maker: maker,
                member: member,
                identity: 0,
                line: use.access.line,
                column: use.access.column
            )
            if let finding = unknown(of) { findings.append(finding) }
        }
        return findings + zeroFindings()
    }

    /// Whether the object used is still the one that the host's function returned.
    func isUnchanged(_ use: LuaFacts.ObjectUse) -> Bool {
        isHost(use.maker) && !(use.identity.map(facts.reassigned.contains) ?? false)
    }

    private func unknown(_ use: LuaFacts.ObjectUse) -> Finding? {
        let member = use.member
        guard let object = vocabulary.objects[use.maker], !object.members.contains(member),
            !object.older.contains(member), !member.hasPrefix(object.prefix ?? " "),
            !object.isTable || !mayBeAdded(use)
        else { return nil }
        let hint = NearestName.hint(for: member, among: object.members)
        return error(.unknownMember, use.line, use.column, "\(object.name).\(member): no such field\(hint)")
    }

    /// Whether the script may have added the member to a table that it received.
    private func mayBeAdded(_ use: LuaFacts.ObjectUse) -> Bool {
        whole.writtenNames.contains(use.member) || use.identity != nil && whole.writesUnseen
    }

    /// Finds reads of index 0, unless the script itself assigns to index 0 and so knows what it does.
    private func zeroFindings() -> [Finding] {
        guard !facts.fillsPlaceZero else { return [] }
        return facts.zeroIndexes.prefix(ScriptCheck.mostFindings).map {
            warning(.zeroIndex, $0.line, $0.column, "[0] is nil: lists begin at 1 in Lua")
        }
    }
}
