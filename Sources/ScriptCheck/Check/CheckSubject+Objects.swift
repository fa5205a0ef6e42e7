internal import Notation

/// Rules about what functions of the host return: members of a trade, and lists that start at 1.
extension CheckSubject {
    func objectFindings() -> [Finding] {
        var findings: [Finding] = []
        for use in facts.objectUses where findings.count < ScriptCheck.mostFindings {
            guard !facts.reassigned.contains(use.identity), isHost(use.maker) else { continue }
            if let finding = unknown(use.member, of: use.maker, use.line, use.column) { findings.append(finding) }
        }
        for use in facts.uses where findings.count < ScriptCheck.mostFindings {
            guard let member = use.access.member, let maker = facts.globalObjects[use.access.root], isHost(maker),
                !facts.ambiguousGlobals.contains(use.access.root)
            else { continue }
            let access = use.access
            if let finding = unknown(member, of: maker, access.line, access.column) { findings.append(finding) }
        }
        return findings + zeroFindings()
    }

    private func unknown(_ member: String, of maker: String, _ line: Int, _ column: Int) -> Finding? {
        guard let object = vocabulary.objects[maker], !object.members.contains(member),
            !member.hasPrefix(object.prefix ?? " ")
        else { return nil }
        let hint = NearestName.hint(for: member, among: object.members)
        return error(.unknownMember, line, column, "\(object.name).\(member): no such field\(hint)")
    }

    /// Finds reads of index 0, unless the script itself assigns to index 0 and so knows what it does.
    private func zeroFindings() -> [Finding] {
        guard !facts.fillsPlaceZero else { return [] }
        return facts.zeroIndexes.prefix(ScriptCheck.mostFindings).map {
            warning(.zeroIndex, $0.line, $0.column, "[0] is nil: lists begin at 1 in Lua")
        }
    }
}
