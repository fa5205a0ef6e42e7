internal import TWSWire

/// A compact order: what most orders of a script have in common is shared, and only what differs is stored here.
struct OrderTerms: Sendable {
    /// The order without the fields below.
    let common: Shared<Order>
    /// The quantity to trade; `nil` or zero in an order by cash.
    let quantity: ExactDecimal?
    /// The reference under which TWS reports the order.
    let reference: String
    let lmtPrice: Double?
    let auxPrice: Double?
    let ocaGroup: String
    let parentId: Int

    init(_ order: Order, sharing pool: inout SharedPool<Order>) {
        quantity = order.totalQuantity
        reference = order.orderRef
        lmtPrice = order.lmtPrice
        auxPrice = order.auxPrice
        ocaGroup = order.ocaGroup
        parentId = order.parentId
        var common = order
        common.totalQuantity = nil
        common.orderRef = ""
        common.lmtPrice = nil
        common.auxPrice = nil
        common.ocaGroup = ""
        common.parentId = 0
        self.common = pool.shared(common)
    }

    /// The whole order.
    var order: Order {
        var order = common.value
        order.totalQuantity = quantity
        order.orderRef = reference
        order.lmtPrice = lmtPrice
        order.auxPrice = auxPrice
        order.ocaGroup = ocaGroup
        order.parentId = parentId
        return order
    }

    /// Whether the size is an amount of money, in which case only TWS knows when the order is done.
    var isByCash: Bool { (common.value.cashQty ?? 0) != 0 }

    /// The order's type.
    var orderType: OrderType { common.value.orderType }

    /// Whether the order buys, which also applies to its own executions if they name no side.
    var isBuy: Bool { common.value.action == .buy }
}
