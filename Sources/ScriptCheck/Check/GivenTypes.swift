/// The types of the values that the host gives to scripts: results, members, elements, and parameters of functions that
/// it calls.
///
/// A type is the name of an object or a structure, with `[]` behind it for a list, or `string`, `number` or `boolean`;
/// `?` behind any of them means that the value may be nil. What is neither is absent.
package struct GivenTypes: Sendable {
    /// The kinds of plain values that are never nil, by type.
    static let kinds: [String: ScriptVocabulary.ValueKind] = [
        "string": .text, "number": .number, "boolean": .flag, "table": .table,
    ]

    /// Returns the type of a value that may be nil when it is not.
    static func sure(_ type: String) -> String { type.hasSuffix("?") ? String(type.dropLast()) : type }

    /// The types of results, by the function's path; of several where the function has several forms.
    package var results: [String: [String]] = [:]
    /// The types of members, as `trade.order`, and of what methods return, as `series:resample`.
    package var members: [String: String] = [:]
    /// The types of elements of objects that are lists besides.
    package var elements: [String: String] = [:]
    /// The types of the variables of a loop over what a method returns, in order; `nil` for plain values.
    package var loops: [String: [String?]] = [:]
    /// The types of parameters of a function that is an argument or the value of a key: `on#fill`, `trade:on#2`,
    /// `history#2.each`.
    package var parameters: [String: [String?]] = [:]
    /// The functions that wait for an event, which is their first argument, with those whose handlers get the same as they
    /// give: `trade:wait` with `trade:on`.
    package var answers: [String: String] = [:]

    /// Creates an empty collection.
    package init() {}
}

extension ScriptVocabulary {
    /// Returns the object or structure that a function returns, by its path; `nil` if it returns anything else.
    package func object(givenBy path: String) -> MadeObject? {
        types.results[path]?.lazy.compactMap { objects[GivenTypes.sure($0)] }.first
    }
}

extension CheckSubject {
    /// Returns what the value is; `nil` if the script may have made it, or the text does not show it.
    func object(of origin: LuaOrigin) -> ScriptVocabulary.MadeObject? {
        types(of: origin).lazy.compactMap { vocabulary.objects[GivenTypes.sure($0)] }.first
    }

    /// Returns the types that a value may have; none if they are not known.
    func types(of origin: LuaOrigin) -> [String] {
        var left = LuaOrigin.longest
        return types(of: origin, &left)
    }

    /// Whether every variable on the way keeps its first value.
    func isSettled(_ origin: LuaOrigin) -> Bool { facts.isSettled(origin) }

    /// Returns the types that a value may have; `left` bounds how many globals are followed.
    func types(of origin: LuaOrigin, _ left: inout Int) -> [String] {
        guard isSettled(origin), !facts.isQuestioned(origin) else { return [] }
        var (types, steps) = (start(origin.source, &left), origin.steps[...])
        switch origin.source {
        case .made:
            guard !steps.isEmpty, !hidesOperators, let contents = facts.contents(of: origin) else { return [] }
            if case .member(let name)? = steps.first, whole.testedMembers.contains(name) { return [] }
            types = common(contents, &left)
            steps = steps.dropFirst()
        case .argument(let body, let place):
            guard let given = facts.given(to: body, at: place) else { return [] }
            types = common(given, &left)
        case .call(let path, let number?) where isHost(path):
            guard let step = steps.first, let found = outcome(step, of: origin, path, number, &left) else { break }
            types = found
            steps = steps.dropFirst()
        default: break
        }
        for step in steps {
            guard !types.isEmpty else { return [] }
            types = types.compactMap { next(step, after: GivenTypes.sure($0)) }
        }
        return types
    }

    /// Returns the types of which all values are; none if they differ, or if those of one are not known.
    func common(_ values: [LuaShape], _ left: inout Int) -> [String] {
        var common: [String] = []
        for value in values {
            guard left > 0, let origin = value.origin else { return [] }
            left -= 1
            let types = types(of: origin, &left)
            guard !types.isEmpty, common.isEmpty || types == common else { return [] }
            common = types
        }
        return common
    }

    private func start(_ source: LuaOrigin.Source, _ left: inout Int) -> [String] {
        switch source {
        case .call("", let number?):
            guard facts.calls.indices.contains(number), !facts.calls[number].path.isEmpty else { return [] }
            return start(.call(facts.calls[number].path, number), &left)
        case .call(let path, let number) where isHost(path):
            if let answer = answer(path, of: number) { return [answer] }
            return givesOther(path, number) ? [] : vocabulary.types.results[path] ?? []
        case .call(let path, _): return facts.result(of: .global(path)).map { common([$0], &left) } ?? []
        case .result(let name): return facts.result(of: name).map { common([$0], &left) } ?? []
        case .value(let literal):
            if case .computed = literal, hidesOperators { return [] }
            return GivenTypes.kinds.first { $0.value == literal.kind }.map { [$0.key] } ?? []
        case .choice(let origins): return choice(origins, &left)
        case .nothing, .made, .argument: return []
        case .global(Self.inputs): return isHost(Self.inputs) && !whole.hasHiddenGlobals ? [Self.inputs] : []
        case .global(let name):
            guard left > 0, !facts.ambiguousGlobals.contains(name), let origin = facts.globalObjects[name] else {
                return []
            }
            // A plain value may have been given later than it is read.
            if case .value = origin.source { return [] }
            left -= 1
            return types(of: origin, &left)
        case .parameter(let callback):
            guard isHost(callback.function) else { return [] }
            return type(of: callback, callback.function).map { [$0] } ?? []
        }
    }

    /// Whether a call may have an option with which the function gives something else.
    private func givesOther(_ path: String, _ number: Int?) -> Bool {
        guard let option = vocabulary.turningOptions[path], let number, facts.calls.indices.contains(number) else {
            return false
        }
        // The first argument is what is asked for.
        return facts.calls[number].arguments.dropFirst().contains { argument in
            switch argument {
            case .table(let fields): fields.contains { $0.name == nil || $0.name == option }
            case .object, .call, .path, .other, .computed(.table): true
            default: false
            }
        }
    }

    private func next(_ step: LuaOrigin.Step, after type: String) -> String? {
        let given = vocabulary.types
        switch step {
        case .member(let name) where type == Self.inputs:
            return header?.inputs.first { $0.name == name }?.type
        case .member(let name):
            guard let found = given.members["\(type).\(name)"] else { return nil }
            // A script may give a field of a table a value of another kind.
            let isPlain =
                vocabulary.objects[GivenTypes.sure(found)].map { [.text, .plain].contains($0.nature) } ?? false
            return isPlain && whole.writtenNames.contains(name) ? nil : found
        case .method(let name, let event):
            return event.flatMap { answer("\(type):\(name)", $0) } ?? given.members["\(type):\(name)"]
        case .element, .place: return element(of: type)
        case .value(let function): return isHost(function) ? element(of: type) : nil
        case .turn(let place):
            guard let loop = given.loops[type], loop.indices.contains(place - 1) else { return nil }
            return loop[place - 1]
        case .parameter(let callback): return self.type(of: callback, "\(type):\(callback.function)")
        case .further: return nil
        }
    }

    private func answer(_ path: String, of number: Int?) -> String? {
        guard let number, facts.calls.indices.contains(number), let event = facts.calls[number].arguments.first?.text
        else { return nil }
        return answer(path, event)
    }

    /// Returns the type of what a function gives that waits for an event; the wait may end without it.
    func answer(_ path: String, _ event: String) -> String? {
        guard let handled = vocabulary.types.answers[path],
            let type = parameters(of: "\(handled)#\(event)")?.first ?? nil
        else { return nil }
        return "\(GivenTypes.sure(type))?"
    }

    private func element(of type: String) -> String? {
        type.hasSuffix("[]") ? String(type.dropLast(2)) : vocabulary.types.elements[type]
    }

    private func type(of callback: LuaOrigin.Callback, _ path: String) -> String? {
        let key = callback.key.map { ".\($0)" } ?? ""
        let place = "\(path)#\(callback.argument)\(key)"
        let event = callback.event.flatMap { parameters(of: "\(path)#\($0)") }
        // With options behind it, the function may be called with something else: `on(…, …, {fields = …})`.
        guard !facts.longCalls.contains(callback.call), let known = event ?? vocabulary.types.parameters[place],
            known.indices.contains(callback.place - 1)
        else { return nil }
        return known[callback.place - 1]
    }

    /// Returns what a handler of an event gets.
    private func parameters(of place: String) -> [String?]? {
        let parameters = vocabulary.types.parameters
        // Case does not matter, as when it runs.
        return parameters[place] ?? parameters.first { $0.key.lowercased() == place.lowercased() }?.value
    }
}
