package import TWSWire

// MARK: Messages to TWS

extension ClientSession {
    /// Sends a message, now or when pacing allows; orders and cancels go before requests.
    ///
    /// - Throws: ``SessionError``: `notConnected` unless ready; `cannotEncode` if the server version does not know the
    ///   message or a text cannot be encoded; `queueFull` if too much is already waiting. Nothing is sent then.
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

    /// Closes the session: waiting orders and cancels still leave, requests do not.
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

    /// Takes back orders that wait for pacing or for the socket; they are never sent.
    ///
    /// - Parameter orders: The order IDs to take back; `nil` for all.
    /// - Returns: The order ID of each frame taken back, oldest first (an order whose change was also waiting appears
    ///   twice), and the actions to run.
    package mutating func takeBack(
        orders: Set<Int>? = nil,
        at now: SessionInstant
    ) -> (orders: [Int], actions: [Action]) {
        let taken = queue.takeOrders { orders?.contains($0) ?? true }
        return (taken, finish([], at: now))
    }

    /// Whether the bytes of an order, or of a change to it, wait for pacing or for the socket.
    package func isWaiting(order orderId: Int) -> Bool { queue.holds(order: orderId) }

    /// Whether the bytes of an order, or of a change to it, have not left: they wait, or will never leave.
    package func holds(order orderId: Int) -> Bool { isWaiting(order: orderId) || unsentOrders.contains(orderId) }

    /// Handles a change of the socket's writability; while it is not writable, messages wait and orders still overtake.
    package mutating func writability(_ isWritable: Bool, at now: SessionInstant) -> [Action] {
        self.isWritable = isWritable
        return finish([], at: now)
    }

    /// Tells the session that everything passed to `write` so far has reached the socket.
    package mutating func flushed(at now: SessionInstant) { pacer.flushed(at: now) }
}

extension ClientSession {
    /// Returns the frame of a message.
    func encode(_ message: ClientMessage) throws(SessionError) -> [UInt8] {
        do throws(WireError) {
            return try Frame.framed(message.body(serverVersion: serverVersion))
        } catch {
            throw SessionError(.cannotEncode, "\(message.name): \(error)")
        }
    }

    /// Lets out what may leave: orders and cancels, then requests, then requests for historical data.
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
