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
            let positions = vocabulary.orderPositions[call.path] ?? vocabulary.contractPositions[call.path] ?? []
            for (index, argument) in call.arguments.enumerated() {
                let place = "\(object)\(call.path)#\(index + 1)"
                let name = positions.indices.contains(index) ? positions[index] : nil
                if let reason = fault(of: argument, at: place, isField: name) {
                    findings.append(error(.badValue, call.line, call.column, reason))
                }
                if let reason = wrongObject(argument, at: place) {
                    findings.append(error(.badValue, call.line, call.column, reason))
                }
                guard case .table(let fields) = argument else { continue }
                if let reason = faultOfTable(fields, at: place) {
                    findings.append(error(.badValue, call.line, call.column, reason))
                }
                for field in fields {
                    guard let reason = fault(of: field, at: place) else { continue }
                    findings.append(error(.badValue, field.line, field.column, reason))
                }
            }
            if !call.isOpen, let reason = vocabulary.calls["\(object)\(call.path)"]?(call.arguments.map(\.literal)) {
                findings.append(error(.badValue, call.line, call.column, reason))
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
        for use in facts.objectUses {
            objects[Place(line: use.line, column: use.column)] = object(of: use.origin)?.name
        }
        return objects
    }

    /// Returns what is wrong with an argument; `isField` is the name of the structure's field that the argument sets.
    private func fault(of shape: LuaShape, at place: String, isField name: String?) -> String? {
        if let rule = vocabulary.literals[place], let literal = shape.literal, let reason = rule(literal) {
            return reason
        }
        if let name, let literal = shape.literal, let rule = vocabulary.structures[place] { return rule(name, literal) }
        return wrongKind(shape, at: place)
    }

    /// Returns what is wrong with a field of a table argument.
    private func fault(of field: LuaField, at place: String) -> String? {
        let key = field.name.map { "\(place).\($0)" }
        let rule = key.flatMap { vocabulary.literals[$0] == nil ? nil : $0 } ?? "\(place).*"
        let literal = field.value.literal
        if let literal, let reason = vocabulary.literals[rule]?(literal) { return reason }
        if let name = field.name, let literal, let rule = vocabulary.structures["\(place).*"] {
            return rule(name, literal)
        }
        return key.flatMap { wrongKind(field.value, at: $0) }
    }

    /// Returns what is wrong with a table argument as a whole; nothing if not every key is written.
    private func faultOfTable(_ fields: [LuaField], at place: String) -> String? {
        guard let rule = vocabulary.tables[place] else { return nil }
        let entries = fields.filter { !$0.value.isNothing }.compactMap { field in
            field.name.map { (key: $0, value: field.value.literal) }
        }
        return entries.count == fields.count ? rule(entries) : nil
    }

    /// Finds an object of the host where another one is needed.
    private func wrongObject(_ shape: LuaShape, at place: String) -> String? {
        guard let needed = vocabulary.takes[place], let origin = shape.origin, let given = object(of: origin),
            given.name != needed
        else { return nil }
        let parts = place.split(separator: "#")
        return "\(parts[0]): argument \(parts.last ?? ""): expected \(needed), got \(given.name)"
    }

    private func wrongKind(_ shape: LuaShape, at place: String) -> String? {
        guard let kinds = vocabulary.kinds[place], let kind = shape.kind, !kinds.contains(kind) else { return nil }
        let (function, rest) = (place.prefix { $0 != "#" }, place.drop { $0 != "#" }.dropFirst())
        let key = rest.firstIndex(of: ".").map { rest[rest.index(after: $0)...] }
        let subject = key.map { "\(function): \($0)" } ?? "\(function): argument \(rest)"
        return "\(subject): expected \(kinds.shown), got \(kind.shown)"
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
