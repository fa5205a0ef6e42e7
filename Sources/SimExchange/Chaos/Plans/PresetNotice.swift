internal import TWSWire

/// `10349`: the first status of a DAY order is followed by the notice that a preset has set its time in force; the
/// order lives on.
struct PresetNotice: ChaosEffect {
    /// The permIds of the orders that have had an openOrder.
    private var known: Set<Int> = []
    /// The permIds of those whose status is still to come.
    private var expected: Set<Int> = []

    mutating func handle(_ outgoing: Outgoing, _ turn: inout Turn) {
        turn.send(outgoing)
        let clientID = turn.clients[outgoing.connection]
        switch outgoing.news {
        case .openOrder(let open)
        where open.order.tif == .day && open.order.clientId == clientID && open.orderState.isLive:
            if known.insert(open.order.permId).inserted { expected.insert(open.order.permId) }
        case .orderStatus(let status) where status.clientId == clientID && expected.remove(status.permId) != nil:
            turn.send(.dayByPreset, id: status.orderId, to: outgoing.connection)
        default: break
        }
    }
}

extension OrderState {
    fileprivate var isLive: Bool { status.isKnown && !status.isFinal }
}
