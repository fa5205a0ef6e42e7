internal import Synchronization

/// Something that the fields of a message are written to.
protocol RunWriter {
    /// Starts a writer of a client for a server version, which protobuf does not depend on.
    init(run serverVersion: Int)
    /// What was written.
    var written: [UInt8] { get }
}

/// What an encoder writes for the members that few values set if none of them is set, in runs of neighboring fields.
///
/// Made by the encoder itself when it is first needed at a server version; the runs of the latest version are kept.
final class PlainRuns<Writer: RunWriter>: Sendable {
    typealias Body = @Sendable (_ run: Int, _ writer: inout Writer) throws(WireError) -> Void

    private struct Made {
        var serverVersion = -1
        var runs: [[UInt8]]?
    }

    private let count: Int
    private let body: Body
    private let latest = Mutex(Made())

    /// - Parameter body: Writes one of the runs, counted from 0, of a value with IB's defaults.
    init(_ count: Int, _ body: @escaping Body) {
        (self.count, self.body) = (count, body)
    }

    /// The bytes of each run at a server version; `nil` if a default cannot be written.
    func runs(serverVersion: Int) -> [[UInt8]]? {
        latest.withLock { made in
            if made.serverVersion != serverVersion {
                made = Made(serverVersion: serverVersion, runs: make(serverVersion))
            }
            return made.runs
        }
    }

    private func make(_ serverVersion: Int) -> [[UInt8]]? {
        var runs: [[UInt8]] = []
        for run in 0..<count {
            var writer = Writer(run: serverVersion)
            do throws(WireError) { try body(run, &writer) } catch { return nil }
            runs.append(writer.written)
        }
        return runs
    }
}

extension TextWriter: RunWriter {
    init(run serverVersion: Int) { self.init(serverVersion: serverVersion, side: .client) }

    var written: [UInt8] { bytes }
}

extension ProtobufWriter: RunWriter {
    init(run serverVersion: Int) { self.init(id: 0) }

    var written: [UInt8] { Array(bytes.dropFirst(4)) }
}
