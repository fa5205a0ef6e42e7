import TWSWire

@testable import Trading

extension FlowRun {
    /// The journal without what the wire of a version cannot carry, so that it is the same over every path:
    ///
    /// - servers below 194 do not say when an error happened;
    /// - the text form of completedOrder, up to version 200, has a shorter list of fields than openOrder; what tells the
    ///   order and its end is there;
    /// - the text form of openOrder has no 0 for what an order may lack.
    func journal(over version: Int) -> [JournalRecord] {
        journal.map { record in
            var record = record
            switch record.event {
            case .message(.error(var error)) where version < ServerVersion.errorTime:
                error.errorTime = 0
                record.event = .message(.error(error))
            case .message(.completedOrder(let completed)) where version <= 200:
                record.event = .message(.completedOrder(Self.short(completed)))
            case .message(.openOrder(var open)) where version <= 200:
                if open.order.cashQty == 0 { open.order.cashQty = nil }
                if open.order.usePriceMgmtAlgo == 0 { open.order.usePriceMgmtAlgo = nil }
                record.event = .message(.openOrder(open))
            default: break
            }
            return record
        }
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
