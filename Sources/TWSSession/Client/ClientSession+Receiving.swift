internal import TWSWire

// MARK: Bytes from TWS

extension ClientSession {
    /// Handles received bytes, split anywhere.
    ///
    /// A message that cannot be decoded is dropped and counted, and the connection stays; only a bad length ends it.
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

    /// The approximate size of a tick; with it, a full read reserves room for its actions once.
    private static let usualFrame = 32

    /// Advances to the next frame.
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
        let frame: DecodedFrame<ServerMessage>
        do throws(WireError) {
            frame = try ServerMessage.decode(assembler.body, serverVersion: serverVersion)
        } catch {
            return skip(error, into: &actions)
        }
        take(frame.message, surplusFields: frame.surplusFields, into: &actions, at: now)
    }

    /// Takes the message of the current frame.
    private mutating func take(
        _ message: ServerMessage,
        surplusFields: Int,
        into actions: inout [Action],
        at now: SessionInstant
    ) {
        if case .currentTime = message, probeAnswers.swallows() { return }
        if case .error = message, let notice = simulatorNotice(message) { return actions.append(.simulator(notice)) }
        let length = assembler.body.count
        if length > Self.usualLength, let limit = Self.longest[message.id], length > limit {
            return skip(message, longerThan: limit, into: &actions)
        }
        counts.received += 1
        if surplusFields > 0 {
            counts.withSurplusFields += 1
            note("\(message.name): more fields than are known at \(serverVersion)", into: &actions)
        }
        guard phase == .starting else { return deliver(message, into: &actions) }
        actions.append(.deliver(message))
        actions += starting(message, at: now)
    }

    /// Returns what the simulator says about itself, if it was asked to; `nil` for every other message.
    private mutating func simulatorNotice(_ message: ServerMessage) -> SimulatorNotice? {
        guard configuration.optionalCapabilities == SimulatorNotice.capability, let notice = SimulatorNotice(message)
        else { return nil }
        answer.simulator = notice
        return notice
    }

    /// Counts a message that cannot be decoded; if it is about orders or positions, the known state becomes doubtful.
    private mutating func skip(_ error: WireError, into actions: inout [Action]) {
        if error.code == .unknownMessage {
            counts.unknown += 1
            note("message of unknown id \(error.detail) skipped", into: &actions)
            return
        }
        counts.malformed += 1
        let id = error.messageId.map { "\($0)" } ?? "?"
        let kind = "message \(id) dropped, \(error.code): \(error.field)"
        if told.count < Self.mostTold, told.insert(kind).inserted {
            actions.append(.note("message \(id) dropped: \(error)"))
        }
        if let id = error.messageId, Self.accountable.contains(id) {
            actions.append(.reconcile("a message \(id) could not be read (\(error.code): \(error.field))"))
        }
    }

    /// Counts a message far longer than its kind can be: parts of these messages are kept for long.
    private mutating func skip(_ message: ServerMessage, longerThan limit: Int, into actions: inout [Action]) {
        counts.malformed += 1
        note("\(message.name) dropped: longer than \(limit) bytes", into: &actions)
        actions.append(.reconcile("a message \(message.id) could not be read (it is longer than \(limit) bytes)"))
    }

    /// The largest number of kinds of oddities noted; a peer must not fill the memory with ever new ones.
    private static let mostTold = 1_000

    /// Notes an oddity the first time.
    private mutating func note(_ text: String, into actions: inout [Action]) {
        guard told.count < Self.mostTold, told.insert(text).inserted else { return }
        actions.append(.note(text))
    }

    /// The size that nearly every message fits in, in bytes; no limit is below it.
    private static let usualLength = 4_096

    /// The largest size, in bytes, of messages whose parts are kept, by ID; at least ten times what TWS sends.
    private static let longest: [Int: Int] = [
        ServerMessage.OrderStatus.id: usualLength, ServerMessage.ExecDetails.id: usualLength,
        ServerMessage.CommissionAndFeesReport.id: usualLength, ServerMessage.Position.id: usualLength,
        ServerMessage.OpenOrder.id: 65_536, ServerMessage.CompletedOrder.id: 65_536,
    ]

    /// The IDs of messages that carry orders, fills and positions: orderStatus, openOrder, execDetails,
    /// commissionAndFeesReport, position, completedOrder.
    private static let accountable: Set<Int> = [
        ServerMessage.OrderStatus.id, ServerMessage.OpenOrder.id, ServerMessage.ExecDetails.id,
        ServerMessage.CommissionAndFeesReport.id, ServerMessage.Position.id, ServerMessage.CompletedOrder.id,
    ]
}
