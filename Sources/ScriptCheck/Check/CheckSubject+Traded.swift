/// Rules about the contracts that a script trades, as far as it writes them as literals.
extension CheckSubject {
    /// Finds contracts that the header does not permit, where an order in them is placed.
    func tradedFindings(_ header: HeaderFacts) -> [Finding] {
        facts.calls.lazy.filter { isJudged($0.path) }.compactMap { call in
            guard let argument = call.arguments.first, vocabulary.takes["\(call.path)#1"] == vocabulary.contractType,
                let made = made(argument),
                let reason = made.symbols.lazy.compactMap({ header.contractDenial($0, made.type) }).first
            else { return nil }
            // One of several symbols may be left out by a condition.
            let isCertain = made.symbols.count == 1 || !call.isConditional
            return isCertain
                ? error(.denied, call.line, call.column, reason) : warning(.denied, call.line, call.column, reason)
        }
    }

    /// Whether the gate judges what a function gets: it trades, or asks what an order would cost.
    func isJudged(_ path: String) -> Bool { isTrading(path) || vocabulary.orderTables[path] != nil && isHost(path) }

    /// Returns the texts of which a value is one after the other; a single `nil` if it is computed.
    func texts(_ shape: LuaShape?) -> [String?] {
        guard case .object(let origin)? = shape, case .value? = origin.steps.first, origin.steps.count == 1,
            isSettled(origin), !facts.isTested(origin), let contents = facts.contents(of: origin)
        else { return [shape?.text] }
        return contents.map(\.text)
    }

    /// Returns the call that made a contract of which the script changes nothing; `nil` if the text does not show it.
    func makingCall(_ shape: LuaShape) -> LuaCall? {
        guard let origin = shape.origin, case .call(let path, let number?) = origin.source, origin.steps.isEmpty,
            isSettled(origin), isHost(path), vocabulary.contractTypes[path] != nil,
            let call = facts.calls.first(where: { $0.number == number && $0.path == path }), !call.isOpen,
            !whole.writesUnseen, whole.writtenNames.isDisjoint(with: ["symbol", "secType", "conId"])
        else { return nil }
        return call
    }

    /// Returns the symbols and the security type of a contract, each `nil` if it is computed; `nil` if nothing is shown.
    private func made(_ shape: LuaShape) -> (symbols: [String?], type: String?)? {
        guard let call = makingCall(shape), let usual = vocabulary.contractTypes[call.path] else { return nil }
        if call.path == Self.pairs { return (baseCurrencies(of: call), usual) }
        if case .table(let fields)? = call.arguments.first {
            guard fields.allSatisfy({ $0.name != nil }) else { return nil }
            func value(_ name: String) -> LuaShape? { fields.last { $0.name == name }?.value }
            guard value("conId") == nil, value("secId") == nil, value("localSymbol") == nil else { return nil }
            return (texts(value("symbol")), value("secType").map { $0.text } ?? usual)
        }
        let names = vocabulary.contractPositions[call.path] ?? []
        guard let place = names.firstIndex(of: "secType") else { return (texts(call.arguments.first), usual) }
        let type = call.arguments.indices.contains(place) ? call.arguments[place] : .nothing
        return (texts(call.arguments.first), type.isNothing ? usual : type.text)
    }
}
