import RandomTesting
import TWSWire

@testable import Trading

/// A TWS that keeps orders, and does with them what it likes: an independent, small model.
struct ModelTWS {
    private struct Item {
        var place: ClientMessage.PlaceOrder
        var permId: Int
        var status = OrderStatus.submitted
        var executions: [String] = []
    }

    private var items: [Item] = []
    private var random: SplitMix
    /// What the client has not been told yet.
    private(set) var pending: [ServerMessage] = []

    init(seed: UInt64) { random = SplitMix(seed: seed &* 77) }

    /// How many orders there are of a reference.
    func count(_ reference: String) -> Int { items.count { $0.place.order.orderRef == reference } }

    /// The next order id, as it is told: after a restart it may have gone back.
    mutating func nextValidId() -> Int {
        let next = (items.map(\.place.orderId).max() ?? 0) + 1
        return random.happens(30) ? max(1, next - random.number(1...4)) : next
    }

    /// The client is gone: what it was not told it will never be told.
    mutating func disconnected() { pending = [] }

    mutating func take() -> ServerMessage? { pending.isEmpty ? nil : pending.removeFirst() }

    mutating func receive(_ message: ClientMessage) {
        switch message {
        case .placeOrder(let place):
            items.append(Item(place: place, permId: 9_000 + items.count))
            tell(items.count - 1)
            if random.happens(50) { fill(items.count - 1) }
        case .reqIds:
            var next = ServerMessage.NextValidId()
            next.orderId = nextValidId()
            pending.append(.nextValidId(next))
        case .reqAllOpenOrders:
            for index in items.indices where !items[index].status.isFinal { tell(index) }
            pending.append(.openOrderEnd(.init()))
        case .reqExecutions(let request):
            for index in items.indices { for id in items[index].executions { tell(id, of: index, request.reqId) } }
            var end = ServerMessage.ExecDetailsEnd()
            end.reqId = request.reqId
            pending.append(.execDetailsEnd(end))
        case .reqCompletedOrders:
            for item in items where item.status.isFinal {
                var completed = ServerMessage.CompletedOrder()
                (completed.contract, completed.order) = (item.place.contract, item.place.order)
                completed.order.permId = item.permId
                completed.order.filledQuantity = item.place.order.totalQuantity
                completed.orderState.status = item.status
                pending.append(.completedOrder(completed))
            }
            pending.append(.completedOrdersEnd(.init()))
        case .reqPositions: pending.append(.positionEnd(.init()))
        default: break
        }
    }

    private mutating func fill(_ index: Int) {
        items[index].status = .filled
        items[index].executions = ["e\(index).01"]
        if random.happens(50) { tell("e\(index).01", of: index, -1) }
        tell(index)
    }

    private mutating func tell(_ index: Int) {
        let item = items[index]
        var open = ServerMessage.OpenOrder()
        (open.orderId, open.contract, open.order) = (item.place.orderId, item.place.contract, item.place.order)
        (open.order.permId, open.order.clientId) = (item.permId, DeskFixture.clientId)
        // TWS may put text of its own behind a reference.
        if random.happens(20) { open.order.orderRef += "x" }
        open.orderState.status = item.status
        var status = ServerMessage.OrderStatus()
        (status.orderId, status.permId, status.clientId) = (item.place.orderId, item.permId, DeskFixture.clientId)
        status.status = item.status
        if item.status == .filled { (status.filled, status.remaining) = (item.place.order.totalQuantity, 0) }
        pending += [.openOrder(open), .orderStatus(status)]
    }

    private mutating func tell(_ execId: String, of index: Int, _ request: Int) {
        let item = items[index]
        var details = ServerMessage.ExecDetails()
        (details.reqId, details.contract) = (request, item.place.contract)
        (details.execution.orderId, details.execution.permId) = (item.place.orderId, item.permId)
        (details.execution.clientId, details.execution.execId) = (DeskFixture.clientId, execId)
        (details.execution.shares, details.execution.price) = (item.place.order.totalQuantity, 200)
        (details.execution.side, details.execution.orderRef) = (.bought, item.place.order.orderRef)
        pending.append(.execDetails(details))
    }
}

/// What a journal keeps, and what the next run reads in it.
struct ModelJournal {
    private(set) var orders: [PastOrder] = []
    private var highest = 0

    var history: JournalHistory {
        JournalHistory(orders: orders, highestOrderId: [DeskFixture.clientId: highest])
    }

    mutating func write(_ record: JournalRecord) {
        switch record.event {
        case .intent(let orderId, let contract, let order):
            highest = max(highest, orderId)
            orders.append(
                PastOrder(
                    reference: order.orderRef,
                    scriptName: PastFixture.name,
                    file: "",
                    clientId: DeskFixture.clientId,
                    orderId: orderId,
                    contract: contract,
                    placed: record.at,
                    order: order,
                    wasSent: false,
                    isReleased: false,
                    messages: []
                )
            )
        case .notSent(let orderId, _): orders.removeAll { $0.orderId == orderId }
        case .message(let message):
            let orderId: Int? =
                switch message {
                case .openOrder(let open): open.orderId
                case .orderStatus(let status): status.orderId
                case .execDetails(let details): details.execution.orderId
                default: nil
                }
            for place in orders.indices where orders[place].orderId == orderId {
                orders[place].messages.append(message)
            }
        default: break
        }
    }

    /// The bytes of an order have left.
    mutating func sent(_ orderId: Int) {
        for place in orders.indices where orders[place].orderId == orderId { orders[place].wasSent = true }
    }
}
