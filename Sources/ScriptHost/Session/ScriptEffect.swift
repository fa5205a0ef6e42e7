package import TWSWire

/// What the runtime has to do for a script, in the order of the list.
package enum ScriptEffect: Sendable {
    /// Send a new order.
    case place(PlaceIntent)
    /// Send an order again with other terms.
    case modify(PlaceIntent)
    /// Cancel an order.
    case cancel(orderId: Int)
    /// Send a request that is no order.
    case send(ClientMessage)
    /// Show something: prints go to stdout, everything else to stderr, or one JSON line each.
    case output(HostEvent)
    /// Send ``ScriptEvent/timer(_:)`` after that many seconds.
    case startTimer(ScriptTimer, after: Double)
    /// Forget a timer.
    case cancelTimer(ScriptTimer)
    /// The script has used its slice: send ``ScriptEvent/continueSlice`` on the next turn of the loop.
    case continueLater
    /// The run is over; the last effect.
    case ended(RunEnd)

    /// The message that carries the effect to TWS; `nil` where there is none.
    package var clientMessage: ClientMessage? {
        switch self {
        case .place(let intent), .modify(let intent): intent.message
        case .cancel(let orderId):
            .cancelOrder(
                {
                    var cancel = ClientMessage.CancelOrder()
                    cancel.orderId = orderId
                    return cancel
                }()
            )
        case .send(let message): message
        default: nil
        }
    }
}
