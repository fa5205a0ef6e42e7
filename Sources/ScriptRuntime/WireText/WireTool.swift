internal import TWSWire

/// `ibscript wire`: hex frames and JSON lines, from stdin to stdout.
package enum WireTool {
    /// Which way to go.
    package enum Way: Sendable {
        /// Frames to JSON.
        case decode
        /// JSON to frames.
        case encode
    }

    /// Works through stdin line by line; empty lines are skipped.
    ///
    /// - Returns: 0, or 65 when a line could not be read.
    package static func run(_ way: Way, version: Int, side: String) throws -> Int32 {
        let side = WireSide(rawValue: side) ?? .server
        var status = ExitStatus.success
        while let line = readLine() {
            guard !line.isEmpty else { continue }
            let result =
                switch way {
                case .decode: WireLine.decode(line, version: version, side: side)
                case .encode: WireLine.encode(line, version: version, side: side)
                }
            if result.hasPrefix("{\"error\"") { status = ExitStatus.malformed }
            print(result)
        }
        return status
    }
}
