internal import Notation
internal import ScriptHost
internal import TWSWire

/// One frame in hexadecimal, one message as a JSON object: either way, one line each.
///
/// The object has `"message"` first, then the fields with IB's names in official order; missing values are left out.
enum WireLine {
    /// Converts a frame's line to the message's; `{"error":…}` if it cannot be read.
    static func decode(_ line: String, version: Int, side: WireSide) -> String {
        let digits = line.utf8.filter { ![0x20, 0x0D, 0x09].contains($0) }
        guard var bytes = Hexadecimal.bytes(digits) else { return failure("not hexadecimal: \(line.prefix(40))") }
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

    /// Converts a message's line to the frame's, with its length prefix; `{"error":…}` if it cannot be read or written.
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
