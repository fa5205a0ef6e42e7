internal import TWSWire

// MARK: What waits for the pacing

extension ClientSession {
    /// Accepts a request for historical data; one that shares another's answer is not sent.
    mutating func ask(_ request: HistoricalRequest, bytes: Int, at now: SessionInstant) -> [Action] {
        guard history.append(request, bytes: bytes) else { return finish([], at: now) }
        var actions: [Action] = []
        count(line: request.message, into: &actions)
        if let hold = history.hold(on: request, at: now) {
            actions.append(.held(request.id))
            heldPast.insert(request.id)
            // Without a moment, the wait is as long as an answer takes.
            let until = hold.until ?? now + .seconds(60)
            if waits.isNew(hold.rule.text, until: until, at: now) {
                let wait = hold.until.map { "\(Self.wholeSeconds($0 - now)) s" } ?? "for an answer"
                actions.append(.note("\(request.message.name) waits \(wait): IB takes \(hold.rule.text)"))
            }
        }
        return finish(actions, at: now)
    }

    /// Takes the next historical data request that may leave, encoded.
    mutating func popHistory(at now: SessionInstant, _ actions: inout [Action]) -> SendQueue.Entry? {
        guard phase == .ready, let request = history.popOpen(at: now) else { return nil }
        if heldPast.remove(request.id) != nil { actions.append(.left(request.id)) }
        do throws(SessionError) {
            return SendQueue.Entry(bytes: try encode(request.message), kind: .request)
        } catch {
            // It was already encoded once when it was accepted.
            actions.append(.note("\(error)"))
            return nil
        }
    }

    /// Handles a cancel for historical data that waits or is shared; `nil` for a message that is sent unchanged.
    mutating func cancelPast(_ message: ClientMessage, at now: SessionInstant) throws(SessionError) -> [Action]? {
        let id: Int
        switch message {
        case .cancelHistoricalData(let cancel): id = cancel.reqId
        case .cancelHistoricalTicks(let cancel): id = cancel.reqId
        case .cancelRealTimeBars(let cancel): id = cancel.reqId
        default: return nil
        }
        guard !history.isIdle else { return nil }
        heldPast.remove(id)
        switch history.cancel(id) {
        case .silently:
            _ = lines.exceeds(with: message)
            return finish([], at: now)
        case .atTWS(id): return nil
        case .atTWS(let other):
            queue.append(try encode(message.with(requestId: other)), .request)
            return finish([], at: now)
        }
    }

    /// Returns how to queue a message that waits behind others; notes if it will wait long.
    mutating func waitingKind(of message: ClientMessage, at now: SessionInstant, _ actions: inout [Action])
        -> SendQueue.Kind
    {
        let kind = SendQueue.Kind(message)
        guard kind == .request, configuration.maximumRate > 0, let opening = pacer.opening else { return kind }
        let ahead = Duration.milliseconds(queue.count * 1_000 / configuration.maximumRate)
        let until = max(now, opening) + ahead
        guard until - now > WaitNotes.shortest else { return kind }
        let rule = "at most \(configuration.maximumRate) messages in any second"
        if waits.isNew(rule, until: until, at: now) {
            let waiting = queue.count == 0 ? "1 request waits" : "\(queue.count + 1) requests wait"
            let seconds = Self.wholeSeconds(until - now)
            actions.append(.note("\(waiting), the last for about \(seconds) s: IB accepts \(rule)"))
        }
        guard let id = message.requestId else { return kind }
        actions.append(.held(id))
        return .held(id)
    }

    /// Counts market data lines; notes when there are more than a login usually has.
    mutating func count(line message: ClientMessage, into actions: inout [Action]) {
        guard lines.exceeds(with: message) else { return }
        actions.append(
            .note(
                "more than \(MarketDataLines.usual) market data lines are open: TWS refuses them with error 101 unless the "
                    + "login has more"
            )
        )
    }

    /// Delivers a message to whoever asked: one answer for historical data may go to several requests.
    mutating func deliver(_ message: ServerMessage, into actions: inout [Action]) {
        guard !history.isIdle, let (id, isLast) = answer(toPast: message),
            let listeners = history.listeners(id, isLast: isLast)
        else { return actions.append(.deliver(message)) }
        for listener in listeners {
            actions.append(.deliver(listener == id ? message : message.with(requestId: listener)))
        }
    }

    /// Returns which historical data request a message answers, if any, and whether it is the last answer.
    private func answer(toPast message: ServerMessage) -> (id: Int, isLast: Bool)? {
        switch message {
        case .historicalData(let data): (data.reqId, serverVersion < ServerVersion.historicalDataEnd)
        case .historicalDataEnd(let end): (end.reqId, true)
        case .historicalSchedule(let schedule): (schedule.reqId, true)
        case .historicalTicks(let ticks): (ticks.reqId, ticks.done)
        case .historicalTicksBidAsk(let ticks): (ticks.reqId, ticks.done)
        case .historicalTicksLast(let ticks): (ticks.reqId, ticks.done)
        // Codes about the connection to a data farm are advisory; all others end a request.
        case .error(let error) where !(2_100..<2_200).contains(error.errorCode): (error.reqId, true)
        default: nil
        }
    }

    private static func wholeSeconds(_ duration: Duration) -> Int64 {
        (duration.wholeNanoseconds + 999_999_999) / 1_000_000_000
    }
}
