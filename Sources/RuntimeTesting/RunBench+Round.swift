package import TWSWire

extension RunBench {
    /// The peer answers the last questions of the desk about where orders stand, with their end marks.
    ///
    /// - Parameter missing: The name of a question that has no answer.
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

    /// What was done, without the questions of a round and what scripts hear of its end.
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
