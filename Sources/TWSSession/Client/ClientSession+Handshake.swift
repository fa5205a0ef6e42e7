internal import TWSWire

// MARK: The handshake

extension ClientSession {
    /// The first bytes a client sends: `API`, NUL, and a frame with the range of versions.
    var greeting: [UInt8] {
        let range = configuration.versions
        let low = range.lowerBound
        let high = range.upperBound
        let text = low == high ? "v\(low)" : "v\(low)..\(high)"
        let length = UInt8(truncatingIfNeeded: text.utf8.count)
        return Array("API\0".utf8) + [0, 0, 0, length] + Array(text.utf8)
    }

    /// Line ends that make a line-based program identify itself, sent when the deadline is almost over and nothing
    /// came.
    ///
    /// The session gives up on a TWS that has not answered by then a moment later, so the bytes do not matter to it.
    static let lineEnds = Array("\r\n\r\n".utf8)

    /// When to probe the silent peer: after nine tenths of the deadline.
    var momentToQuestion: SessionInstant? {
        guard phase == .handshake, let deadline, assembler.buffered.count == 0 else { return nil }
        return SessionInstant(nanoseconds: deadline.nanoseconds - configuration.deadline.wholeNanoseconds / 10)
    }

    /// Reads the answer to the handshake if it is complete, and starts the session.
    mutating func receiveAnswer(at now: SessionInstant) throws(SessionError) -> [Action] {
        if let stranger { throw .notTWS(configuration.peer, found: stranger) }
        do throws(WireError) {
            guard try assembler.advance(maximumLength: PeerGuess.longestAnswer) else { return [] }
        } catch {
            throw .notTWS(configuration.peer, found: "\(error)")
        }
        guard phase == .handshake else {
            throw .timedOut(configuration.peer, after: configuration.deadline, reached: .handshake)
        }
        let body = assembler.body.withUnsafeBufferPointer { String(decoding: $0, as: UTF8.self) }
        let fields = body.split(separator: "\0", omittingEmptySubsequences: false).map(String.init)
        serverVersion = try version(fields)
        answer.connectionTime = fields.count > 1 ? fields[1] : ""
        phase = .starting
        var start = ClientMessage.StartApi()
        start.clientId = configuration.clientId
        start.optionalCapabilities = configuration.optionalCapabilities
        pacer.count(at: now)
        counts.sent += 1
        return [.write(try encode(start.clientMessage))]
    }

    /// Returns the server version in the fields of the answer.
    private func version(_ fields: [String]) throws(SessionError) -> Int {
        let text = fields[0]
        if text == "-1" {
            let target = fields.count > 1 ? fields[1] : ""
            throw SessionError(
                .redirected,
                "\(configuration.peer) wants the client to connect to \(target.debugDescription) instead",
                remedy: "give that host and port with --host and --port if you trust it"
            )
        }
        guard text.utf8.count <= 9, text.utf8.allSatisfy({ (0x30...0x39).contains($0) }), let version = Int(text) else {
            throw SessionError(
                .protocolViolation,
                "\(configuration.peer) answered the handshake with version \(String(text.prefix(40)).debugDescription)",
                remedy: "is it the API port of TWS or IB Gateway?"
            )
        }
        guard configuration.versions.contains(version) else {
            throw .versionUnsupported(configuration.peer, version: version, supported: configuration.versions)
        }
        return version
    }

    /// What answered, if it is not a TWS.
    private var stranger: String? {
        let bytes = assembler.buffered
        guard bytes.count >= 4 else { return nil }
        return PeerGuess.stranger((bytes[0], bytes[1], bytes[2], bytes[3]))
    }

    /// Notes a message that arrived while the session starts.
    ///
    /// - Returns: The actions that follow the message's delivery.
    mutating func starting(_ message: ServerMessage, at now: SessionInstant) -> [Action] {
        switch message {
        case .managedAccounts(let message):
            answer.accounts = message.accountsList.split(separator: ",").map(String.init)
        case .nextValidId(let message):
            answer.nextValidId = message.orderId
        case .error(let error) where error.errorCode == 326:
            return fail(.clientIdInUse(configuration.peer, clientId: configuration.clientId))
        default:
            return []
        }
        guard let nextValidId = answer.nextValidId, !answer.accounts.isEmpty else { return [] }
        phase = .ready
        deadline = nil
        silence.start(at: now)
        let ready = Ready(
            serverVersion: serverVersion,
            connectionTime: answer.connectionTime,
            accounts: answer.accounts,
            nextValidId: nextValidId,
            simulator: answer.simulator
        )
        return [.ready(ready)]
    }
}
