internal import Notation

/// Rules about literals in calls: fields in tables, names of messages.
extension CheckSubject {
    func fieldFindings() -> [Finding] {
        var findings: [Finding] = []
        for call in facts.calls where isHost(call.path) && findings.count < ScriptCheck.mostFindings {
            findings += unknownFields(call) + closedFields(call)
            if let known = vocabulary.firstArguments[call.path], let finding = unknownMessage(call, known) {
                findings.append(finding)
            }
        }
        return findings
    }

    func unknownFields(_ call: LuaCall) -> [Finding] {
        var findings: [Finding] = []
        for (index, argument) in call.arguments.enumerated() {
            guard case .table(let fields) = argument else { continue }
            let known = vocabulary.fields["\(call.path)#\(index + 1)"] ?? vocabulary.fields[call.path]
            guard let known else { continue }
            let isOrder = vocabulary.orderTables[call.path] == index + 1 && call.path.first != ":"
            findings += fields.compactMap { unknownField($0, of: isOrder ? "order" : call.path, known) }
        }
        return findings
    }

    /// Finds order fields that the header does not permit or that scripts may never set.
    func closedFields(_ call: LuaCall) -> [Finding] {
        guard let header, let place = vocabulary.orderTables[call.path], place <= call.arguments.count,
            case .table(let fields) = call.arguments[place - 1]
        else { return [] }
        return fields.compactMap { field in
            guard let name = field.name, let reason = header.fieldDenial(name) else { return nil }
            return error(.denied, field.line, field.column, reason)
        }
    }

    func unknownField(_ field: LuaField, of path: String, _ known: Set<String>) -> Finding? {
        guard let name = field.name, !known.contains(name) else { return nil }
        let subject = Self.shown(path)
        let habit = PythonHabits.hint(
            forOption: name,
            of: subject.split(separator: ".").first.map(String.init) ?? subject
        )
        let hint = habit ?? NearestName.hint(for: name, among: known)
        let message = "\(subject).\(name): no such field\(hint)"
        return error(.unknownField, field.line, field.column, message)
    }

    /// Shows a method by its name.
    private static func shown(_ path: String) -> String { path.first == ":" ? String(path.dropFirst()) : path }

    private func unknownMessage(_ call: LuaCall, _ known: Set<String>) -> Finding? {
        // Case does not matter, as when it runs.
        guard let name = call.arguments.first?.text, !known.contains(name),
            !known.contains(where: { $0.lowercased() == name.lowercased() })
        else { return nil }
        let hint = NearestName.hint(for: name, among: known)
        let message = "\(Self.shown(call.path)): \(QuotedText.of(name)): no such message or event\(hint)"
        return error(.unknownMessage, call.line, call.column, message)
    }
}
