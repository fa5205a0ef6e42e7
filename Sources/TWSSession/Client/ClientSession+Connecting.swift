// MARK: Events until the connection is ready

extension ClientSession {
    /// Starts an attempt to connect; the deadline runs from here.
    package mutating func connecting(at now: SessionInstant) -> [Action] {
        precondition(phase == .idle, "a session is used once")
        phase = .connecting
        deadline = now + configuration.deadline
        return finish([], at: now)
    }

    /// Handles a connected socket.
    package mutating func connected(at now: SessionInstant) -> [Action] {
        guard phase == .connecting || phase == .idle else { return [] }
        if deadline == nil { deadline = now + configuration.deadline }
        phase = .handshake
        return finish([.write(greeting)], at: now)
    }

    /// Handles a failed attempt to connect the socket.
    package mutating func connectFailed(_ error: SessionError) -> [Action] {
        guard phase == .connecting || phase == .idle else { return [] }
        return fail(error)
    }

    /// Handles a socket closed by the peer or the network.
    ///
    /// - Parameter cause: The system's description; empty for an orderly close.
    package mutating func closed(cause: String = "") -> [Action] {
        switch phase {
        case .closed: return []
        case .idle, .connecting, .handshake, .questioned, .starting:
            return fail(.closedByPeer(configuration.peer, reached: progress, cause: cause))
        case .draining:
            return end(nil)
        case .ready:
            let why = cause.isEmpty ? "" : " (\(cause))"
            return end(SessionError(.connectionLost, "\(configuration.peer) closed the connection\(why)"))
        }
    }

    /// Handles the moment of an earlier `wakeAt`; an extra call does no harm.
    package mutating func wake(at now: SessionInstant) -> [Action] {
        guard phase != .closed else { return [] }
        requestedWake = nil
        if let deadline, now >= deadline {
            return fail(.timedOut(configuration.peer, after: configuration.deadline, reached: progress))
        }
        var actions: [Action] = []
        if let moment = momentToQuestion, now >= moment {
            phase = .questioned
            actions.append(.write(Self.lineEnds))
        }
        if let error = breakSilence(at: now) { return end(error) }
        return finish(actions, at: now)
    }
}

// MARK: Ends and wakes

extension ClientSession {
    /// The progress of the attempt.
    private var progress: ConnectionProgress {
        switch phase {
        case .idle, .connecting: .connecting
        case .handshake, .questioned: .handshake
        default: .starting
        }
    }

    /// Gives up before the connection is ready.
    mutating func fail(_ error: SessionError) -> [Action] {
        phase = .closed
        return [.fail(error), .close]
    }

    /// Ends a session that was ready.
    mutating func end(_ error: SessionError?) -> [Action] {
        phase = .closed
        unsentOrders = queue.takeOrders { _ in true }
        queue = SendQueue()
        history.dropHeld()
        return [.end(error), .close]
    }

    /// Adds what pacing lets out, and the next moment to wake.
    mutating func finish(_ actions: [Action], at now: SessionInstant) -> [Action] {
        guard phase != .closed else { return actions }
        var actions = actions
        if phase == .ready || phase == .draining {
            drain(into: &actions, at: now)
            if phase == .draining, queue.isEmpty { return actions + end(nil) }
        }
        wakeForHistory = queue.isEmpty && isWritable ? history.opening(at: now) : nil
        if let wanted = nextWake, requestedWake.map({ wanted < $0 }) ?? true {
            requestedWake = wanted
            actions.append(.wakeAt(wanted))
        }
        return actions
    }

    /// The earliest moment at which something is due: sending what pacing holds back, probing a silent peer, or giving
    /// up; `nil` for none.
    package var nextWake: SessionInstant? {
        guard phase != .closed else { return nil }
        let departure = queue.isEmpty || !isWritable ? nil : pacer.opening
        let past = wakeForHistory.map { max($0, pacer.opening ?? $0) }
        let silenceEnd = phase == .ready ? silence.due : nil
        var earliest = deadline
        func mind(_ moment: SessionInstant?) {
            if let moment, earliest.map({ moment < $0 }) ?? true { earliest = moment }
        }
        mind(momentToQuestion)
        mind(departure)
        mind(past)
        mind(silenceEnd)
        return earliest
    }
}
