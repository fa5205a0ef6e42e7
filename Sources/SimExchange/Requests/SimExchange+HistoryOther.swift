internal import TWSWire

extension SimExchange {
    /// Answers with where an instrument's history begins.
    mutating func sendHeadTimestamp(_ request: ClientMessage.ReqHeadTimeStamp, _ connection: ConnectionID) {
        do throws(Rejection) {
            let instrument = try market.resolve(request.contract, forHistory: true)
            guard HistoryRequest.WhatToShow(text: request.whatToShow) != nil else {
                throw .invalid("Invalid what to show '\(request.whatToShow)'", of: ClientMessage.ReqHeadTimeStamp.self)
            }
            guard let head = market.source.headTimestamp(instrument.conId) else { throw .unknownContract }
            reporter.sendHead(head, request, to: connection)
        } catch {
            send(error, id: request.reqId, to: connection)
        }
    }

    /// Answers with the traded volume by price over a period such as `3 days`, from five-minute bars.
    mutating func sendHistogram(_ request: ClientMessage.ReqHistogramData, _ connection: ConnectionID) {
        do throws(Rejection) {
            let instrument = try market.resolve(request.contract, forHistory: true)
            let words = request.timePeriod.split(separator: " ")
            guard words.count == 2, let count = Int(words[0]), let unit = words[1].uppercased().first,
                "SDWMY".contains(unit)
            else {
                throw .invalid("Invalid time period '\(request.timePeriod)'", of: ClientMessage.ReqHistogramData.self)
            }
            let wanted = HistoryRequest(
                conId: instrument.conId,
                durationStr: "\(count) \(unit)",
                barSizeSetting: "5 mins",
                useRTH: request.useRTH
            )
            var volumes: [Double: Int64] = [:]
            do {
                for bar in try market.source.answer(wanted, now: instrument.lastTime(upTo: now)).bars {
                    volumes[bar.close, default: 0] += bar.volume ?? 0
                }
            } catch {
                throw Rejection(error.code, error.message)
            }
            reporter.sendHistogram(volumes, request.reqId, to: connection)
        } catch {
            send(error, id: request.reqId, to: connection)
        }
    }

    /// Answers a reqHistoricalData with SCHEDULE: the sessions of the days that its duration covers.
    mutating func sendSchedule(
        _ request: ClientMessage.ReqHistoricalData,
        _ instrument: Instrument,
        _ connection: ConnectionID
    ) {
        do {
            let sessions = try schedule(request, instrument)
            reporter.sendSchedule(sessions, instrument.calendar.zone, request.reqId, to: connection)
        } catch {
            send(Rejection(error.code, error.message), id: request.reqId, to: connection)
        }
    }

    private func schedule(
        _ request: ClientMessage.ReqHistoricalData,
        _ instrument: Instrument
    ) throws(HistoryError) -> [HistoricalSession] {
        guard let duration = BarDuration(text: request.durationStr), duration.unit != .seconds else {
            throw .validation("Invalid duration '\(request.durationStr)' for a schedule")
        }
        try HistoryPlan.check(duration)
        let calendar = instrument.calendar
        let wanted = HistoryRequest(
            conId: instrument.conId,
            endDateTime: request.endDateTime,
            durationStr: request.durationStr,
            barSizeSetting: request.barSizeSetting
        )
        let (end, _) = try HistoryPlan.end(wanted, calendar.zone, now)
        let earliest = HistoryPlan.earliest(duration, calendar.zone, end)
        var day = calendar.tradingDay(atOrBefore: end)
        var sessions: [HistoricalSession] = []
        while let ranges = sessions.count < Self.longestSchedule
            ? calendar.sessions(on: day, regularOnly: request.useRTH) : nil,
            let first = ranges.first, let last = ranges.last
        {
            if let earliest, last.upperBound <= earliest { break }
            var session = HistoricalSession()
            session.startDateTime = ExchangeTime.dashedText(first.lowerBound, in: calendar.zone)
            session.endDateTime = ExchangeTime.dashedText(last.upperBound, in: calendar.zone)
            session.refDate = day.text
            sessions.append(session)
            if duration.unit == .days, sessions.count >= duration.count { break }
            day = calendar.tradingDay(before: day)
        }
        return sessions.reversed()
    }

    private static let longestSchedule = 20_000
}
