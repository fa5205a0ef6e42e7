internal import Notation

/// Rules about currency pairs, whose symbol is their base currency.
extension CheckSubject {
    /// The function that makes the contract of a pair: `("EURUSD")`, `("EUR.USD")` or `("EUR", "USD")`.
    static let pairs = "contract.forex"

    /// Returns the base currencies of the pairs that a call makes one after the other; a single `nil` if the text does
    /// not show them.
    func baseCurrencies(of call: LuaCall) -> [String?] {
        let second = Self.second(of: call)
        return texts(call.arguments.first).map { first in
            first.flatMap { Self.baseCurrency($0, second) }
        }
    }

    /// Returns the base currency of a pair, or the input that is one, as the header names it; `nil` if the text does
    /// not show it.
    func usedCurrency(of call: LuaCall) -> String? {
        let second = Self.second(of: call)
        guard let first = call.arguments.first else { return nil }
        if let text = first.text { return Self.baseCurrency(text, second) }
        return second.isNothing ? nil : first.inputName.map { "$\($0)" }
    }

    /// Finds pairs whose base currency is not permitted, where the header lists inputs, by the values that these have
    /// by default.
    func pairFindings(_ permissions: HeaderFacts.Permissions, _ header: HeaderFacts) -> [Finding] {
        guard let entries = permissions.symbols?.values, entries.contains(where: { $0.first == "$" }) else { return [] }
        var findings: [Finding] = []
        for call in facts.calls where isJudged(call.path) && findings.count < ScriptCheck.mostFindings {
            guard let contract = call.arguments.first, vocabulary.takes["\(call.path)#1"] == vocabulary.contractType,
                let pair = makingCall(contract), pair.path == Self.pairs,
                let (base, input) = deniedPair(pair, entries, header)
            else { continue }
            let message =
                "contract.symbol: \(QuotedText.of(base)) is not permitted: the symbol of a currency pair is its base "
                + "currency; add \(QuotedText.of(base)) to symbols in [trade]"
            // Other values of the inputs may permit it.
            let isCertain = input != nil && entries.allSatisfy { $0 == input } && !call.isConditional
            findings.append(
                isCertain
                    ? error(.denied, call.line, call.column, message)
                    : warning(.denied, call.line, call.column, message)
            )
        }
        return findings
    }

    /// Returns the base currency of a pair if no default permits it, and the input that the pair is, as the header
    /// names it; `nil` if one does, or if the text does not show the pair.
    private func deniedPair(
        _ call: LuaCall,
        _ entries: [String],
        _ header: HeaderFacts
    ) -> (base: String, input: String?)? {
        let permitted = entries.map { Self.values(of: $0, header) }
        guard let first = call.arguments.first, permitted.allSatisfy({ !$0.isEmpty }) else { return nil }
        let input = first.text == nil ? self.input(first) : nil
        let pairs = first.text.map { [$0] } ?? input.map { Self.values(of: $0, header) } ?? []
        let second = Self.second(of: call)
        let bases = pairs.compactMap { Self.baseCurrency($0, second) }
        guard let base = bases.last, bases.count == pairs.count, Set(bases).isDisjoint(with: permitted.joined()) else {
            return nil
        }
        return (base, input)
    }

    /// Returns the input that a value is, as the header names it: `$pair`.
    private func input(_ shape: LuaShape) -> String? {
        guard let origin = shape.origin, isSettled(origin), let path = origin.namedPath, isHost(path) else {
            return nil
        }
        return LuaShape.path(path).inputName.map { "$\($0)" }
    }

    /// Returns the other currency, where a call gives it on its own.
    private static func second(of call: LuaCall) -> LuaShape {
        call.arguments.count > 1 ? call.arguments[1] : .nothing
    }

    /// Returns the base currency of a pair, as the run takes it; `nil` for what is no pair.
    private static func baseCurrency(_ first: String, _ second: LuaShape) -> String? {
        let letters = (first + (second.text ?? "")).filter { $0 != "." && $0 != "/" }
        let isShown = second.isNothing || second.text != nil
        guard isShown ? letters.utf8.count == 6 : letters.count >= 3 else { return nil }
        return String(letters.prefix(3))
    }
}
