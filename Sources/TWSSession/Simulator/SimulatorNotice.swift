package import TWSWire

/// What the simulator tells an ibscript client about itself: which one it is, its time, and how fast its time runs.
///
/// The client names ``capability`` in startApi; the simulator then sends an error message with ID -1 and code 2199
/// whose text is a JSON object, before anything else and whenever it changes. Other clients never see it.
package struct SimulatorNotice: Sendable, Hashable {
    /// The capability that the client announces.
    package static let capability = "ibscript.sim"
    /// The code of the message.
    package static let code = 2199

    /// The exchange's name: another exchange, or the same one restarted, has another name. Letters, digits and hyphens.
    package var instance: String
    /// The simulator's time, in nanoseconds since the epoch.
    package var time: Int64
    /// Simulated seconds per second, above 0. If time also leaps, further notices report the leaps.
    package var speed: Double

    /// Makes a notice from its parts.
    package init(instance: String, time: Int64, speed: Double) {
        self.instance = instance
        self.time = time
        self.speed = speed
    }

    /// The message that carries it.
    package var message: ServerMessage {
        var error = ServerMessage.Error()
        (error.reqId, error.errorCode, error.errorString) = (-1, Self.code, text)
        error.errorTime = Int(time / 1_000_000)
        return .error(error)
    }

    /// Reads a message; `nil` for any other message.
    package init?(_ message: ServerMessage) {
        guard case .error(let error) = message, error.errorCode == Self.code, error.reqId == -1 else { return nil }
        self.init(text: error.errorString)
    }

    /// The JSON object.
    var text: String { #"{"instance":"\#(instance)","time":\#(time),"speed":\#(speed)}"# }

    /// Parses an object as ``text`` writes it; `nil` for any other form.
    init?(text: String) {
        guard text.utf8.first == UInt8(ascii: "{"), text.utf8.last == UInt8(ascii: "}"), text.utf8.count < 200 else {
            return nil
        }
        var values: [Substring: Substring] = [:]
        for member in text.dropFirst().dropLast().split(separator: ",") {
            let parts = member.split(separator: ":", maxSplits: 1)
            guard parts.count == 2 else { return nil }
            values[parts[0]] = parts[1]
        }
        guard let name = values[#""instance""#], name.count > 2, name.first == "\"", name.last == "\"",
            let time = values[#""time""#].flatMap({ Int64($0) }),
            let speed = values[#""speed""#].flatMap({ Double($0) }),
            (0.001...1_000_000).contains(speed)
        else { return nil }
        let instance = name.dropFirst().dropLast()
        guard instance.utf8.allSatisfy(Self.isWordByte) else { return nil }
        self.init(instance: String(instance), time: time, speed: speed)
    }

    private static func isWordByte(_ byte: UInt8) -> Bool {
        switch byte {
        case UInt8(ascii: "a")...UInt8(ascii: "z"), UInt8(ascii: "A")...UInt8(ascii: "Z"),
            UInt8(ascii: "0")...UInt8(ascii: "9"), UInt8(ascii: "-"):
            true
        default: false
        }
    }
}
