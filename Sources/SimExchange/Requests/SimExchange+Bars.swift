internal import Notation
internal import TWSWire

extension SimExchange {
    /// Historical data and five-second bars; tells whether the request was one of these.
    mutating func serveBars(_ message: ClientMessage, _ connection: ConnectionID) -> Bool {
        switch message {
        case .reqHistoricalData(let request): serveHistory(request, connection)
        case .cancelHistoricalData(let request):
            guard !unsubscribe(connection, .historicalBars, request.reqId) else { return true }
            let text = "No historical data query found for ticker id:\(request.reqId)"
            send(Rejection(366, text), id: request.reqId, to: connection)
        case .reqRealTimeBars(let request): startRealTimeBars(request, connection)
        case .cancelRealTimeBars(let request):
            guard !unsubscribe(connection, .realTimeBars, request.reqId) else { return true }
            send(Rejection(300, "Can't find EId with tickerId:\(request.reqId)"), id: request.reqId, to: connection)
        case .reqHeadTimeStamp(let request): sendHeadTimestamp(request, connection)
        case .reqHistoricalTicks(let request): serveHistoricalTicks(request, connection)
        case .reqHistogramData(let request): sendHistogram(request, connection)
        default: return false
        }
        return true
    }

    private mutating func serveHistory(_ request: ClientMessage.ReqHistoricalData, _ connection: ConnectionID) {
        do throws(Rejection) {
            let instrument = try resolve(request.contract, forHistory: true)
            guard subscription(connection, .historicalBars, request.reqId) == nil else {
                throw Rejection(386, "Duplicate ticker ID for API historical data query")
            }
            if request.whatToShow == "SCHEDULE" { return sendSchedule(request, instrument, connection) }
            guard !request.keepUpToDate || request.endDateTime.isEmpty else {
                throw .invalid("End Date/Time must be empty for a query that is kept up to date", request: "bH")
            }
            let stream = try barStream(request, instrument)
            let answer = try historyAnswer(request, instrument)
            if answer.isZoneAssumed { warnAboutZone(request.reqId, connection) }
            sendHistory(answer, request, to: connection)
            guard request.keepUpToDate else { return }
            subscribe(
                connection,
                .historicalBars,
                request.reqId,
                .bars(stream),
                firstStrike: nextStrike(.historicalBars)
            )
        } catch {
            send(error, id: request.reqId, to: connection)
        }
    }

    private func historyAnswer(
        _ request: ClientMessage.ReqHistoricalData,
        _ instrument: Instrument
    ) throws(Rejection) -> HistoryAnswer {
        let wanted = HistoryRequest(
            conId: instrument.conId,
            endDateTime: request.endDateTime,
            durationStr: request.durationStr,
            barSizeSetting: request.barSizeSetting,
            whatToShow: request.whatToShow,
            useRTH: request.useRTH
        )
        do {
            return try history.answer(wanted, now: instrument.lastTime(upTo: now))
        } catch {
            throw Rejection(error.code, error.message)
        }
    }

    private func barStream(
        _ request: ClientMessage.ReqHistoricalData,
        _ instrument: Instrument
    ) throws(Rejection) -> BarStream {
        let size = BarSize(text: request.barSizeSetting) ?? .day
        let show = HistoryRequest.WhatToShow(rawValue: request.whatToShow) ?? .trades
        guard !request.keepUpToDate || [.trades, .midpoint, .bid, .ask].contains(show) else {
            throw .invalid("\(request.whatToShow) cannot be kept up to date", request: "bH")
        }
        return BarStream(
            instrument: instrument,
            whatToShow: show,
            formatDate: request.formatDate,
            size: size,
            useRTH: request.useRTH
        )
    }

    private mutating func sendHistory(
        _ answer: HistoryAnswer,
        _ request: ClientMessage.ReqHistoricalData,
        to connection: ConnectionID
    ) {
        var message = ServerMessage.HistoricalData()
        message.reqId = request.reqId
        message.startDateStr = ExchangeTime.text(answer.start, in: answer.zone)
        message.endDateStr = ExchangeTime.text(answer.end, in: answer.zone)
        message.bars = answer.bars.map { Self.bar($0, format: request.formatDate, zone: answer.zone) }
        send(message, to: connection)
        var end = ServerMessage.HistoricalDataEnd()
        end.reqId = request.reqId
        end.startDateStr = message.startDateStr
        end.endDateStr = message.endDateStr
        send(end, to: connection)
    }

    /// A bar as messages carry it; what quotes have none of is -1.
    static func bar(_ bar: PriceBar, format: Int, zone: ExchangeZone) -> Bar {
        var message = Bar()
        let text = bar.dateText(in: zone)
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
        message.wap = average(bar)
        message.barCount = bar.count ?? -1
        return message
    }

    /// The average price with at most four digits behind the point, -1 for quotes.
    static func average(_ bar: PriceBar) -> ExactDecimal? {
        bar.wap.map { ExactDecimal($0.rounded(places: 4)) } ?? ExactDecimal(-1)
    }

    /// Sends the present bar of a query that is kept up to date.
    mutating func sendBarUpdate(_ requestID: Int, _ terms: Subscription.Terms, to connection: ConnectionID) {
        guard case .bars(let stream) = terms, let session = session(of: stream),
            let bar = presentBar(stream, session)
        else { return }
        var message = ServerMessage.HistoricalDataUpdate()
        message.reqId = requestID
        message.bar = Self.bar(bar, format: stream.formatDate, zone: stream.instrument.calendar.zone)
        send(message, to: connection)
    }

    private func presentBar(_ stream: BarStream, _ session: Range<ExchangeInstant>) -> PriceBar? {
        if case .seconds(let seconds) = stream.size {
            let zone = stream.instrument.calendar.zone
            let last = now.adding(nanoseconds: -1)
            let start = last.seconds - Int64(zone.local(last).secondOfDay % seconds)
            return history.bar(
                stream.instrument.conId,
                stream.whatToShow,
                from: max(session.lowerBound, ExchangeInstant(seconds: start)),
                to: now
            )
        }
        let (duration, size): (String, String) =
            switch stream.size {
            case .week: ("1 W", "1 week")
            case .month: ("1 M", "1 month")
            default: ("1 D", "1 day")
            }
        let request = HistoryRequest(
            conId: stream.instrument.conId,
            durationStr: duration,
            barSizeSetting: size,
            whatToShow: stream.whatToShow.rawValue,
            useRTH: stream.useRTH
        )
        return try? history.answer(request, now: now).bars.last
    }
}
