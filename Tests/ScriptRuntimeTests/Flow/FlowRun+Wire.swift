import TWSWire

@testable import Trading

extension FlowRun {
    /// The journal without what the wire of a version cannot carry, so that it is the same over every path:
    ///
    /// - servers below 194 do not say when an error happened;
    /// - the text form of completedOrder, up to version 200, has a shorter list of fields than openOrder; what tells the
    ///   order and its end is there;
    /// - the text form of openOrder has no 0 for what an order may lack;
    /// - versions below 174 write times of executions and completed orders without their zone.
    func journal(over version: Int) -> [JournalRecord] {
        journal.map { record in
            var record = record
            switch record.event {
            case .message(.error(var error)) where version < ServerVersion.errorTime:
                error.errorTime = 0
                record.event = .message(.error(error))
            case .message(.completedOrder(let completed)) where version <= 200:
                var short = Self.short(completed)
                short.orderState.completedTime = Self.time(short.orderState.completedTime, over: version)
                record.event = .message(.completedOrder(short))
            case .message(.execDetails(var details)):
                details.execution.time = Self.time(details.execution.time, over: version)
                record.event = .message(.execDetails(details))
            case .message(.openOrder(var open)) where version <= 200:
                if open.order.cashQty == 0 { open.order.cashQty = nil }
                if open.order.usePriceMgmtAlgo == 0 { open.order.usePriceMgmtAlgo = nil }
                record.event = .message(.openOrder(open))
            default: break
            }
            return record
        }
    }

    /// The orders, with times as the wire of a version writes them.
    func orders(over version: Int) -> [FlowOrder] {
        orders.map { order in
            var order = order
            for place in order.fills.indices {
                order.fills[place].execution.time = Self.time(order.fills[place].execution.time, over: version)
            }
            for place in order.legs.indices {
                order.legs[place].execution.time = Self.time(order.legs[place].execution.time, over: version)
            }
            return order
        }
    }

    private static func time(_ text: String, over version: Int) -> String {
        version < 174 ? text.split(separator: " ").prefix(2).joined(separator: " ") : text
    }

    private static func short(_ message: ServerMessage.CompletedOrder) -> ServerMessage.CompletedOrder {
        let order = message.order
        var short = ServerMessage.CompletedOrder()
        short.contract = message.contract
        (short.order.action, short.order.orderType, short.order.tif) = (order.action, order.orderType, order.tif)
        (short.order.totalQuantity, short.order.filledQuantity) = (order.totalQuantity, order.filledQuantity)
        (short.order.lmtPrice, short.order.auxPrice) = (order.lmtPrice, order.auxPrice)
        (short.order.permId, short.order.orderRef) = (order.permId, order.orderRef)
        short.orderState.status = message.orderState.status
        short.orderState.completedTime = message.orderState.completedTime
        short.orderState.completedStatus = message.orderState.completedStatus
        return short
    }
}
