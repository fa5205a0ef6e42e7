internal import Notation

/// Rules that compare the literals in a script with what its header permits.
extension CheckSubject {
    func permissionFindings() -> [Finding] {
        guard let header else { return [] }
        let contracts = contractCalls
        var findings = orderFindings(header) + tradedFindings(header)
        findings += facts.calls.compactMap { deniedScope($0, header) }.prefix(ScriptCheck.mostFindings)
        guard let permissions = header.permissions else { return findings + missingPermissions() }
        findings += contracts.prefix(ScriptCheck.mostFindings).compactMap { deniedSymbol($0, permissions, header) }
        findings += pairFindings(permissions, header)
        guard !isModule else { return findings }
        // What a module uses counts as used.
        let all = CheckSubject(
            file: file,
            facts: whole,
            whole: whole,
            isModule: false,
            header: header,
            vocabulary: vocabulary
        )
        return findings + all.unusedPermissions(all.orderCalls, all.symbolCalls, permissions)
    }

    private var orderCalls: [LuaCall] {
        facts.calls.filter { vocabulary.orderFunctions[$0.path] != nil && isHost($0.path) }
    }

    private var contractCalls: [LuaCall] {
        facts.calls.filter { vocabulary.contractFunctions.contains($0.path) && isHost($0.path) }
    }

    /// The calls that make any contract with a symbol.
    private var symbolCalls: [LuaCall] {
        facts.calls.filter { call in
            (vocabulary.contractFunctions.contains(call.path) || vocabulary.contractTypes[call.path] != nil)
                && isHost(call.path)
        }
    }

    // MARK: Denied

    /// Returns the fields named in an order's table.
    static func fields(of call: LuaCall) -> [String] {
        guard case .table(let fields)? = call.arguments.first else { return [] }
        return fields.compactMap(\.name)
    }

    /// Finds a call for the whole account when the header permits only the script's own orders.
    private func deniedScope(_ call: LuaCall, _ header: HeaderFacts) -> Finding? {
        guard vocabulary.accountFunctions.contains(call.path), isHost(call.path),
            case .table(let fields)? = call.arguments.first, fields.contains(where: { $0.name == "account" }),
            let reason = header.scopeDenial(call.path)
        else { return nil }
        return error(.denied, call.line, call.column, reason)
    }

    /// Returns the order types that a call can create; empty if they are not literals.
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

    /// Finds a symbol that the header does not list; not an error, since a contract may also serve for data only.
    private func deniedSymbol(
        _ call: LuaCall,
        _ permissions: HeaderFacts.Permissions,
        _ header: HeaderFacts
    ) -> Finding? {
        guard let symbol = call.argument(0, field: "symbol")?.text, let entries = permissions.symbols?.values else {
            return nil
        }
        let permitted = entries.flatMap { Self.values(of: $0, header) }
        guard !permitted.contains(symbol) else { return nil }
        let shown = QuotedText.of(symbol)
        let hint = NearestName.hint(for: symbol, among: permitted)
        let message = "\(shown) may not be traded: it is not in symbols of [trade]\(hint)"
        return warning(.denied, call.line, call.column, message)
    }

    /// Returns the symbols that an entry of `symbols` stands for by default.
    static func values(of entry: String, _ header: HeaderFacts) -> [String] {
        guard entry.first == "$" else { return [entry] }
        return header.inputs.first { $0.name == entry.dropFirst() }?.values ?? []
    }

    private func missingPermissions() -> [Finding] {
        guard let call = facts.calls.first(where: { isTrading($0.path) }) else { return [] }
        let message = "the script sends orders but its header has no [trade]: the defaults apply, and live is refused"
        return [warning(.missingPermission, call.line, call.column, message)]
    }

    func isTrading(_ path: String) -> Bool { vocabulary.tradingFunctions.contains(path) && isHost(path) }
}
