/// Rules about calls that place several orders, and the trades that they give by their roles: `bracket(…).target`.
extension CheckSubject {
    private typealias Composition = (
        rule: ScriptVocabulary.ComposedOrders, entries: [(key: String, value: ScriptVocabulary.Literal?)]
    )

    private func composed(_ call: LuaCall) -> Composition? {
        guard let rule = vocabulary.composedOrders[call.path], rule.place <= call.arguments.count,
            case .table(let fields) = call.arguments[rule.place - 1], fields.allSatisfy({ $0.name != nil })
        else { return nil }
        let entries = fields.filter { !$0.value.isNothing }.compactMap { field in
            field.name.map { (key: $0, value: field.value.literal) }
        }
        return (rule, entries)
    }

    /// Returns why the terms of the orders do not fit together.
    func faultOfComposition(_ call: LuaCall) -> String? { composed(call).flatMap { $0.rule.fault($0.entries) } }

    /// Returns the orders that a call places by its terms, as far as the text shows them.
    func composedOrders(_ call: LuaCall) -> [(role: String, order: WrittenOrder)] {
        composed(call).map { $0.rule.orders($0.entries) } ?? []
    }

    /// Returns the only type of the order behind a trade that a call gave in the member of its role.
    func orderType(ofPart origin: LuaOrigin) -> String? {
        guard let (call, role) = part(origin) else { return nil }
        let order = composedOrders(call).first { $0.role == role }?.order
        return order?.orderTypes.count == 1 ? order?.orderTypes[0] : nil
    }

    /// Whether the member is that of a role for which the call has no order.
    func lacksPart(_ origin: LuaOrigin) -> Bool {
        guard let (call, role) = part(origin), !whole.testedMembers.contains(role) else { return false }
        let orders = composedOrders(call)
        return !orders.isEmpty && !orders.contains { $0.role == role }
    }

    /// Returns the call that placed several orders, and the role, if the value is the trade of one of them.
    private func part(_ origin: LuaOrigin) -> (call: LuaCall, role: String)? {
        guard case .call(let path, let number?) = origin.source, case .member(let role)? = origin.steps.first,
            origin.steps.count == 1, isHost(path), isSettled(origin), facts.calls.indices.contains(number),
            facts.calls[number].path == path, vocabulary.composedOrders[path]?.roles.contains(role) == true
        else { return nil }
        return (facts.calls[number], role)
    }
}
