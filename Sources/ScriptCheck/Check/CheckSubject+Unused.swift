/// Rules about permissions that the script does not need; they report nothing if the text does not show everything.
extension CheckSubject {
    func unusedPermissions(
        _ orders: [LuaCall],
        _ contracts: [LuaCall],
        _ permissions: HeaderFacts.Permissions
    ) -> [Finding] {
        let trading = facts.calls.filter { isTrading($0.path) }
        guard !facts.hasHiddenGlobals, !tradesUnseen else { return [] }
        guard !trading.isEmpty else {
            // What reaches beyond the script's own orders needs the section as well.
            if facts.calls.contains(where: { Self.reaching.contains($0.path) && !$0.arguments.isEmpty }) { return [] }
            return [warning(.unusedPermission, permissions.line, 1, "[trade]: the script sends no orders; remove it")]
        }
        guard trading.allSatisfy({ $0.path == "place" }), !hasFreeOrders(trading) else { return [] }
        return unusedSides(orders, permissions) + unusedOrderTypes(orders, permissions)
            + unusedSymbols(contracts, permissions) + unusedOpeners(orders, permissions)
    }

    /// Functions whose options may ask for the orders and positions of the whole account.
    private static let reaching: Set<String> = ["flatten", "cancel_all"]

    /// Whether a function that trades, or that creates what is traded, is passed on as a value.
    private var tradesUnseen: Bool {
        let functions = vocabulary.tradingFunctions.union(vocabulary.orderFunctions.keys)
            .union(vocabulary.contractFunctions).union(vocabulary.contractTypes.keys)
        let roots = Set(functions.map { String($0.prefix { $0 != "." }) })
        let isPassedOn = facts.uses.contains { use in
            guard use.kind == .read, let member = use.access.member else { return false }
            return functions.contains("\(use.access.root).\(member)")
        }
        return isPassedOn || !facts.escapedGlobals.isDisjoint(with: roots) || !roots.allSatisfy(isHost)
    }

    /// Whether an order is written as a plain table rather than created by a function.
    private func hasFreeOrders(_ trading: [LuaCall]) -> Bool {
        trading.contains { call in
            call.arguments.prefix(2).contains {
                if case .table = $0 { return true }
                return false
            }
        }
    }

    private func unusedSides(
        _ orders: [LuaCall],
        _ permissions: HeaderFacts.Permissions
    ) -> [Finding] {
        let used = orders.map { $0.argument(0, field: "action")?.text }
        guard let sides = permissions.sides, !used.isEmpty, !used.contains(nil) else { return [] }
        return sides.values.filter { !used.contains($0) }.map { unused(sides, $0, "no order has this action") }
    }

    private func unusedOrderTypes(
        _ orders: [LuaCall],
        _ permissions: HeaderFacts.Permissions
    ) -> [Finding] {
        let used = orders.map { orderTypes(of: $0) }
        guard let types = permissions.orderTypes, !used.isEmpty, used.allSatisfy({ !$0.isEmpty }) else { return [] }
        return types.values.filter { type in !used.contains { $0.contains(type) } }
            .map { unused(types, $0, "no order has this type") }
    }

    private func unusedSymbols(
        _ contracts: [LuaCall],
        _ permissions: HeaderFacts.Permissions
    ) -> [Finding] {
        let used = contracts.map { call -> String? in
            if call.path == Self.pairs { return usedCurrency(of: call) }
            let symbol = call.argument(0, field: "symbol")
            return symbol?.text ?? symbol?.inputName.map { "$\($0)" }
        }
        guard let symbols = permissions.symbols, !used.isEmpty, !used.contains(nil) else { return [] }
        guard symbols.values.allSatisfy({ $0.first != "$" }) || used.allSatisfy({ $0?.first == "$" }) else { return [] }
        return symbols.values.filter { !used.contains($0) }.map { unused(symbols, $0, "no contract has it") }
    }

    /// Finds keys that permit fields which no order names; modifications of orders may name any.
    private func unusedOpeners(_ orders: [LuaCall], _ permissions: HeaderFacts.Permissions) -> [Finding] {
        guard !orders.isEmpty, !facts.calls.contains(where: { $0.path == ":modify" }) else { return [] }
        let used = Set(orders.flatMap { Self.fields(of: $0) }).union(whole.writtenNames)
        guard !whole.writesUnseen else { return [] }
        return permissions.openers.filter { used.isDisjoint(with: $0.values) }.map { opener in
            let message =
                "[trade] \(opener.key) opens \(opener.values.joined(separator: ", ")), which no order sets; "
                + "remove it"
            return warning(.unusedPermission, opener.line, 1, message)
        }
    }

    private func unused(_ list: HeaderFacts.Permitted, _ value: String, _ reason: String) -> Finding {
        let message = "[trade] \(list.key): \(value) is permitted but \(reason); remove it"
        return warning(.unusedPermission, list.line, 1, message)
    }
}
