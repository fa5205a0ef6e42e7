internal import TWSWire

/// One message in one encoding, read or written.
struct BenchmarkCase {
    /// What is measured.
    enum Direction: String, CaseIterable {
        case decode, encode
    }

    /// The encodings with the server version each is measured at.
    static let encodings = [("text", 200), ("protobuf", 226)]

    /// `decode-text-tickPrice` and the like.
    let name: String
    let direction: Direction
    let serverVersion: Int
    let message: ServerMessage
    /// The message's body at the version.
    let bytes: [UInt8]
    /// How many bars or the like the message has; 1 for the others.
    let elements: Int

    /// The names of all cases, in the order of the table.
    static var names: [String] {
        Direction.allCases.flatMap { direction in
            encodings.flatMap { encoding, _ in
                SampleMessage.all.map { "\(direction.rawValue)-\(encoding)-\($0.name)" }
            }
        }
    }

    /// Makes the case of the given name.
    init(_ name: String) throws {
        let parts = name.split(separator: "-").map(String.init)
        guard parts.count == 3, let direction = Direction(rawValue: parts[0]),
            let encoding = Self.encodings.first(where: { $0.0 == parts[1] }),
            let sample = SampleMessage.all.first(where: { $0.name == parts[2] })
        else { throw UsageError(description: "no case \(name); see --list") }
        self.name = name
        self.direction = direction
        serverVersion = encoding.1
        message = sample.message()
        bytes = try message.body(serverVersion: serverVersion)
        elements = sample.elements
    }

    /// Handles the message `count` times; returns a checksum that depends on every result.
    @inline(never)
    func run(count: Int) throws -> Int {
        var checksum = 0
        switch direction {
        case .decode:
            for _ in 0..<count {
                let frame = try ServerMessage.decode(bytes.span, serverVersion: serverVersion)
                checksum &+= 1 &+ frame.surplusFields
            }
        case .encode:
            for _ in 0..<count {
                checksum &+= try message.body(serverVersion: serverVersion).count
            }
        }
        return checksum
    }
}
