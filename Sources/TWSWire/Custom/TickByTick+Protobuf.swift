/// The text form has the tick's fields in the message, protobuf in one of three nested messages.
extension ServerMessage.TickByTick {
    mutating func mergeCustom(field: Int, from reader: inout ProtobufReader) throws(WireError) {
        switch field {
        case 3: take(try HistoricalTickLast.nested(in: &reader))
        case 4: take(try HistoricalTickBidAsk.nested(in: &reader))
        default: take(try HistoricalTick.nested(in: &reader))
        }
    }

    private mutating func take(_ tick: HistoricalTickLast) {
        time = tick.time
        price = tick.price
        size = tick.size
        tickAttribLast = tick.tickAttribLast
        exchange = tick.exchange
        specialConditions = tick.specialConditions
    }

    private mutating func take(_ tick: HistoricalTickBidAsk) {
        time = tick.time
        tickAttribBidAsk = tick.tickAttribBidAsk
        bidPrice = tick.priceBid
        askPrice = tick.priceAsk
        bidSize = tick.sizeBid
        askSize = tick.sizeAsk
    }

    private mutating func take(_ tick: HistoricalTick) {
        time = tick.time
        midPoint = tick.price
    }

    func encodeCustom(field: Int, into writer: inout ProtobufWriter) throws(WireError) {
        switch (field, tickType) {
        case (3, 1), (3, 2):
            var tick = HistoricalTickLast()
            tick.time = time
            tick.price = price
            tick.size = size
            tick.tickAttribLast = tickAttribLast
            tick.exchange = exchange
            tick.specialConditions = specialConditions
            try writer.message(field) { (nested: inout ProtobufWriter) throws(WireError) in
                try tick.encode(protobuf: &nested)
            }
        case (4, 3):
            var tick = HistoricalTickBidAsk()
            tick.time = time
            tick.tickAttribBidAsk = tickAttribBidAsk
            tick.priceBid = bidPrice
            tick.priceAsk = askPrice
            tick.sizeBid = bidSize
            tick.sizeAsk = askSize
            try writer.message(field) { (nested: inout ProtobufWriter) throws(WireError) in
                try tick.encode(protobuf: &nested)
            }
        case (5, 4):
            var tick = HistoricalTick()
            tick.time = time
            tick.price = midPoint
            try writer.message(field) { (nested: inout ProtobufWriter) throws(WireError) in
                try tick.encode(protobuf: &nested)
            }
        default: break
        }
    }
}
