internal import TWSWire

extension Reporter {
    /// Sends everything in the default stream about an instrument.
    mutating func sendWholeQuote(_ quote: LiveQuote, _ instrument: Instrument, to listener: MarketListener) {
        guard case .topOfBook(let isDelayed, let generic) = listener.content, !generic.isQuiet else { return }
        let types: TickTypes = isDelayed ? .delayed : .live
        if instrument.hasBook {
            sendPrice(types.bid, quote.book.bid, quote.book.bidSize, attributes: 1, to: listener)
            sendPrice(types.ask, quote.book.ask, quote.book.askSize, attributes: 1, to: listener)
            sendSize(types.bidSize, quote.book.bidSize, to: listener)
            sendSize(types.askSize, quote.book.askSize, to: listener)
        }
        if let last = quote.last {
            sendPrice(types.last, last, quote.lastSize ?? 0, to: listener)
            sendSize(types.lastSize, quote.lastSize ?? 0, to: listener)
        }
        if let time = quote.lastTime { sendText(types.lastTimestamp, String(time.seconds), to: listener) }
        if let volume = quote.volume { sendSize(types.volume, volume, to: listener) }
        if let high = quote.high { sendPrice(types.high, high, 0, to: listener) }
        if let low = quote.low { sendPrice(types.low, low, 0, to: listener) }
        if let close = quote.close { sendPrice(types.close, close, 0, to: listener) }
        if let open = quote.open { sendPrice(types.open, open, 0, to: listener) }
        if instrument.secType != .forex { sendHalt(halted.contains(instrument.conId), to: listener) }
    }

    /// Tells a stream whether trading is halted.
    mutating func sendHalt(_ isHalted: Bool, to listener: MarketListener) {
        guard case .topOfBook(let isDelayed, let generic) = listener.content, !generic.isQuiet else { return }
        let types: TickTypes = isDelayed ? .delayed : .live
        var halted = ServerMessage.TickGeneric()
        halted.reqId = listener.requestID
        halted.tickType = types.halted
        halted.value = isHalted ? 1 : 0
        send(halted, to: listener.connection)
    }

    /// Tells a stream that bid, ask or their sizes have changed.
    mutating func sendBook(
        _ before: LiveQuote,
        _ after: LiveQuote,
        _ instrument: Instrument,
        to listener: MarketListener
    ) {
        switch listener.content {
        case .topOfBook(let isDelayed, let generic):
            guard instrument.hasBook, !generic.isQuiet else { return }
            let types: TickTypes = isDelayed ? .delayed : .live
            let (old, new) = (before.book, after.book)
            if old.bid != new.bid { sendPrice(types.bid, new.bid, new.bidSize, attributes: 1, to: listener) }
            if old.ask != new.ask { sendPrice(types.ask, new.ask, new.askSize, attributes: 1, to: listener) }
            if old.bidSize != new.bidSize { sendSize(types.bidSize, new.bidSize, to: listener) }
            if old.askSize != new.askSize { sendSize(types.askSize, new.askSize, to: listener) }
        case .depth(let rows, let isSmart):
            sendDepth(from: before.book, to: after.book, instrument, rows: rows, isSmart: isSmart, listener)
        case .tickByTick(let kind):
            if before.book.bid != after.book.bid || before.book.ask != after.book.ask || kind == .bidAsk {
                sendTick(kind, after, to: listener)
            }
        }
    }

    /// Tells a stream about a trade.
    mutating func sendTrade(
        _ trade: MarketTrade,
        _ before: LiveQuote,
        _ after: LiveQuote,
        to listener: MarketListener
    ) {
        switch listener.content {
        case .topOfBook(let isDelayed, let generic):
            if !generic.isQuiet { sendTrade(trade, before, after, isDelayed ? .delayed : .live, to: listener) }
            if generic.numbers.contains(233) { sendText(48, Self.volumeText(trade, after), to: listener) }
            if generic.numbers.contains(375) { sendText(77, Self.volumeText(trade, after), to: listener) }
        case .depth: return
        case .tickByTick(let kind): sendTick(kind, trade, to: listener)
        }
    }

    private mutating func sendTrade(
        _ trade: MarketTrade,
        _ before: LiveQuote,
        _ after: LiveQuote,
        _ types: TickTypes,
        to listener: MarketListener
    ) {
        sendPrice(types.last, trade.price, trade.size, to: listener)
        sendSize(types.lastSize, trade.size, to: listener)
        if before.lastTime?.seconds != trade.time.seconds {
            sendText(types.lastTimestamp, String(trade.time.seconds), to: listener)
        }
        if let volume = after.volume { sendSize(types.volume, volume, to: listener) }
        if let high = after.high, high != before.high { sendPrice(types.high, high, 0, to: listener) }
        if let low = after.low, low != before.low { sendPrice(types.low, low, 0, to: listener) }
    }

    /// `price;size;epochMillis;totalVolume;vwap;singleMarketMaker`.
    private static func volumeText(_ trade: MarketTrade, _ quote: LiveQuote) -> String {
        "\(trade.price);\(trade.size);\(trade.time.milliseconds);\(quote.volume ?? 0);\(trade.price);true"
    }

    /// Sends ticks that are not in the default stream.
    mutating func sendExtras(_ ticks: [ExtraTick], to listener: MarketListener) {
        for tick in ticks {
            switch tick {
            case .price(let type, let price): sendPrice(type, price, 0, to: listener)
            case .size(let type, let size): sendSize(type, size, to: listener)
            case .text(let type, let text): sendText(type, text, to: listener)
            case .number(let type, let value):
                var message = ServerMessage.TickGeneric()
                (message.reqId, message.tickType, message.value) = (listener.requestID, type, value)
                send(message, to: listener.connection)
            }
        }
    }

    private mutating func sendPrice(
        _ type: Int,
        _ price: Double,
        _ size: Int64,
        attributes: Int = 0,
        to listener: MarketListener
    ) {
        var message = ServerMessage.TickPrice()
        message.reqId = listener.requestID
        message.tickType = type
        message.price = price
        message.size = ExactDecimal(Int(size))
        message.attrMask = attributes
        send(message, to: listener.connection)
    }

    private mutating func sendSize(_ type: Int, _ size: Int64, to listener: MarketListener) {
        var message = ServerMessage.TickSize()
        message.reqId = listener.requestID
        message.tickType = type
        message.size = ExactDecimal(Int(size))
        send(message, to: listener.connection)
    }

    private mutating func sendText(_ type: Int, _ value: String, to listener: MarketListener) {
        var message = ServerMessage.TickString()
        message.reqId = listener.requestID
        message.tickType = type
        message.value = value
        send(message, to: listener.connection)
    }

    /// Starts a stream of quotes: its parameters, which exist from version 114, and the type of its data.
    mutating func sendHead(_ instrument: Instrument, isDelayed: Bool, to listener: MarketListener) {
        var parameters = ServerMessage.TickReqParams()
        parameters.reqId = listener.requestID
        parameters.minTick = instrument.minTick
        parameters.bboExchange = instrument.exchange == "SMART" ? "9c0001" : ""
        parameters.snapshotPermissions = 3
        if version(of: listener.connection) ?? 0 >= 114 { send(parameters, to: listener.connection) }
        var type = ServerMessage.MarketDataType()
        type.reqId = listener.requestID
        type.marketDataType = isDelayed ? 3 : 1
        send(type, to: listener.connection)
    }

    /// Ends a snapshot.
    mutating func endSnapshot(_ requestID: Int, to connection: ConnectionID) {
        var end = ServerMessage.TickSnapshotEnd()
        end.reqId = requestID
        send(end, to: connection)
    }
}
