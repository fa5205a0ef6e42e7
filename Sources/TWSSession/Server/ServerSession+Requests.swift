internal import TWSWire

// MARK: Requests

extension ServerSession {
    /// Takes every complete request.
    mutating func receiveRequests(into actions: inout [Action], time: () -> ServerTime) throws(ConnectionFault) {
        if isUnframed {
            while phase == .started, try receiveUnframed(into: &actions) {}
        } else {
            while phase == .starting || phase == .started, try advance() {
                try receiveFrame(into: &actions, time: time)
            }
        }
    }

    /// Advances to the next frame.
    mutating func advance(maximumLength: Int = Frame.maximumLength) throws(ConnectionFault) -> Bool {
        do throws(WireError) {
            return try assembler.advance(maximumLength: maximumLength)
        } catch {
            throw ConnectionFault(reason: "impossible frame: \(error)")
        }
    }

    /// Takes one request of an unframed client.
    ///
    /// - Returns: Whether one was complete.
    private mutating func receiveUnframed(into actions: inout [Action]) throws(ConnectionFault) -> Bool {
        guard assembler.buffered.count > 0 else { return false }
        do throws(WireError) {
            guard let request = try ClientMessage.decodeUnframed(assembler.buffered) else { return false }
            assembler.skip(request.length)
            actions.append(.deliver(request.message))
            return true
        } catch {
            throw ConnectionFault(reason: "unreadable request of an unframed client: \(error)")
        }
    }

    /// Decodes the current frame.
    private mutating func receiveFrame(into actions: inout [Action], time: () -> ServerTime) throws(ConnectionFault) {
        let message: ClientMessage
        do throws(WireError) {
            let frame = try ClientMessage.decode(assembler.body, serverVersion: serverVersion)
            message = frame.message
            if frame.surplusFields > 0 { note("\(message.name): surplus fields ignored", into: &actions) }
        } catch {
            guard phase == .started else { throw ConnectionFault(reason: "startApi expected: \(error)") }
            try refuse(error, into: &actions, time: time)
            return
        }
        switch (message, phase) {
        case (.startApi(let start), .starting):
            phase = .started
            clientId = start.clientId
            if !start.optionalCapabilities.isEmpty { actions.append(.announced(start.optionalCapabilities)) }
            actions.append(.started(clientId: start.clientId, serverVersion: serverVersion))
        case (.startApi, _):
            note("startApi ignored: already started", into: &actions)
        case (_, .starting):
            throw ConnectionFault(reason: "\(message.name) before startApi")
        default:
            actions.append(.deliver(message))
        }
    }

    /// Notes an oddity the first time.
    private mutating func note(_ text: String, into actions: inout [Action]) {
        if told.insert(text).inserted { actions.append(.note(text)) }
    }

    /// Answers a request that cannot be decoded with error 320, as TWS does.
    private mutating func refuse(
        _ error: WireError,
        into actions: inout [Action],
        time: () -> ServerTime
    ) throws(ConnectionFault) {
        var notice = ServerMessage.Error()
        notice.reqId = -1
        notice.errorCode = 320
        let field = error.field.isEmpty ? "" : " \(error.field)"
        let detail = error.detail.isEmpty ? "" : " (\(Self.printable(error.detail)))"
        notice.errorString = "Error reading request. Message \(error.messageId ?? -1): \(error.code)\(field)\(detail)"
        notice.errorTime = time().milliseconds
        do throws(SessionError) {
            actions.append(.write(try frame(notice.serverMessage)))
        } catch {
            throw ConnectionFault(reason: "\(error)")
        }
        actions.append(.note("\(error)"))
    }

    /// Returns a client's text with everything replaced that an answer cannot carry, cut after 100 characters.
    private static func printable(_ text: String) -> String {
        String(text.prefix(100).map { $0.isASCII && $0 >= " " && $0 != "\u{7F}" ? $0 : "?" })
    }
}
