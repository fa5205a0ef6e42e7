internal import Notation
internal import TWSWire

/// A member of an event's JSON text.
enum JournalField: String, CaseIterable {
    case orderId
    /// A message of the protocol: its body in hexadecimal digits, encoded for ``frameVersion``.
    case frame
    /// The server version that ``frame`` is encoded for.
    case frameVersion
    case reference
    case reason
    case code
    case message
    case limit
    case remedy
    case mode
    case account
    /// A list, as JSON.
    case accounts
    case instance
    case program
    case name
    case file
    case sha256
    case exitCode
    case state
    case by
    case from
    case to
}

/// Writes the JSON text of an event.
struct JournalText {
    /// The version that messages are encoded for: the latest, which has every field.
    static let frameVersion = ServerVersion.ceiling

    private var bytes: [UInt8] = [UInt8(ascii: "{")]

    /// Returns the complete object, to which nothing can be added any more.
    mutating func object() -> [UInt8] {
        bytes.append(UInt8(ascii: "}"))
        return bytes
    }

    mutating func add(_ field: JournalField, _ number: Int?) {
        guard let number else { return }
        name(field)
        bytes.append(contentsOf: String(number).utf8)
    }

    mutating func add(_ field: JournalField, _ text: String?) {
        guard let text else { return }
        name(field)
        bytes.append(contentsOf: EscapedText.json(text).utf8)
    }

    mutating func add(_ field: JournalField, list texts: [String]) {
        name(field)
        bytes.append(UInt8(ascii: "["))
        for (place, text) in texts.enumerated() {
            if place > 0 { bytes.append(UInt8(ascii: ",")) }
            bytes.append(contentsOf: EscapedText.json(text).utf8)
        }
        bytes.append(UInt8(ascii: "]"))
    }

    /// Adds a message; one that no version can encode is left out, with the reason.
    mutating func add(_ body: (_ serverVersion: Int) throws(WireError) -> [UInt8]) {
        do throws(WireError) {
            let frame = try body(Self.frameVersion)
            add(.frameVersion, Self.frameVersion)
            name(.frame)
            bytes.append(UInt8(ascii: "\""))
            bytes.append(contentsOf: Self.digits(of: frame))
            bytes.append(UInt8(ascii: "\""))
        } catch {
            add(.reason, "\(error)")
        }
    }

    private mutating func name(_ field: JournalField) {
        if bytes.count > 1 { bytes.append(UInt8(ascii: ",")) }
        bytes.append(UInt8(ascii: "\""))
        bytes.append(contentsOf: field.rawValue.utf8)
        bytes.append(UInt8(ascii: "\""))
        bytes.append(UInt8(ascii: ":"))
    }

    private static func digits(of frame: [UInt8]) -> [UInt8] {
        [UInt8](unsafeUninitializedCapacity: 2 * frame.count) { digits, count in
            for byte in frame {
                digits[count] = digit(byte >> 4)
                digits[count + 1] = digit(byte & 15)
                count += 2
            }
        }
    }

    private static func digit(_ value: UInt8) -> UInt8 { value < 10 ? value + 0x30 : value + 0x57 }
}
