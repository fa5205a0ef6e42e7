/// Rules about the contracts that a script trades, as far as it writes them as literals.
extension CheckSubject {
    /// Finds contracts that the header does not permit, where an order in them is placed.
    func tradedFindings(_ header: HeaderFacts) -> [Finding] {
        facts.calls.lazy.filter { isJudged($0.path) }.compactMap { call in
            guard let argument = call.arguments.first, vocabulary.takes["\(call.path)#1"] == vocabulary.contractType,
                let made = made(argument), let reason = header.contractDenial(made.symbol, made.type)
            else { return nil }
            return error(.denied, call.line, call.column, reason)
        }
    }

    /// Whether the gate judges what a function gets: it trades, or asks what an order would cost.
    func isJudged(_ path: String) -> Bool { isTrading(path) || vocabulary.orderTables[path] != nil && isHost(path) }

    /// Returns the symbol and the security type of a contract, each `nil` if it is computed; `nil` if nothing is shown.
    private func made(_ shape: LuaShape) -> (symbol: String?, type: String?)? {
        guard let origin = shape.origin, case .call(let path, let number?) = origin.source, origin.steps.isEmpty,
            isSettled(origin), isHost(path), let usual = vocabulary.contractTypes[path],
            let call = facts.calls.first(where: { $0.number == number && $0.path == path }), !call.isOpen,
            !whole.writesUnseen, whole.writtenNames.isDisjoint(with: ["symbol", "secType", "conId"])
        else { return nil }
        if case .table(let fields)? = call.arguments.first {
            guard fields.allSatisfy({ $0.name != nil }) else { return nil }
            func value(_ name: String) -> LuaShape? { fields.last { $0.name == name }?.value }
            guard value("conId") == nil, value("secId") == nil, value("localSymbol") == nil else { return nil }
            return (value("symbol")?.text, value("secType").map { $0.text } ?? usual)
        }
        let names = vocabulary.contractPositions[path] ?? []
        guard let place = names.firstIndex(of: "secType") else { return (call.arguments.first?.text, usual) }
        let type = call.arguments.indices.contains(place) ? call.arguments[place] : .nothing
        return (call.arguments.first?.text, type.isNothing ? usual : type.text)
    }
}
