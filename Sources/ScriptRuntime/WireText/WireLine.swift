internal import ScriptHost
internal import TWSWire

/// One frame in hexadecimal, one message as JSON object: either way, one line each.
///
/// The object has `"message"` first, then the fields under IB's names in official order; what is absent is left out.
enum WireLine {
    /// A frame's line as the message's; `{"error":…}` when it cannot be read.
    static func decode(_ line: String, version: Int, side: WireSide) -> String {
        guard var bytes = Hexadecimal.bytes(line) else { return failure("not hexadecimal: \(line.prefix(40))") }
        if bytes.count > 4, bytes.prefix(4).reduce(0, { $0 << 8 | Int($1) }) == bytes.count - 4 { bytes.removeFirst(4) }
        do throws(WireError) {
            switch side {
            case .client:
                return MessageJSON.text(try ClientMessage.decode(bytes.span, serverVersion: version).message.payload)
            case .server:
                return MessageJSON.text(try ServerMessage.decode(bytes.span, serverVersion: version).message.payload)
            }
        } catch {
            return failure("\(error)", error)
        }
    }

    /// A message's line as the frame's, with its length prefix; `{"error":…}` when it cannot be read or written.
    static func encode(_ line: String, version: Int, side: WireSide) -> String {
        do {
            var object = try JSONText.object(line)
            guard let place = object.firstIndex(where: { $0.key == "message" }),
                case .string(let name) = object.remove(at: place).value
            else { return failure("no \"message\": the object must name the message") }
            let body: [UInt8]
            switch side {
            case .client:
                guard let type = ClientMessage.payloads.first(where: { $0.structureName == name }) else {
                    return failure("no client message is called \(name)")
                }
                body = try MessageJSON.structure(type, object).clientMessage.body(serverVersion: version)
            case .server:
                guard let type = ServerMessage.payloads.first(where: { $0.structureName == name }) else {
                    return failure("no server message is called \(name)")
                }
                body = try MessageJSON.structure(type, object).serverMessage.body(serverVersion: version)
            }
            return Hexadecimal.text(try Frame.framed(body))
        } catch let error as WireError {
            return failure("\(error)", error)
        } catch {
            return failure("\(error)")
        }
    }

    private static func failure(_ text: String, _ error: WireError? = nil) -> String {
        var line = JSONLine()
        line.add("error", text)
        line.add("field", error.flatMap { $0.field.isEmpty ? nil : $0.field })
        line.add("offset", error?.offset)
        return line.text
    }
}

/// Bytes as pairs of hexadecimal digits.
enum Hexadecimal {
    /// The bytes of a text; blanks around it do not count. `nil` for anything else.
    static func bytes(_ text: String) -> [UInt8]? {
        let digits = text.utf8.filter { $0 != 0x20 && $0 != 0x0D && $0 != 0x09 }
        guard digits.count.isMultiple(of: 2) else { return nil }
        var bytes: [UInt8] = []
        bytes.reserveCapacity(digits.count / 2)
        for index in stride(from: 0, to: digits.count, by: 2) {
            guard let high = value(digits[index]), let low = value(digits[index + 1]) else { return nil }
            bytes.append(high << 4 | low)
        }
        return bytes
    }

    private static func value(_ digit: UInt8) -> UInt8? {
        switch digit {
        case 0x30...0x39: digit - 0x30
        case 0x41...0x46: digit - 0x41 + 10
        case 0x61...0x66: digit - 0x61 + 10
        default: nil
        }
    }

    /// The digits of bytes.
    static func text(_ bytes: [UInt8]) -> String {
        let digits = Array("0123456789abcdef".utf8)
        return String(decoding: bytes.flatMap { [digits[Int($0 >> 4)], digits[Int($0 & 15)]] }, as: UTF8.self)
    }
}
