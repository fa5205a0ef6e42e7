import FoundationEssentials
import Notation
import TWSWire

@testable import SimExchange

/// Everything an exchange has put out over a flow, as a count and one number.
///
/// The number covers time, connection and every field: the bodies of the messages at two server versions.
struct Recording {
    private(set) var count = 0
    private var hash: UInt64 = 0xcbf2_9ce4_8422_2325
    private var lines: [String]?

    /// Keeps the lines too if IBSCRIPT_RECORDING names a folder, so that two recordings can be compared line by line.
    init() {
        lines = Self.folder == nil ? nil : []
    }

    /// Such as `412 5f0e1b7c9d8a2b34`.
    var digest: String {
        let text = String(hash, radix: 16)
        return "\(count) \(String(repeating: "0", count: 16 - text.utf8.count))\(text)"
    }

    mutating func add(_ outputs: [ExchangeOutput], at time: ExchangeInstant) {
        for output in outputs { add(output, at: time) }
    }

    mutating func add(_ deliveries: [Delivery], at time: ExchangeInstant) {
        for delivery in deliveries { add(.deliver(delivery), at: time) }
    }

    /// Writes the lines into the folder.
    func write(_ name: String) throws {
        guard let folder = Self.folder, let lines else { return }
        try lines.joined(separator: "\n").write(toFile: "\(folder)/\(name)", atomically: true, encoding: .utf8)
    }

    /// The folder for the lines; `nil` if nobody wants them.
    static let folder = ProcessInfo.processInfo.environment["IBSCRIPT_RECORDING"]

    private mutating func add(_ output: ExchangeOutput, at time: ExchangeInstant) {
        count += 1
        mix("\(time.nanoseconds) \(output.connection.number)".utf8)
        switch output {
        case .deliver(let delivery): mix(delivery.message)
        case .filled(_, let order): for message in order.messages { mix(message) }
        case .close(_, let reason): mix(reason.utf8)
        case .raw(_, let bytes): mix(bytes)
        }
        if lines != nil { lines?.append("\(time.nanoseconds) \(output.connection.number) \(Self.line(output))") }
    }

    /// The name of a message and its frame, as `ibscript wire` reads it.
    private static func line(_ output: ExchangeOutput) -> String {
        guard let message = output.message else { return "\(output)" }
        let version = ServerVersion.ceiling
        let body = (try? message.body(serverVersion: version)) ?? []
        return "\(message.name) \(Hexadecimal.text(body))"
    }

    private mutating func mix(_ message: ServerMessage) {
        for version in [ServerVersion.ceiling, 200] where type(of: message.payload).since <= version {
            do {
                mix(try message.body(serverVersion: version))
            } catch {
                mix("\(error.code)".utf8)
            }
        }
    }

    /// FNV-1a.
    private mutating func mix(_ bytes: some Sequence<UInt8>) {
        for byte in bytes { hash = (hash ^ UInt64(byte)) &* 0x100_0000_01b3 }
        hash = (hash ^ 0xff) &* 0x100_0000_01b3
    }
}
