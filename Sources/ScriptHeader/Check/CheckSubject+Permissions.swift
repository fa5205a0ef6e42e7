internal import Trading

/// Rules that compare what the script writes out with what its header permits.
extension CheckSubject {
    func permissionFindings() -> [Finding] {
        guard let header else { return [] }
        let orders = facts.calls.filter { vocabulary.orderFunctions[$0.path] != nil && isHost($0.path) }
        let contracts = facts.calls.filter { vocabulary.contractFunctions.contains($0.path) && isHost($0.path) }
        var findings = orders.prefix(ScriptCheck.mostFindings).flatMap { deniedParts($0, header.permissions) }
        guard let permissions = header.permissions else { return findings + missingPermissions() }
        findings += contracts.prefix(ScriptCheck.mostFindings).compactMap { deniedSymbol($0, permissions, header) }
        return findings + unusedPermissions(orders, contracts, permissions, header)
    }

    // MARK: Denied

    /// What the gate would refuse on the simulator, part by part; a part that is not written out is taken as permitted.
    private func deniedParts(_ call: LuaCall, _ permissions: TradePermissions?) -> [Finding] {
        var open = permissions
        open?.symbols = nil
        let gate = PermissionGate(permissions: open, headerReplacesDefaults: true)
        guard let side = gate.limits.sides.first, let type = gate.limits.orderTypes.first else { return [] }
        let fair = OrderRequestFacts(
            symbol: "X",
            action: side,
            orderType: type,
            totalQuantity: "1",
            lmtPrice: 1,
            auxPrice: 1
        )
        var denials: [Denial?] = []
        if let action = call.argument(0, field: "action")?.text {
            var facts = fair
            facts.action = action
            denials.append(gate.check(facts))
        }
        if let quantity = call.argument(1, field: "totalQuantity")?.number {
            var facts = fair
            facts.totalQuantity = HeaderTable.plain(quantity)
            denials.append(gate.check(facts))
        }
        let types = orderTypes(of: call)
        if !types.isEmpty, types.allSatisfy({ !gate.limits.orderTypes.contains($0) }) {
            var facts = fair
            facts.orderType = types[0]
            denials.append(gate.check(facts))
        }
        return denials.compactMap { $0 }.map { error(.denied, call.line, call.column, $0.description) }
    }

    /// The order types that a call can make; empty when they are not written out.
    func orderTypes(of call: LuaCall) -> [String] {
        let made = vocabulary.orderFunctions[call.path] ?? []
        if case .table? = call.arguments.first {
            return call.argument(0, field: "orderType")?.text.map { [$0] } ?? (made.count == 1 ? made : [])
        }
        guard made.count == 2 else { return made }
        switch call.argument(2, field: "lmtPrice") {
        case nil, .nothing?: return [made[0]]
        case .number?: return [made[1]]
        default: return made
        }
    }

    /// A contract may also serve for data only, so this is no error.
    private func deniedSymbol(
        _ call: LuaCall,
        _ permissions: TradePermissions,
        _ header: ScriptHeader
    ) -> Finding? {
        guard let symbol = call.argument(0, field: "symbol")?.text, let entries = permissions.symbols else {
            return nil
        }
        let permitted = entries.flatMap { Self.values(of: $0, header) }
        guard !permitted.contains(symbol) else { return nil }
        let shown = SymbolText.quoted(symbol)
        let hint = NearestName.hint(for: symbol, among: permitted)
        let message = "\(shown) may not be traded: it is not in symbols of [trade]\(hint)"
        return warning(.denied, call.line, call.column, message)
    }

    /// The symbols that an entry of `symbols` stands for by default.
    private static func values(of entry: String, _ header: ScriptHeader) -> [String] {
        guard entry.first == "$" else { return [entry] }
        let input = header.inputs.first { $0.name == entry.dropFirst() }
        return ((input?.choices ?? []) + [input?.defaultValue].compactMap { $0 }).map(\.description)
    }

    private func missingPermissions() -> [Finding] {
        guard let call = facts.calls.first(where: { isTrading($0.path) }) else { return [] }
        let message = "the script sends orders but its header has no [trade]: the defaults apply, and live is refused"
        return [warning(.missingPermission, call.line, call.column, message)]
    }

    func isTrading(_ path: String) -> Bool { vocabulary.tradingFunctions.contains(path) && isHost(path) }
}
