internal import TWSWire

extension SimExchange {
    /// Starts a stream of five-second bars.
    mutating func startRealTimeBars(_ request: ClientMessage.ReqRealTimeBars, _ connection: ConnectionID) {
        do throws(Rejection) {
            let instrument = try market.resolve(request.contract)
            guard let show = HistoryRequest.WhatToShow(text: request.whatToShow),
                [.trades, .midpoint, .bid, .ask].contains(show), show != .trades || instrument.hasTrades,
                show == .trades || instrument.hasBook
            else { throw Rejection(420, "Invalid Real-time Query:Invalid what to show '\(request.whatToShow)'") }
            try RequestTable.checkPlace(
                for: ClientMessage.ReqRealTimeBars.self,
                request.reqId,
                isUsed: directory.subscription(connection, .realTimeBars, request.reqId) != nil
            )
            let stream = BarStream(
                instrument: instrument,
                whatToShow: show,
                formatDate: 2,
                size: .seconds(5),
                useRTH: request.useRTH
            )
            subscribe(connection, .realTimeBars, request.reqId, .bars(stream), firstStrike: nextStrike(.realTimeBars))
        } catch {
            send(error, id: request.reqId, to: connection)
        }
    }

    /// Sends the five-second bar that has just ended.
    mutating func sendRealTimeBar(_ requestID: Int, _ terms: Subscription.Terms, to connection: ConnectionID) {
        guard case .bars(let stream) = terms, session(of: stream) != nil,
            let bar = market.source.bar(
                stream.instrument.conId,
                stream.whatToShow,
                from: now.adding(seconds: -5),
                to: now
            )
        else { return }
        reporter.sendRealTime(bar, requestID, to: connection)
    }
}
