internal import TWSWire

// MARK: Until the client has identified itself

extension ServerSession {
    /// The longest handshake, in bytes: the range of versions and some options.
    private static let longestHandshake = 1024

    /// Takes the four bytes `API\0`, or detects an unframed client.
    mutating func receiveGreeting() throws(ConnectionFault) {
        guard phase == .greeting, assembler.buffered.count > 0 else { return }
        if UnframedStream.begins(with: assembler.buffered[0]) {
            phase = .unframedGreeting
        } else if try greetingIsComplete() {
            assembler.skip(Self.greeting.count)
            phase = .handshake
        }
    }

    /// The first bytes of a client that uses the framed protocol.
    private static let greeting = Array("API\0".utf8)

    /// Whether all bytes of the greeting have arrived.
    private func greetingIsComplete() throws(ConnectionFault) -> Bool {
        let bytes = assembler.buffered
        for index in 0..<min(bytes.count, Self.greeting.count) where bytes[index] != Self.greeting[index] {
            throw ConnectionFault(reason: "not an API client: it does not begin with API")
        }
        return bytes.count >= Self.greeting.count
    }

    /// Answers the client's range of versions.
    mutating func receiveHandshake(into actions: inout [Action], time: () -> ServerTime) throws(ConnectionFault) {
        guard phase == .handshake, try advance(maximumLength: Self.longestHandshake) else { return }
        let text = assembler.body.withUnsafeBufferPointer { String(decoding: $0, as: UTF8.self) }
        guard let offered = ClientVersions.parse(text) else {
            throw ConnectionFault(reason: "handshake \(text.prefix(40).debugDescription) is not vMIN..MAX")
        }
        let known = configuration.versions
        let version = min(offered.upperBound, known.upperBound)
        guard version >= offered.lowerBound, version >= known.lowerBound else {
            throw ConnectionFault(
                reason: "client knows versions \(offered.lowerBound) to \(offered.upperBound), "
                    + "server offers \(known.lowerBound) to \(known.upperBound)"
            )
        }
        serverVersion = version
        phase = .starting
        let body = Array("\(version)\0\(time().text)\0".utf8)
        actions.append(.write(withUnsafeBytes(of: UInt32(body.count).bigEndian) { Array($0) } + body))
    }

    /// Answers the version of an unframed client and takes its ID; it sends no startApi.
    mutating func receiveUnframedHandshake(into actions: inout [Action], time: () -> ServerTime) throws(ConnectionFault)
    {
        if phase == .unframedGreeting, try unframedNumber("client version") != nil {
            serverVersion = ServerVersion.unframed
            phase = .unframedStarting
            actions.append(.write(Array("\(serverVersion)\0\(time().text)\0".utf8)))
        }
        if phase == .unframedStarting, let id = try unframedNumber("client id") {
            phase = .started
            clientId = id
            actions.append(.started(clientId: id, serverVersion: serverVersion))
        }
    }

    /// Takes the number in the next field of an unframed client; `nil` until the field is complete.
    private mutating func unframedNumber(_ name: String) throws(ConnectionFault) -> Int? {
        guard let text = try unframedField(name) else { return nil }
        guard let number = Int(text) else { throw ConnectionFault(reason: "\(name) is empty") }
        assembler.skip(text.utf8.count + 1)
        return number
    }

    /// Returns the next field of an unframed client, which is a number of at most ten digits.
    private func unframedField(_ name: String) throws(ConnectionFault) -> String? {
        let bytes = assembler.buffered
        let candidates = 0..<min(bytes.count, 11)
        guard let end = candidates.first(where: { bytes[$0] == 0 }) else {
            guard bytes.count < 11 else { throw ConnectionFault(reason: "not an API client: no \(name)") }
            return nil
        }
        for index in 0..<end where !UnframedStream.begins(with: bytes[index]) {
            throw ConnectionFault(reason: "\(name) is not a number")
        }
        return bytes.extracting(0..<end).withUnsafeBufferPointer { String(decoding: $0, as: UTF8.self) }
    }
}
