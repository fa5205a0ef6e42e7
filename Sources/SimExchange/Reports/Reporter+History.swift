internal import Notation
internal import TWSWire

extension Reporter {
    /// Answers a request for history.
    mutating func sendHistory(
        _ answer: HistoryAnswer,
        _ request: ClientMessage.ReqHistoricalData,
        to connection: ConnectionID
    ) {
        var message = ServerMessage.HistoricalData()
        message.reqId = request.reqId
        message.startDateStr = timeText(ExchangeTime.text(answer.start, in: answer.zone), for: connection)
        message.endDateStr = timeText(ExchangeTime.text(answer.end, in: answer.zone), for: connection)
        message.bars = answer.bars.map { bar($0, request.formatDate, answer.zone, for: connection) }
        send(message, to: connection)
        var end = ServerMessage.HistoricalDataEnd()
        end.reqId = request.reqId
        end.startDateStr = message.startDateStr
        end.endDateStr = message.endDateStr
        send(end, to: connection)
    }

    /// Returns a bar as messages carry it; -1 for values that quotes do not have.
    private func bar(_ bar: PriceBar, _ format: Int, _ zone: ExchangeZone, for connection: ConnectionID) -> Bar {
        var message = Bar()
        let text = timeText(bar.dateText(in: zone), for: connection)
        switch format {
        case 2: message.date = bar.day?.text ?? String(bar.time.seconds)
        case 3: message.date = String(text.dropFirst(4))
        default: message.date = text
        }
        message.open = bar.open
        message.high = bar.high
        message.low = bar.low
        message.close = bar.close
        message.volume = ExactDecimal(Int(bar.volume ?? -1))
        message.wap = Self.average(bar)
        message.barCount = bar.count ?? -1
        return message
    }

    /// Returns the average price with at most four decimal places; -1 for quotes.
    private static func average(_ bar: PriceBar) -> ExactDecimal? {
        bar.wap.map { ExactDecimal($0.rounded(places: 4)) } ?? ExactDecimal(-1)
    }

    /// Sends the current bar of a query that is kept up to date.
    mutating func sendUpdate(of bar: PriceBar, _ stream: BarStream, _ requestID: Int, to connection: ConnectionID) {
        var message = ServerMessage.HistoricalDataUpdate()
        message.reqId = requestID
        message.bar = self.bar(bar, stream.formatDate, stream.instrument.calendar.zone, for: connection)
        send(message, to: connection)
    }

    /// Sends a five-second bar.
    mutating func sendRealTime(_ bar: PriceBar, _ requestID: Int, to connection: ConnectionID) {
        var message = ServerMessage.RealtimeBar()
        message.reqId = requestID
        message.time = Int(bar.time.seconds)
        message.open = bar.open
        message.high = bar.high
        message.low = bar.low
        message.close = bar.close
        message.volume = ExactDecimal(Int(bar.volume ?? -1))
        message.wap = Self.average(bar)
        message.count = bar.count ?? -1
        send(message, to: connection)
    }

    /// Sends where an instrument's history begins.
    mutating func sendHead(
        _ head: ExchangeInstant,
        _ request: ClientMessage.ReqHeadTimeStamp,
        to connection: ConnectionID
    ) {
        var message = ServerMessage.HeadTimestamp()
        message.reqId = request.reqId
        message.headTimestamp = request.formatDate == 2 ? String(head.seconds) : ExchangeTime.utcText(head)
        send(message, to: connection)
    }

    /// Sends the traded volume by price.
    mutating func sendHistogram(_ volumes: [Double: Int64], _ requestID: Int, to connection: ConnectionID) {
        var message = ServerMessage.HistogramData()
        message.reqId = requestID
        message.items = volumes.sorted { $0.key < $1.key }.map { price, volume in
            var item = HistogramEntry()
            item.price = price
            item.size = ExactDecimal(Int(volume))
            return item
        }
        send(message, to: connection)
    }

    /// Sends the sessions of some days.
    mutating func sendSchedule(
        _ sessions: [HistoricalSession],
        _ zone: ExchangeZone,
        _ requestID: Int,
        to connection: ConnectionID
    ) {
        var message = ServerMessage.HistoricalSchedule()
        message.reqId = requestID
        message.startDateTime = sessions.first?.startDateTime ?? ""
        message.endDateTime = sessions.last?.endDateTime ?? ""
        message.timeZone = zone.name
        message.sessions = sessions
        send(message, to: connection)
    }

    /// Sends historical ticks in the message of their kind; the list is complete.
    mutating func send(_ list: PastTickList, requestID: Int, to connection: ConnectionID) {
        switch list {
        case .trades(let ticks):
            var message = ServerMessage.HistoricalTicksLast()
            (message.reqId, message.ticks, message.done) = (requestID, ticks, true)
            send(message, to: connection)
        case .bidAsk(let ticks):
            var message = ServerMessage.HistoricalTicksBidAsk()
            (message.reqId, message.ticks, message.done) = (requestID, ticks, true)
            send(message, to: connection)
        case .midpoint(let ticks):
            var message = ServerMessage.HistoricalTicks()
            (message.reqId, message.ticks, message.done) = (requestID, ticks, true)
            send(message, to: connection)
        }
    }
}
