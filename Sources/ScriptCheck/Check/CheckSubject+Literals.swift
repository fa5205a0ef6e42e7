internal import Notation

/// Rules about literal texts and numbers in calls.
extension CheckSubject {
    func literalFindings() -> [Finding] {
        var findings: [Finding] = []
        let origins = origins
        for call in facts.calls where isHost(call.path) && findings.count < ScriptCheck.mostFindings {
            // A method is known to be the host's only if its object is.
            let isMethod = call.path.first == ":"
            let origin = isMethod ? origins[Place(line: call.line, column: call.column)] : nil
            let path = "\(origin.flatMap(object)?.name ?? "")\(call.path)"
            for (index, argument) in call.arguments.enumerated() {
                findings += faults(of: argument, at: index, of: call, path)
            }
            if let reason = missing(in: call, path) ?? faultOfCall(call, path, origin) {
                findings.append(error(.badValue, call.line, call.column, reason))
            } else if let most = vocabulary.most[path], call.arguments.count > most {
                findings.append(
                    warning(.badValue, call.line, call.column, Self.ignored(call.arguments.count, most, path))
                )
            }
            if let finding = ungrantedFile(call) { findings.append(finding) }
        }
        return findings
    }

    /// Finds what a script gives to the host's own variables and may not. What it also gives something else may be
    /// right at the time when it counts.
    func assignmentFindings() -> [Finding] {
        var counts: [String: Int] = [:]
        for assignment in whole.assignments { counts[assignment.path, default: 0] += 1 }
        return facts.assignments.prefix(ScriptCheck.mostFindings).compactMap { assignment in
            let root = String(assignment.path.prefix { $0 != "." })
            guard let rule = vocabulary.assignments[root], counts[assignment.path] == 1,
                !whole.escapedGlobals.contains(root), !whole.hasHiddenGlobals,
                let literal = literal(assignment.value), let reason = rule(assignment.path, literal)
            else { return nil }
            return error(.badValue, assignment.line, assignment.column, reason)
        }
    }

    private func faults(of argument: LuaShape, at index: Int, of call: LuaCall, _ path: String) -> [Finding] {
        var findings: [Finding] = []
        func add(_ reason: String?) {
            if let reason { findings.append(error(.badValue, call.line, call.column, reason)) }
        }
        let positions = vocabulary.orderPositions[call.path] ?? vocabulary.contractPositions[call.path] ?? []
        let place = place(path, index)
        let literal = literal(argument)
        // The first argument may also be a table of all fields.
        let isField = positions.indices.contains(index) && !(index == 0 && literal?.kind == .table)
        add(fault(of: literal, at: place, isField: isField ? positions[index] : nil))
        add(wrongObject(argument, literal, at: place))
        add(faultOfMaking(argument, at: place))
        add(faultOfMember(argument, at: place))
        guard case .table(let fields) = argument else { return findings }
        for field in fields {
            guard let reason = fault(of: field, at: place) else { continue }
            findings.append(error(.badValue, field.line, field.column, reason))
        }
        // What is wrong with a single field is said of the field.
        if let reason = faultOfTable(fields, at: place), !findings.contains(where: { $0.message == reason }) {
            add(reason)
        }
        return findings
    }

    /// Returns the position of an argument; those at the end that a function takes any number of have one together.
    private func place(_ path: String, _ index: Int) -> String {
        let rest = "\(path)#..."
        guard vocabulary.kinds[rest] != nil, vocabulary.kinds["\(path)#\(index + 1)"] == nil else {
            return "\(path)#\(index + 1)"
        }
        return rest
    }

    /// Says that arguments have no effect.
    private static func ignored(_ given: Int, _ most: Int, _ path: String) -> String {
        let takes = most == 0 ? "no arguments" : most == 1 ? "1 argument" : "\(most) arguments"
        return "\(path): takes \(takes); what stands behind has no effect"
    }

    /// The number of arguments behind the given ones that are looked for.
    private static let mostMissing = 3

    /// Returns which argument of a call is missing, or nil; `nil` if none is.
    private func missing(in call: LuaCall, _ path: String) -> String? {
        let given = call.arguments.count
        let isOpen = isOpen(call)
        let places = (1...given + Self.mostMissing).lazy.filter {
            $0 > given ? !isOpen : isNothing(call.arguments[$0 - 1])
        }
        guard let place = places.map({ "\(path)#\($0)" }).first(where: vocabulary.required.contains) else { return nil }
        return mismatch(at: place, "nothing")
    }

    /// Whether the last argument may stand for any number of them.
    func isOpen(_ call: LuaCall) -> Bool {
        guard call.isOpen, let last = call.arguments.last else { return false }
        return literal(last) == nil && !isNothing(last)
    }

    /// Returns what is wrong with the arguments of a call together.
    private func faultOfCall(_ call: LuaCall, _ path: String, _ origin: LuaOrigin?) -> String? {
        let arguments = call.arguments.map(literal)
        if let reason = faultOfFormat(call, path, origin) { return reason }
        guard !isOpen(call) else { return nil }
        if let reason = vocabulary.calls[path]?(arguments) { return reason }
        // An order ends with the first argument that is nil, as far as what it needs is concerned.
        if vocabulary.orderPositions[path] != nil || vocabulary.contractPositions[path] != nil,
            let last = call.arguments.firstIndex(where: \.isNothing), last > 0,
            let reason = vocabulary.calls[path]?(Array(arguments[..<last]))
        {
            return reason
        }
        guard let rule = vocabulary.makers[path], let origin, case .call(_, let number?) = origin.source,
            origin.steps.isEmpty, isSettled(origin), facts.calls.indices.contains(number), !isOpen(facts.calls[number])
        else { return nil }
        return rule(facts.calls[number].arguments.map(literal), arguments)
    }

    private func faultOfFormat(_ call: LuaCall, _ path: String, _ origin: LuaOrigin?) -> String? {
        let arguments = call.arguments.map(argument)
        switch call.path {
        case "log": return vocabulary.format?("log", arguments, isOpen(call))
        case "string.format": return vocabulary.format?("format", arguments, isOpen(call))
        case ":format":
            guard let origin, case .value(let text) = origin.source, origin.steps.isEmpty, isSettled(origin) else {
                return nil
            }
            return vocabulary.format?("format", [.value(text)] + arguments, isOpen(call))
        default: return isOpen(call) || hidesOperators ? nil : vocabulary.library?(path, arguments)
        }
    }

    private func argument(_ shape: LuaShape) -> ScriptVocabulary.Argument {
        shape.isNothing ? .nothing : literal(shape).map { .value($0) } ?? .unknown
    }

    /// Returns what is wrong with an argument that another call made.
    private func faultOfMaking(_ shape: LuaShape, at place: String) -> String? {
        guard let rule = vocabulary.made[place], let origin = shape.origin,
            case .call(let path, let number?) = origin.source, origin.steps.isEmpty, isSettled(origin), isHost(path),
            whole.writtenNames.isDisjoint(with: rule.members), !whole.writesUnseen,
            let maker = facts.calls.first(where: { $0.number == number }), !isOpen(maker)
        else { return nil }
        return rule.fault(path, maker.arguments.map(argument))
    }

    /// Returns what is wrong with an argument that is a member of an object of the host.
    private func faultOfMember(_ shape: LuaShape, at place: String) -> String? {
        guard let refused = vocabulary.takenMembers[place], let origin = shape.origin,
            case .member(let name)? = origin.steps.last, let holder = origin.holder, let object = object(of: holder),
            !whole.writtenNames.contains(name), !whole.writesUnseen
        else { return nil }
        return refused["\(object.name).\(name)"]
    }

    struct Place: Hashable {
        let line: Int
        let column: Int
    }

    /// The origins of the values whose members are used, by the position of the use.
    var origins: [Place: LuaOrigin] {
        var origins: [Place: LuaOrigin] = [:]
        for use in facts.objectUses { origins[Place(line: use.line, column: use.column)] = use.origin }
        return origins
    }

    /// Returns what is wrong with an argument; `isField` is the name of the structure's field that the argument sets.
    private func fault(of literal: ScriptVocabulary.Literal?, at place: String, isField name: String?) -> String? {
        guard let literal else { return nil }
        if let reason = vocabulary.literals[place]?(literal) { return reason }
        if let name, let rule = vocabulary.structures[place] { return rule(name, literal) }
        return wrongKind(literal, at: place)
    }

    /// Returns what is wrong with a field of a table argument.
    func fault(of field: LuaField, at place: String) -> String? {
        guard let literal = literal(field.value) else { return nil }
        let key = field.name.map { "\(place).\($0)" }
        let rule = key.flatMap { vocabulary.literals[$0] == nil ? nil : $0 } ?? "\(place).*"
        if let reason = vocabulary.literals[rule]?(literal) { return reason }
        if let name = field.name, let rule = vocabulary.structures["\(place).*"] { return rule(name, literal) }
        return key.flatMap { wrongKind(literal, at: $0) }
    }

    /// Returns what is wrong with a table argument as a whole; nothing if not every key is written.
    private func faultOfTable(_ fields: [LuaField], at place: String) -> String? {
        guard let rule = vocabulary.tables[place] else { return nil }
        guard fields.allSatisfy({ $0.name != nil }) else { return nil }
        return rule(
            fields.filter { !isNothing($0.value) }.compactMap { field in
                field.name.map { (key: $0, value: literal(field.value)) }
            }
        )
    }

    /// Finds an object of the host, or a table, where another one is needed.
    private func wrongObject(
        _ shape: LuaShape,
        _ literal: ScriptVocabulary.Literal?,
        at place: String
    ) -> String? {
        guard let needed = vocabulary.takes[place] else { return wrongOptions(shape, literal, at: place) }
        if vocabulary.objects[needed]?.nature == .object {
            if shape.isTable { return mismatch(at: place, "a table") }
            if case .record(let type)? = literal, type.hasSuffix("[]") { return mismatch(at: place, "a list") }
        }
        guard let given = shape.origin.flatMap(object), given.name != needed,
            [.object, .table].contains(given.nature)
        else { return nil }
        return mismatch(at: place, given.name.withArticle)
    }

    /// Finds an object where a table that the script writes is needed: options, or a list.
    private func wrongOptions(
        _ shape: LuaShape,
        _ literal: ScriptVocabulary.Literal?,
        at place: String
    ) -> String? {
        guard let kinds = vocabulary.kinds[place], kinds.contains(.table), !vocabulary.takesObjects.contains(place)
        else { return nil }
        switch literal {
        case .object(let name)?: return mismatch(at: place, name.withArticle)
        case .record(let name)? where !name.hasSuffix("[]"):
            // A contract has none of the options.
            guard let keys = vocabulary.fields[place], let object = vocabulary.objects[name],
                !object.members.isSubset(of: keys)
            else { return nil }
            return mismatch(at: place, name.withArticle)
        default: return nil
        }
    }

    private func wrongKind(_ literal: ScriptVocabulary.Literal, at place: String) -> String? {
        guard let kinds = vocabulary.kinds[place], !kinds.contains(literal.kind) else { return nil }
        return mismatch(at: place, literal.shown) + remedy(literal, at: place)
    }

    /// Returns how a text becomes the contract that is needed.
    private func remedy(_ literal: ScriptVocabulary.Literal, at place: String) -> String {
        guard vocabulary.takes[place] == vocabulary.contractType, case .text(let symbol) = literal else { return "" }
        return "; write contract(\(QuotedText.of(symbol)))"
    }

    /// Says which kinds of values a position takes.
    private func mismatch(at place: String, _ given: String) -> String {
        let (function, rest) = (place.prefix { $0 != "#" }, place.drop { $0 != "#" }.dropFirst())
        let key = rest.firstIndex(of: ".").map { rest[rest.index(after: $0)...] }
        let subject = key.map { "\(function): \($0)" } ?? "\(function): argument \(rest)"
        let needed = vocabulary.takes[place]?.withArticle ?? (vocabulary.kinds[place] ?? []).shown
        return "\(subject): expected \(needed), got \(given)"
    }

    private func ungrantedFile(_ call: LuaCall) -> Finding? {
        guard let header, let writes = vocabulary.fileFunctions[call.path] else { return nil }
        if writes, call.arguments.first?.isNothing ?? true, let reason = header.outputDenial {
            return error(.denied, call.line, call.column, "\(call.path): \(reason)")
        }
        guard let path = call.arguments.first?.text, !header.isGranted(path, writes) else { return nil }
        let list = writes ? "write" : "read"
        let message =
            "\(call.path): \(QuotedText.of(path)): the header does not grant it; add it to \(list) in [files]"
        return error(.denied, call.line, call.column, message)
    }
}
