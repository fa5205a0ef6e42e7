internal import Notation
internal import Trading

extension ScriptHeader {
    /// Gives the inputs their values and binds the permissions to them.
    ///
    /// - Parameter texts: The texts typed as `name=value`, by name; each is parsed and checked, never corrected.
    /// - Throws: ``HeaderError`` `unknown_input`, `missing_input`, `invalid_input`; none has a line of the script,
    ///   because the error is in the command line.
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

    /// Returns the inputs that need a value and have none, in file order.
    package func missing(in texts: [String: String]) -> [InputDeclaration] {
        inputs.filter { $0.isRequired && texts[$0.name] == nil }
    }

    /// What is wrong with a text for an input, as the rest of a sentence; `nil` if nothing is.
    package func fault(of text: String, for input: InputDeclaration) -> String? {
        do {
            _ = try input.value(typed: text)
            return nil
        } catch {
            return error.message
        }
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
        let summary = input.summary.map { " (\($0))" } ?? ""
        return "input \(input.name)\(summary) needs a value; run: ibscript \(file) \(input.example)"
    }

    private func knownInputs(near name: String) -> String {
        let known = inputs.map(\.name)
        let hint = NearestName.hint(for: name, among: known)
        if !hint.isEmpty { return hint }
        return known.isEmpty ? "; the script declares none" : "; the script has \(known.joined(separator: ", "))"
    }

    /// Binds the permissions to the inputs; an optional symbol without a value permits nothing.
    private func bind(_ inputs: [ResolvedHeader.Input]) -> TradePermissions? {
        var bound = permissions
        bound?.symbols = permissions?.symbols?.flatMap { entry in
            guard entry.first == "$" else { return [entry] }
            return inputs.first { $0.name == entry.dropFirst() }?.value?.permitted ?? []
        }
        return bound
    }

    private func usage(_ code: HeaderError.Code, _ message: String) -> HeaderError {
        HeaderError(code: code, message: message, file: file, line: nil)
    }
}
