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
        var order = order
        self.init(&order, sharing: &pool)
    }

    /// Does the same without copying the order, which is the same afterwards.
    init(_ order: inout Order, sharing pool: inout SharedPool<Order>) {
        quantity = order.totalQuantity
        reference = order.orderRef
        lmtPrice = order.lmtPrice
        auxPrice = order.auxPrice
        ocaGroup = order.ocaGroup
        parentId = order.parentId
        order.totalQuantity = nil
        order.orderRef = ""
        order.lmtPrice = nil
        order.auxPrice = nil
        order.ocaGroup = ""
        order.parentId = 0
        common = pool.shared(order)
        complete(&order)
    }

    /// The whole order.
    var order: Order {
        var order = common.value
        complete(&order)
        return order
    }

    private func complete(_ order: inout Order) {
        order.totalQuantity = quantity
        order.orderRef = reference
        order.lmtPrice = lmtPrice
        order.auxPrice = auxPrice
        order.ocaGroup = ocaGroup
        order.parentId = parentId
    }

    /// Whether the size is an amount of money, in which case only TWS knows when the order is done.
    @inline(__always)
    var isByCash: Bool { (common.value.cashQty ?? 0) != 0 }

    /// The order's type.
    var orderType: OrderType { common.value.orderType }

    /// Whether the order buys, which also applies to its own executions if they name no side.
    var isBuy: Bool { common.value.action == .buy }
}
