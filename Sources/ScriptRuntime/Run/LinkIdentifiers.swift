internal import ScriptHost
internal import TWSWire
internal import Trading

/// The ids of a run; learns from what passes its link which of them are in use.
final class LinkIdentifiers: ScriptIdentifiers {
    private let clientId: Int
    private var orderIds = OrderIds()
    private var requestIds = RequestIds()

    init(clientId: Int) { self.clientId = clientId }

    func nextOrderId() -> Int { orderIds.take() ?? 0 }

    func nextRequestId() -> Int { requestIds.take(besides: orderIds.next) }

    func learn(from message: ServerMessage) { orderIds.learn(from: message, clientId: clientId) }

    func learn(from message: ClientMessage) { orderIds.learn(from: message) }
}
