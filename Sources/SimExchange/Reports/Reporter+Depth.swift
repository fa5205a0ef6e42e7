internal import TWSWire

extension Reporter {
    /// One row of a synthetic book.
    private struct Level: Hashable {
        let price: Double
        let size: Int64
    }

    /// Sends the rows of a book that differ from the previous ones; all of them if there were none.
    mutating func sendDepth(
        from before: TopOfBook?,
        to after: TopOfBook,
        _ instrument: Instrument,
        rows: Int,
        isSmart: Bool,
        _ listener: MarketListener
    ) {
        for isBid in [true, false] {
            let old = before.map { Self.levels($0, instrument, isBid: isBid, rows: rows) }
            let new = Self.levels(after, instrument, isBid: isBid, rows: rows)
            for (row, level) in new.enumerated() where old?[row] != level {
                send(level, row: row, operation: old == nil ? 0 : 1, isBid: isBid, isSmart: isSmart, listener)
            }
        }
    }

    private static func levels(_ book: TopOfBook, _ instrument: Instrument, isBid: Bool, rows: Int) -> [Level] {
        let (best, size) = isBid ? (book.bid, book.bidSize) : (book.ask, book.askSize)
        let rule = instrument.marketRule
        var price = best
        return (0..<rows).map { row in
            defer {
                let step = rule.increment(at: price)
                price = isBid ? rule.roundedDown(price - step / 2) : rule.roundedUp(price + step / 2)
            }
            return Level(price: price, size: size * Int64(row + 1))
        }
    }

    private mutating func send(
        _ level: Level,
        row: Int,
        operation: Int,
        isBid: Bool,
        isSmart: Bool,
        _ listener: MarketListener
    ) {
        guard isSmart else {
            var message = ServerMessage.UpdateMktDepth()
            message.reqId = listener.requestID
            message.position = row
            message.operation = operation
            message.side = isBid ? 1 : 0
            message.price = level.price
            message.size = ExactDecimal(Int(level.size))
            return send(message, to: listener.connection)
        }
        var message = ServerMessage.UpdateMktDepthL2()
        message.reqId = listener.requestID
        message.position = row
        message.marketMaker = ["NASDAQ", "ARCA", "BATS", "NYSE", "IEX"][row % 5]
        message.operation = operation
        message.side = isBid ? 1 : 0
        message.price = level.price
        message.size = ExactDecimal(Int(level.size))
        message.isSmartDepth = true
        send(message, to: listener.connection)
    }
}
