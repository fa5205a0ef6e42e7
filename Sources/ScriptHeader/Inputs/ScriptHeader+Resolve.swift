internal import Notation
internal import Trading

extension ScriptHeader {
    /// Gives the inputs their values and binds the permissions to them.
    ///
    /// - Parameter texts: What was typed as `name=value`, by name; each text is typed and checked, never repaired.
    /// - Throws: ``HeaderError`` `unknown_input`, `missing_input`, `invalid_input`; none has a line of the script,
    ///   because the command line is at fault.
    package func resolve(inputs texts: [String: String]) throws(HeaderError) -> ResolvedHeader {
        for name in texts.keys.sorted() where !inputs.contains(where: { $0.name == name }) {
            throw usage(.unknownInput, "\(QuotedText.of(name)): no such input\(knownInputs(near: name))")
        }
        var resolved: [ResolvedHeader.Input] = []
        for input in inputs {
            resolved.append(.init(name: input.name, value: try value(of: input, text: texts[input.name])))
        }
        return ResolvedHeader(header: self, inputs: resolved, permissions: bind(resolved))
    }

    private func value(of input: InputDeclaration, text: String?) throws(HeaderError) -> InputValue? {
        guard let text else {
            guard !input.isRequired else { throw usage(.missingInput, Self.missing(input, file: file)) }
            return input.defaultValue
        }
        do {
            return try input.value(typed: text)
        } catch {
            throw usage(.invalidInput, "input \(input.name): \(error.message)")
        }
    }

    private static func missing(_ input: InputDeclaration, file: String) -> String {
        let example = input.choices.first?.description ?? input.min?.description ?? input.type.example
        let summary = input.summary.map { " (\($0))" } ?? ""
        return "input \(input.name)\(summary) needs a value; run: ibscript \(file) \(input.name)=\(example)"
    }

    private func knownInputs(near name: String) -> String {
        let known = inputs.map(\.name)
        let hint = NearestName.hint(for: name, among: known)
        if !hint.isEmpty { return hint }
        return known.isEmpty ? "; the script declares none" : "; the script has \(known.joined(separator: ", "))"
    }

    /// An optional symbol without a value permits nothing.
    private func bind(_ inputs: [ResolvedHeader.Input]) -> TradePermissions? {
        var bound = permissions
        bound?.symbols = permissions?.symbols?.compactMap { entry in
            guard entry.first == "$" else { return entry }
            return inputs.first { $0.name == entry.dropFirst() }?.value?.description
        }
        return bound
    }

    private func usage(_ code: HeaderError.Code, _ message: String) -> HeaderError {
        HeaderError(code: code, message: message, file: file, line: nil)
    }
}
