/// Rules about orders as they are when they are placed: what made them, and what later lines gave them.
extension CheckSubject {
    /// Returns the fields of an order that a variable holds, with its type, when a call gets it; `nil` if the text does
    /// not show all of them.
    func finalFields(of shape: LuaShape, before call: LuaCall) -> [LuaField]? {
        guard let origin = shape.origin, case .call(let path, let number?) = origin.source, origin.steps.isEmpty,
            isSettled(origin), vocabulary.orderFunctions[path] != nil, isHost(path),
            facts.calls.indices.contains(number), facts.calls[number].path == path,
            origin.variables.isEmpty || isKept(origin), let made = madeFields(facts.calls[number])
        else { return nil }
        let given = origin.variables.isEmpty ? [] : fields(givenTo: origin, before: call)
        let names = Set(given.compactMap(\.name))
        guard names.count == given.count else { return nil }
        return made.filter { $0.name.map(names.contains) != true } + given
    }

    /// Whether only functions of the host get the order.
    private func isKept(_ origin: LuaOrigin) -> Bool {
        origin.variables.count == 1 && facts.isKept(.local(origin.variables[0]), vocabulary.globals)
    }

    /// Returns the fields that a call gives to the order that it makes.
    private func madeFields(_ call: LuaCall) -> [LuaField]? {
        var fields: [LuaField]
        if case .table(let written)? = call.arguments.first {
            fields = written
        } else {
            guard !isOpen(call), let names = vocabulary.orderPositions[call.path] else { return nil }
            fields = zip(names, call.arguments).map { name, value in
                LuaField(key: .name(name), value: value, line: call.line, column: call.column)
            }
        }
        guard !fields.contains(where: { $0.name == "orderType" }) else { return fields }
        let types = orderTypes(of: call)
        guard types.count == 1 else { return nil }
        fields.append(
            LuaField(key: .name("orderType"), value: .string(types[0]), line: call.line, column: call.column)
        )
        return fields
    }

    /// Returns why fields of a modification do not fit the type of the order that the trade was placed with.
    func unfitting(_ call: LuaCall, _ trade: LuaOrigin, _ header: HeaderFacts) -> [String] {
        guard vocabulary.orderTables[call.path] == 1, case .table(let fields)? = call.arguments.first, !changesTypes,
            let type = placedType(trade) ?? orderType(ofPart: trade)
        else { return [] }
        let names = fields.compactMap(\.name)
        let others =
            header.denials(WrittenOrder(orderTypes: [type])) + header.denials(WrittenOrder(fields: names))
        return header.denials(WrittenOrder(orderTypes: [type], fields: names)).filter { !others.contains($0) }
    }

    /// Returns the type of the order with which a call placed the trade.
    private func placedType(_ trade: LuaOrigin) -> String? {
        guard case .call(let path, let number?) = trade.source, trade.steps.isEmpty, isSettled(trade), isTrading(path),
            let place = vocabulary.orderTables[path], facts.calls.indices.contains(number),
            facts.calls[number].arguments.count >= place
        else { return nil }
        let placed = facts.calls[number]
        let order = finalFields(of: placed.arguments[place - 1], before: placed)
        return order?.last { $0.name == "orderType" }?.value.text
    }

    /// Whether the script modifies the type of an order somewhere.
    private var changesTypes: Bool {
        facts.calls.contains { call in
            guard vocabulary.orderTables[call.path] == 1, case .table(let fields)? = call.arguments.first else {
                return false
            }
            return fields.contains { $0.name == "orderType" || $0.name == nil }
        }
    }
}
