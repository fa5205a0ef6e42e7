internal import Notation
internal import TWSWire

extension SimExchange {
    /// Answers a request for history, and keeps it up to date if requested.
    mutating func serveHistory(_ request: ClientMessage.ReqHistoricalData, _ connection: ConnectionID) {
        do throws(Rejection) {
            let instrument = try market.resolve(request.contract, forHistory: true)
            try RequestTable.checkPlace(
                for: ClientMessage.ReqHistoricalData.self,
                request.reqId,
                isUsed: directory.subscription(connection, .historicalBars, request.reqId) != nil
            )
            if request.whatToShow.uppercased() == "SCHEDULE" { return sendSchedule(request, instrument, connection) }
            try RequestTable.checkFields(request)
            let stream = try barStream(request, instrument)
            let answer = try historyAnswer(request, instrument)
            if answer.isZoneAssumed { warnAboutZone(request.reqId, connection) }
            reporter.sendHistory(answer, request, to: connection)
            guard request.keepUpToDate else { return }
            subscribe(
                connection,
                .historicalBars,
                request.reqId,
                .bars(stream),
                firstStrike: nextStrike(.historicalBars, .bars(stream))
            )
        } catch {
            send(error, id: request.reqId, to: connection)
        }
    }

    private func historyAnswer(
        _ request: ClientMessage.ReqHistoricalData,
        _ instrument: Instrument
    ) throws(Rejection) -> HistoryAnswer {
        var wanted = HistoryRequest(
            conId: instrument.conId,
            endDateTime: request.endDateTime,
            durationStr: request.durationStr,
            barSizeSetting: request.barSizeSetting,
            whatToShow: request.whatToShow,
            useRTH: request.useRTH
        )
        wanted.runsOn = configuration.sessions == .open
        do {
            return try market.source.answer(wanted, now: instrument.lastTime(upTo: now))
        } catch  where request.keepUpToDate && error.code == 162 && hasBarClock(instrument) {
            return HistoryAnswer(bars: [], zone: instrument.calendar.zone, start: now, end: now, isZoneAssumed: false)
        } catch {
            throw Rejection(error.code, error.message)
        }
    }

    private func barStream(
        _ request: ClientMessage.ReqHistoricalData,
        _ instrument: Instrument
    ) throws(Rejection) -> BarStream {
        let size = BarSize(text: request.barSizeSetting) ?? .day
        let show = HistoryRequest.WhatToShow(text: request.whatToShow) ?? .trades
        guard !request.keepUpToDate || [.trades, .midpoint, .bid, .ask].contains(show) else {
            throw .invalid("\(request.whatToShow) cannot be kept up to date", of: ClientMessage.ReqHistoricalData.self)
        }
        return BarStream(
            instrument: instrument,
            whatToShow: show,
            formatDate: request.formatDate,
            size: size,
            useRTH: request.useRTH
        )
    }

    /// Sends the current bar of a query that is kept up to date.
    mutating func sendBarUpdate(_ requestID: Int, _ terms: Subscription.Terms, to connection: ConnectionID) {
        if sendFileBars(requestID, terms, to: connection) { return }
        guard case .bars(let stream) = terms, let session = session(of: stream),
            let bar = presentBar(stream, session)
        else { return }
        reporter.sendUpdate(of: bar, stream, requestID, to: connection)
    }

    private func presentBar(_ stream: BarStream, _ session: Range<ExchangeInstant>) -> PriceBar? {
        if case .seconds(let seconds) = stream.size {
            let zone = stream.instrument.calendar.zone
            let last = now.adding(nanoseconds: -1)
            let start = last.seconds - Int64(zone.local(last).secondOfDay % seconds)
            return market.source.bar(
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
        return try? market.source.answer(request, now: now).bars.last
    }
}
