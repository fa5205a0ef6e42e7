internal import Foundation
internal import TWSWire
internal import Testing

/// One file of recorded or constructed frames with their meaning (see Samples/README.md).
struct SampleFile: Sendable, CustomTestStringConvertible {
    /// Path below `Samples`.
    let path: String
    let serverVersion: Int
    /// The text frames that have a stated meaning.
    let frames: [SampleFrame]

    var testDescription: String { path }
    /// The folder that names the client or source.
    var source: Substring { path.prefix { $0 != "/" } }
    /// Whether the bytes came without length prefix (protocol before version 100).
    var isUnframed: Bool { serverVersion < ServerVersion.floor }

    /// Every sample file, by path.
    static let all: [SampleFile] = paths.sorted().map(SampleFile.init(path:))

    private static let root = Bundle.module.resourceURL?.appendingPathComponent("Samples")

    private static var paths: [String] {
        guard let root, let walk = FileManager.default.enumerator(atPath: root.path) else { return [] }
        return walk.compactMap { $0 as? String }.filter { $0.hasSuffix(".txt") }
    }

    private init(path: String) {
        self.path = path
        let url = Self.root?.appendingPathComponent(path)
        let text = url.flatMap { try? String(contentsOf: $0, encoding: .utf8) } ?? ""
        let lines = text.split(separator: "\n", omittingEmptySubsequences: false)
        let version = lines.first { $0.hasPrefix("serverVersion: ") }.flatMap { Int($0.dropFirst(15)) } ?? 0
        serverVersion = version
        frames = SampleFrame.parse(lines, isFramed: version >= ServerVersion.floor)
    }
}

/// One text frame of a sample.
struct SampleFrame: Sendable {
    /// Which side wrote it.
    let side: WireSide
    /// The frame's body, without length prefix.
    let body: [UInt8]
    let messageId: Int
    let messageName: String
    /// What each field means.
    let lines: [SampleLine]

    static func parse(_ lines: [Substring], isFramed: Bool) -> [SampleFrame] {
        var frames: [SampleFrame] = []
        var side = WireSide.client
        for (index, line) in lines.enumerated() {
            if line == "client->server" { side = .client }
            if line == "server->client" { side = .server }
            guard line.hasPrefix("hex: "), index + 1 < lines.count else { continue }
            // `message in 4 error (text)`: protobuf and handshake frames say otherwise.
            let words = lines[index + 1].split(separator: " ")
            guard words.count > 4, words[0] == "message", words[4].hasPrefix("(text"), let id = Int(words[2]) else {
                continue
            }
            let meaning = lines[(index + 2)...].prefix { $0.hasPrefix("  ") }.map(SampleLine.init)
            let bytes = Hex.bytes(line.dropFirst(5))
            frames.append(
                SampleFrame(
                    side: side,
                    body: isFramed ? Array(bytes.dropFirst(4)) : bytes,
                    messageId: id,
                    messageName: String(words[3]),
                    lines: meaning
                )
            )
        }
        return frames
    }
}

/// One field of a sample frame: `36.1[0]`, `comboLegs.conId`, `700001`.
struct SampleLine: Sendable {
    let position: String
    /// Element indices inside groups.
    let indices: [Int]
    let name: String
    let value: String

    init(_ line: Substring) {
        let cells = line.dropFirst(2).split(separator: "\t", maxSplits: 2, omittingEmptySubsequences: false)
        let place = cells[0].split(separator: "[")
        position = String(place[0])
        indices = place.dropFirst().flatMap { $0.dropLast().split(separator: ",").compactMap { Int($0) } }
        name = cells.count > 1 ? String(cells[1]) : ""
        value = cells.count > 2 ? String(cells[2]) : ""
    }
}
