internal import Trading

/// Rules about permissions that the script does not need; silent wherever the text does not show everything.
extension CheckSubject {
    func unusedPermissions(
        _ orders: [LuaCall],
        _ contracts: [LuaCall],
        _ permissions: TradePermissions,
        _ header: ScriptHeader
    ) -> [Finding] {
        let trading = facts.calls.filter { isTrading($0.path) }
        guard !facts.hasHiddenGlobals, !tradesUnseen else { return [] }
        guard !trading.isEmpty else {
            let line = header.tradeLine ?? header.line
            return [warning(.unusedPermission, line, 1, "[trade]: the script sends no orders; remove it")]
        }
        guard trading.allSatisfy({ $0.path == "place" }), !hasFreeOrders(trading) else { return [] }
        return unusedSides(orders, permissions, header) + unusedOrderTypes(orders, permissions, header)
            + unusedSymbols(contracts, permissions, header)
    }

    /// Whether a function that trades, or makes what is traded, is passed on as a value.
    private var tradesUnseen: Bool {
        let functions = vocabulary.tradingFunctions.union(vocabulary.orderFunctions.keys)
            .union(vocabulary.contractFunctions)
        let roots = Set(functions.map { String($0.prefix { $0 != "." }) })
        let isPassedOn = facts.uses.contains { use in
            guard use.kind == .read, let member = use.access.member else { return false }
            return functions.contains("\(use.access.root).\(member)")
        }
        return isPassedOn || !facts.escapedGlobals.isDisjoint(with: roots) || !roots.allSatisfy(isHost)
    }

    /// Whether an order is written as a plain table instead of by a function.
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
        _ permissions: TradePermissions,
        _ header: ScriptHeader
    ) -> [Finding] {
        let used = orders.map { $0.argument(0, field: "action")?.text }
        guard let sides = permissions.sides, !used.isEmpty, !used.contains(nil) else { return [] }
        return sides.filter { !used.contains($0) }.map { unused(.sides, $0, "no order has this action", header) }
    }

    private func unusedOrderTypes(
        _ orders: [LuaCall],
        _ permissions: TradePermissions,
        _ header: ScriptHeader
    ) -> [Finding] {
        let used = orders.map { orderTypes(of: $0) }
        guard let types = permissions.orderTypes, !used.isEmpty, used.allSatisfy({ !$0.isEmpty }) else { return [] }
        return types.filter { type in !used.contains { $0.contains(type) } }
            .map { unused(.orderTypes, $0, "no order has this type", header) }
    }

    private func unusedSymbols(
        _ contracts: [LuaCall],
        _ permissions: TradePermissions,
        _ header: ScriptHeader
    ) -> [Finding] {
        let used = contracts.map { call -> String? in
            let symbol = call.argument(0, field: "symbol")
            return symbol?.text ?? symbol?.inputName.map { "$\($0)" }
        }
        guard let symbols = permissions.symbols, !used.isEmpty, !used.contains(nil) else { return [] }
        guard symbols.allSatisfy({ $0.first != "$" }) || used.allSatisfy({ $0?.first == "$" }) else { return [] }
        return symbols.filter { !used.contains($0) }.map { unused(.symbols, $0, "no contract has it", header) }
    }

    private func unused(
        _ key: TradePermissions.Key,
        _ value: String,
        _ reason: String,
        _ header: ScriptHeader
    ) -> Finding {
        let line = header.tradeKeyLines[key] ?? header.tradeLine ?? header.line
        let message = "[trade] \(key.rawValue): \(value) is permitted but \(reason); remove it"
        return warning(.unusedPermission, line, 1, message)
    }
}
