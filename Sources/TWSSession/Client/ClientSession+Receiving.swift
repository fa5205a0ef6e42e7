internal import TWSWire

// MARK: Bytes from TWS

extension ClientSession {
    /// Bytes arrived, cut anywhere.
    ///
    /// A message that cannot be read is dropped and counted, and the connection stays; only a bad length ends it.
    package mutating func receive(_ bytes: Span<UInt8>, at now: SessionInstant) -> [Action] {
        guard phase != .closed, phase != .idle, phase != .connecting else { return [] }
        silence.hear(at: now)
        assembler.append(bytes)
        var actions: [Action] = []
        do throws(SessionError) {
            actions.reserveCapacity(bytes.count / Self.usualFrame)
            if phase == .handshake || phase == .questioned { actions = try receiveAnswer(at: now) }
            while phase == .starting || phase == .ready || phase == .draining, try advance() {
                receiveFrame(into: &actions, at: now)
            }
        } catch {
            actions += phase == .ready || phase == .draining ? end(error) : fail(error)
        }
        return finish(actions, at: now)
    }

    /// About the bytes of a tick; a full read so makes room for its actions once.
    private static let usualFrame = 32

    /// Goes on to the next frame.
    private mutating func advance() throws(SessionError) -> Bool {
        do throws(WireError) {
            return try assembler.advance()
        } catch {
            throw SessionError(
                .protocolViolation,
                "\(configuration.peer) sent a frame of impossible length: \(error)",
                remedy: "connect again; if it happens again, please report it with the log"
            )
        }
    }

    /// Decodes the current frame.
    private mutating func receiveFrame(into actions: inout [Action], at now: SessionInstant) {
        do throws(WireError) {
            let frame = try ServerMessage.decode(assembler.body, serverVersion: serverVersion)
            if case .currentTime = frame.message, probeAnswers.swallows() { return }
            counts.received += 1
            if frame.surplusFields > 0 {
                counts.withSurplusFields += 1
                note("\(frame.message.name): more fields than are known at \(serverVersion)", into: &actions)
            }
            guard phase == .starting else { return actions.append(.deliver(frame.message)) }
            actions.append(.deliver(frame.message))
            actions += starting(frame.message, at: now)
        } catch {
            skip(error, into: &actions)
        }
    }

    /// Counts a message that cannot be read; one about orders or positions makes what is known doubtful.
    private mutating func skip(_ error: WireError, into actions: inout [Action]) {
        if error.code == .unknownMessage {
            counts.unknown += 1
            note("message of unknown id \(error.detail) skipped", into: &actions)
            return
        }
        counts.malformed += 1
        let id = error.messageId.map { "\($0)" } ?? "?"
        let kind = "message \(id) dropped, \(error.code): \(error.field)"
        if told.insert(kind).inserted { actions.append(.note("message \(id) dropped: \(error)")) }
        if let id = error.messageId, Self.accountable.contains(id) {
            actions.append(.reconcile("a message \(id) could not be read (\(error.code): \(error.field))"))
        }
    }

    /// Tells an oddity the first time.
    private mutating func note(_ text: String, into actions: inout [Action]) {
        if told.insert(text).inserted { actions.append(.note(text)) }
    }

    /// Messages that carry orders, fills and positions: orderStatus, openOrder, execDetails, commissionAndFeesReport,
    /// position, completedOrder.
    private static let accountable: Set<Int> = [
        ServerMessage.OrderStatus.id, ServerMessage.OpenOrder.id, ServerMessage.ExecDetails.id,
        ServerMessage.CommissionAndFeesReport.id, ServerMessage.Position.id, ServerMessage.CompletedOrder.id,
    ]
}
