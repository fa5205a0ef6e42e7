package import TWSWire

extension RunBench {
    /// Makes the peer answer the desk's last questions about the state of orders, with their end marks.
    ///
    /// - Parameter missing: The name of a question that gets no answer.
    package func answerRound(openOrders: [ServerMessage] = [], without missing: String = "") {
        let first = peer.sent.lastIndex { $0.name == "reqIds" } ?? peer.sent.endIndex
        for message in peer.sent[first...] where message.name != missing {
            switch message {
            case .reqIds:
                var next = ServerMessage.NextValidId()
                next.orderId = 1
                peer.receive(.nextValidId(next))
            case .reqAllOpenOrders:
                for order in openOrders { peer.receive(order) }
                peer.receive(.openOrderEnd(.init()))
            case .reqExecutions(let request):
                var end = ServerMessage.ExecDetailsEnd()
                end.reqId = request.reqId
                peer.receive(.execDetailsEnd(end))
            case .reqCompletedOrders: peer.receive(.completedOrdersEnd(.init()))
            case .reqPositions: peer.receive(.positionEnd(.init()))
            default: break
            }
        }
    }

    /// Returns the trace without the questions of a round and without what scripts hear of its end.
    package func doneBesidesRound() -> [String] {
        done().filter { line in
            line != "flush" && !line.hasSuffix(" reconciled")
                && !Self.questions.contains { line == "send \($0)" || line.hasPrefix("send \($0) ") }
        }
    }

    private static let questions = [
        "reqIds", "reqAllOpenOrders", "reqExecutions", "reqCompletedOrders", "reqPositions", "cancelPositions",
    ]
}
