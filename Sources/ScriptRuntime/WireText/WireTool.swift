internal import ScriptHost
internal import TWSWire

/// `ibscript wire`: converts between hex frames and JSON lines, from stdin to stdout.
package enum WireTool {
    /// The side that sent a frame.
    package enum Side: String, Sendable, CaseIterable {
        /// The client.
        case client
        /// TWS, or the simulator.
        case server

        fileprivate var onTheWire: WireSide { self == .client ? .client : .server }
    }

    /// The direction of the conversion.
    package enum Way: Sendable {
        /// Frames to JSON.
        case decode
        /// JSON to frames.
        case encode
    }

    /// Converts stdin line by line; empty lines are skipped.
    ///
    /// - Returns: 0, or 65 if a line could not be read.
    package static func run(_ way: Way, version: Int, side: Side) -> Int32 {
        var status = ExitStatus.success
        while let line = readLine() {
            guard !line.isEmpty else { continue }
            let result =
                switch way {
                case .decode: WireLine.decode(line, version: version, side: side.onTheWire)
                case .encode: WireLine.encode(line, version: version, side: side.onTheWire)
                }
            if result.hasPrefix("{\"error\"") { status = ExitStatus.malformed }
            print(result)
        }
        return status
    }
}
