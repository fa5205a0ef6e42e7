/// Rules about the fields that a script gives to an order or a contract after it has made it.
extension CheckSubject {
    /// Finds fields that the function refuses which gets the order or the contract later: `o.transmit = false`.
    func assignedFindings() -> [Finding] {
        var findings: [Finding] = []
        for call in facts.calls where isHost(call.path) && findings.count < ScriptCheck.mostFindings {
            for (index, argument) in call.arguments.enumerated() {
                let place = "\(call.path)#\(index + 1)"
                guard let type = vocabulary.takes[place], let maker = vocabulary.makersOfFields[type],
                    let origin = argument.origin, case .call = origin.source, origin.steps.isEmpty, isSettled(origin)
                else { continue }
                let fields = fields(givenTo: origin, before: call)
                for finding in fields.compactMap({ fault(of: $0, maker, trades: isJudged(call.path)) })
                where !findings.contains(finding) {
                    findings.append(finding)
                }
            }
        }
        return findings
    }

    /// Returns what the script has given to members of a value before a call.
    func fields(givenTo origin: LuaOrigin, before call: LuaCall) -> [LuaField] {
        facts.objectUses.compactMap { use in
            guard let value = use.given, use.origin.source == origin.source, use.origin.steps.isEmpty,
                isSettled(use.origin), (use.line, use.column) < (call.line, call.column)
            else { return nil }
            let name = vocabulary.spellings["\(maker(of: origin))#1"]?(use.member) ?? use.member
            return LuaField(key: .name(name), value: value, line: use.line, column: use.column)
        }
    }

    private func maker(of origin: LuaOrigin) -> String {
        if case .call(let path, _) = origin.source { return path }
        return ""
    }

    private func fault(of field: LuaField, _ maker: String, trades: Bool) -> Finding? {
        let unknown = unknownField(field, of: maker, vocabulary.fields[maker] ?? [])
        if let unknown { return unknown }
        if let reason = fault(of: field, at: "\(maker)#1") { return error(.badValue, field.line, field.column, reason) }
        guard trades, let header, vocabulary.orderFunctions[maker] != nil, let name = field.name else { return nil }
        if let reason = header.fieldDenial(name) { return error(.denied, field.line, field.column, reason) }
        let table = LuaCall(path: "", arguments: [.table([field])], line: field.line, column: field.column)
        return header.denials(written(table)).first.map { error(.denied, field.line, field.column, $0) }
    }
}
