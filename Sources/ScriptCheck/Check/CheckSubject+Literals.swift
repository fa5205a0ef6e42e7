internal import Notation

/// Rules about literal texts and numbers in calls.
extension CheckSubject {
    func literalFindings() -> [Finding] {
        var findings: [Finding] = []
        let objects = knownObjects
        for call in facts.calls where isHost(call.path) && findings.count < ScriptCheck.mostFindings {
            // A method is known to be the host's only if its object is.
            let isMethod = call.path.first == ":"
            let object = isMethod ? objects[Place(line: call.line, column: call.column)] ?? "" : ""
            for (index, argument) in call.arguments.enumerated() {
                let place = "\(object)\(call.path)#\(index + 1)"
                if let reason = fault(of: argument, at: place) {
                    findings.append(error(.badValue, call.line, call.column, reason))
                }
                guard case .table(let fields) = argument else { continue }
                for field in fields {
                    let key = field.name.map { "\(place).\($0)" }
                    let rule = key.flatMap { vocabulary.literals[$0] == nil ? nil : $0 } ?? "\(place).*"
                    guard let reason = fault(of: field.value, at: rule) else { continue }
                    findings.append(error(.badValue, field.line, field.column, reason))
                }
            }
            if let finding = ungrantedFile(call) { findings.append(finding) }
        }
        return findings
    }

    private struct Place: Hashable {
        let line: Int
        let column: Int
    }

    /// The names of the objects whose members are used, by the position of the use.
    private var knownObjects: [Place: String] {
        var objects: [Place: String] = [:]
        for use in facts.objectUses where !facts.reassigned.contains(use.identity) && isHost(use.maker) {
            objects[Place(line: use.line, column: use.column)] = vocabulary.objects[use.maker]?.name
        }
        return objects
    }

    private func fault(of shape: LuaShape, at place: String) -> String? {
        guard let rule = vocabulary.literals[place] else { return nil }
        if let text = shape.text { return rule(.text(text)) }
        if let number = shape.number { return rule(.number(number)) }
        return nil
    }

    private func ungrantedFile(_ call: LuaCall) -> Finding? {
        guard let header, let writes = vocabulary.fileFunctions[call.path], let path = call.arguments.first?.text,
            !header.isGranted(path, writes)
        else { return nil }
        let list = writes ? "write" : "read"
        let message =
            "\(call.path): \(QuotedText.of(path)): the header does not grant it; add it to \(list) in [files]"
        return error(.denied, call.line, call.column, message)
    }
}
