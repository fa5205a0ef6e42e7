internal import Notation

/// Writes the lines of a backtest's process: it has made them, but nothing in them is trusted. What a terminal would act on
/// is escaped once more, which changes nothing in lines that are what they should be.
struct RelayedOutput {
    private var streams: [OutputFile?]
    private var painter: ScreenPainter

    /// Writes to these descriptors, by default stdout and stderr.
    init(output: Int32 = 1, error: Int32 = 2) {
        streams = [OutputFile(descriptor: output), OutputFile(descriptor: error)]
        painter = ScreenPainter(terminal: output)
    }

    /// Writes to stdout if `stream` is 0, or to stderr if it is 1, however long that takes.
    mutating func write(_ bytes: [UInt8], to stream: UInt8) throws(ByteReader.Malformed) {
        guard stream < streams.count else { throw ByteReader.Malformed("a stream \(stream)") }
        painter.disturb()
        put(Self.clean(bytes), Int(stream))
    }

    /// Shows a script's `screen`.
    mutating func show(_ rows: [String]) {
        put([UInt8](painter.paint(rows.map { EscapedText.of($0) }).utf8), 0)
    }

    /// A stream that has failed once gets nothing more.
    private mutating func put(_ bytes: [UInt8], _ stream: Int) {
        switch streams[stream]?.write(bytes) {
        case nil, .written: return
        case .readerGone: streams[stream] = nil
        case .failed(let code):
            streams[stream] = nil
            let line = "ibscript: cannot write the output: \(OutputFile.reason(code))\n"
            _ = streams[1 - stream]?.write([UInt8](line.utf8))
        }
    }

    private static func clean(_ bytes: [UInt8]) -> [UInt8] {
        let isPlain = bytes.allSatisfy { 0x20..<0x7F ~= $0 || $0 == 0x0A || $0 == 0x09 }
        return isPlain ? bytes : [UInt8](EscapedText.lines(String(decoding: bytes, as: UTF8.self)).utf8)
    }
}
