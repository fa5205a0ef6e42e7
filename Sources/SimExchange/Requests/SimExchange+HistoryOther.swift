internal import TWSWire

extension SimExchange {
    /// Answers where an instrument's history begins.
    mutating func sendHeadTimestamp(_ request: ClientMessage.ReqHeadTimeStamp, _ connection: ConnectionID) {
        do throws(Rejection) {
            let instrument = try market.resolve(request.contract, forHistory: true)
            guard HistoryRequest.WhatToShow(rawValue: request.whatToShow) != nil else {
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

    /// Answers a reqHistoricalData with SCHEDULE: the sessions of the last days.
    mutating func sendSchedule(
        _ request: ClientMessage.ReqHistoricalData,
        _ instrument: Instrument,
        _ connection: ConnectionID
    ) {
        guard let duration = BarDuration(text: request.durationStr), duration.unit == .days, duration.count <= 365
        else {
            let rejection = Rejection.invalid(
                "Invalid duration '\(request.durationStr)' for a schedule",
                of: ClientMessage.ReqHistoricalData.self
            )
            return send(rejection, id: request.reqId, to: connection)
        }
        let calendar = instrument.calendar
        var day = calendar.tradingDay(atOrBefore: now)
        var sessions: [HistoricalSession] = []
        for _ in 0..<duration.count {
            let ranges = calendar.sessions(on: day, regularOnly: request.useRTH)
            if let first = ranges.first, let last = ranges.last {
                var session = HistoricalSession()
                session.startDateTime = ExchangeTime.dashedText(first.lowerBound, in: calendar.zone)
                session.endDateTime = ExchangeTime.dashedText(last.upperBound, in: calendar.zone)
                session.refDate = day.text
                sessions.insert(session, at: 0)
            }
            day = calendar.tradingDay(before: day)
        }
        reporter.sendSchedule(sessions, calendar.zone, request.reqId, to: connection)
    }
}
