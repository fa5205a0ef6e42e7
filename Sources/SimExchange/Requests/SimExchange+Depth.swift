internal import TWSWire

extension SimExchange {
    private static let maximumRows = 5

    /// Starts a book of up to five rows per side: the quote, followed by made-up rows.
    mutating func startDepth(_ request: ClientMessage.ReqMktDepth, _ connection: ConnectionID) {
        do throws(Rejection) {
            let instrument = try market.resolve(request.contract)
            try reserveLine(.depth, for: request, request.reqId, connection)
            let rows = min(Self.maximumRows, max(1, request.numRows))
            let listener = MarketListener(
                connection: connection,
                requestID: request.reqId,
                content: .depth(rows: rows, isSmart: request.isSmartDepth)
            )
            watch(instrument)
            listen(listener, instrument)
            guard let book = market.watch(instrument.conId)?.quote.book else { return }
            reporter.sendDepth(from: nil, to: book, instrument, rows: rows, isSmart: request.isSmartDepth, listener)
        } catch {
            send(error, id: request.reqId, to: connection)
        }
    }
}
