internal import ScriptCheck
internal import Trading

/// Asks the gate what a header would refuse on the simulator, part by part of an order.
///
/// A part that is not written out is taken as permitted; symbols are not asked about, since an input may name them.
struct HeaderGate {
    private let gate: PermissionGate

    init(_ permissions: TradePermissions?) {
        var open = permissions
        open?.symbols = nil
        gate = PermissionGate(permissions: open, headerReplacesDefaults: true)
    }

    /// The refusals as sentences.
    func denials(of written: WrittenOrder) -> [String] {
        guard let side = gate.limits.sides.first, let type = gate.limits.orderTypes.first else { return [] }
        let fair = OrderRequestFacts(
            symbol: "X",
            action: side,
            orderType: type,
            totalQuantity: "1",
            lmtPrice: 1,
            auxPrice: 1
        )
        var orders: [OrderRequestFacts] = []
        if let action = written.action {
            orders.append(fair)
            orders[orders.count - 1].action = action
        }
        if let quantity = written.quantity {
            orders.append(fair)
            orders[orders.count - 1].totalQuantity = HeaderTable.plain(quantity)
        }
        if let first = written.orderTypes.first, !written.orderTypes.contains(where: gate.limits.orderTypes.contains) {
            orders.append(fair)
            orders[orders.count - 1].orderType = first
        }
        return orders.compactMap { gate.check($0)?.description }
    }
}
