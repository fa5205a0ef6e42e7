package import TWSWire

// MARK: Messages to TWS

extension ClientSession {
    /// Sends a message, now or when the pacing allows; orders and cancels go before requests.
    ///
    /// - Throws: ``SessionError``: `notConnected` unless ready; `cannotEncode` when the server version does not know the
    ///   message or a text cannot be carried; `queueFull` when too much waits already. Nothing is sent then.
    package mutating func send(_ message: ClientMessage, at now: SessionInstant) throws(SessionError) -> [Action] {
        guard phase == .ready else {
            throw SessionError(.notConnected, "\(message.name): not connected to \(configuration.peer)")
        }
        if let actions = try cancelPast(message, at: now) { return actions }
        let frame = try encode(message)
        guard queue.bytes + history.bytes + frame.count <= configuration.maximumQueuedBytes else {
            throw SessionError(
                .queueFull,
                "\(message.name): \(queue.count + history.count) messages wait to be sent already",
                remedy: isWritable ? "send fewer requests a second" : "\(configuration.peer) does not read; restart it"
            )
        }
        if let request = HistoricalRequest(message) { return ask(request, bytes: frame.count, at: now) }
        var actions: [Action] = []
        queue.append(frame, waitingKind(of: message, at: now, &actions))
        count(line: message, into: &actions)
        return finish(actions, at: now)
    }

    /// Closes: orders and cancels that wait still leave, requests do not.
    package mutating func close(at now: SessionInstant) -> [Action] {
        switch phase {
        case .closed, .draining:
            return []
        case .ready:
            phase = .draining
            queue.dropRequests()
            history.dropHeld()
            return finish([], at: now)
        default:
            phase = .closed
            return [.end(nil), .close]
        }
    }

    /// Takes orders back that wait for the pacing or the socket; they are never sent.
    ///
    /// - Parameter orders: the ids to take back; `nil` for all.
    /// - Returns: the order id of each frame taken back, oldest first (an order whose change waited as well is named
    ///   twice), and what is to be done.
    package mutating func takeBack(
        orders: Set<Int>? = nil,
        at now: SessionInstant
    ) -> (orders: [Int], actions: [Action]) {
        let taken = queue.takeOrders { orders?.contains($0) ?? true }
        return (taken, finish([], at: now))
    }

    /// Whether the bytes of an order, or of a change of it, wait for the pacing or the socket.
    package func isWaiting(order orderId: Int) -> Bool { queue.holds(order: orderId) }

    /// Whether the bytes of an order, or of a change of it, have not left: they wait, or never will.
    package func holds(order orderId: Int) -> Bool { isWaiting(order: orderId) || unsentOrders.contains(orderId) }

    /// The socket takes more bytes, or no longer; while it does not, messages wait and orders still overtake.
    package mutating func writability(_ isWritable: Bool, at now: SessionInstant) -> [Action] {
        self.isWritable = isWritable
        return finish([], at: now)
    }

    /// Everything given out in `write` so far has been handed to the socket.
    package mutating func flushed(at now: SessionInstant) { pacer.flushed(at: now) }
}

extension ClientSession {
    /// The frame of a message.
    func encode(_ message: ClientMessage) throws(SessionError) -> [UInt8] {
        do throws(WireError) {
            return try Frame.framed(message.body(serverVersion: serverVersion))
        } catch {
            throw SessionError(.cannotEncode, "\(message.name): \(error)")
        }
    }

    /// Lets leave what may: orders and cancels, then requests, then those of past data.
    mutating func drain(into actions: inout [Action], at now: SessionInstant) {
        var bytes: [UInt8] = []
        let isHolding = !queue.isEmpty && configuration.holdsOrders?() ?? false
        while isWritable, pacer.isOpen(at: now),
            let entry = queue.popFirst(holdingOrders: isHolding) ?? popHistory(at: now, &actions)
        {
            pacer.count(at: now)
            counts.sent += 1
            switch entry.kind {
            case .time: probeAnswers.countRequest()
            case .probe: probeAnswers.countProbe()
            case .held(let id): actions.append(.left(id))
            case .order, .cancel, .request: break
            }
            if bytes.isEmpty { bytes = entry.bytes } else { bytes += entry.bytes }
        }
        if !bytes.isEmpty { actions.append(.write(bytes)) }
    }
}
