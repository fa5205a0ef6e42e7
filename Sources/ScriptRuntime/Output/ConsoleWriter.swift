internal import Notation
internal import ScriptHost
internal import Trading

/// Makes lines, formats them and writes them to both streams in the order in which they came.
struct ConsoleWriter: Sendable {
    private static let blockSize = 32_768

    private let form: Console.Form
    private var clock: ConsoleClock
    private var streams: [OutputFile?]
    private var block: [UInt8] = []
    private var log: RunLog?
    private var logBlock: [UInt8] = []
    private var painter: ScreenPainter
    /// Takes a script's `screen` to the process that has the terminal; `nil` if this one has it.
    private let relayScreen: (@Sendable ([String]) -> Void)?
    private var host = HostLines()
    /// The stream of the lines in the block, and the time of the last one; `nil` if the block is empty.
    private var pending: (stream: Int, time: RunInstant)?
    /// What was lost because of a system error, in one line; `nil` if nothing was.
    private(set) var failure: String?

    init(
        form: Console.Form,
        clock: ConsoleClock,
        output: OutputFile,
        error: OutputFile,
        log: RunLog? = nil,
        relayScreen: (@Sendable ([String]) -> Void)? = nil
    ) {
        self.relayScreen = relayScreen
        self.log = log
        self.form = form
        self.clock = clock
        streams = [output, error]
        painter = ScreenPainter(terminal: form == .text ? output.descriptor : -1)
    }

    /// Writes what there is to show in blocks of one stream each; `written` is called with what is written, in order.
    mutating func write(_ lines: [RunLine], written: (ArraySlice<RunLine>) -> Void) {
        var start = 0
        for (index, line) in lines.enumerated() {
            var hasFlushed = false
            line.forEachLine { hasFlushed = admit($0) || hasFlushed }
            guard hasFlushed else { continue }
            written(lines[start..<index])
            start = index
        }
        flush()
        written(lines[start...])
    }

    /// Writes the final remarks.
    mutating func finish() {
        for line in host.finish() { add(line) }
        flush()
    }

    /// Adds what is shown of a line to the block; returns whether what was in it before has been written.
    private mutating func admit(_ line: ConsoleLine) -> Bool {
        if host.passes(line) { return add(line) }
        return host.admit(line).reduce(false) { hasFlushed, line in add(line) || hasFlushed }
    }

    @discardableResult
    private mutating func add(_ line: ConsoleLine) -> Bool {
        let stream = stream(of: line)
        let isFull = block.count >= Self.blockSize || pending.map { $0.stream != stream } ?? false
        if isFull { flush() }
        format(line)
        pending = (stream, line.time)
        return isFull
    }

    private func stream(of line: ConsoleLine) -> Int { form == .json || line.isPrint ? 0 : 1 }

    private mutating func format(_ line: ConsoleLine) {
        clock.turn(to: line.time)
        let isLogged = log != nil && !line.isPrint
        let start = logBlock.count
        if isLogged { line.write(to: &logBlock, clock: clock.write) }
        guard streams[stream(of: line)] != nil else { return }
        switch (form, line.event) {
        case (.json, _):
            block.append(contentsOf: line.json.utf8)
            block.append(UInt8(ascii: "\n"))
        case (.text, .screen(let rows)):
            let rows = rows.map { EscapedText.of($0) }
            guard let relayScreen else { return block.append(contentsOf: painter.paint(rows).utf8) }
            flush()
            relayScreen(rows)
        case (.text, _):
            painter.disturb()
            if isLogged {
                block.append(contentsOf: logBlock[start...])
            } else {
                line.write(to: &block, clock: clock.write)
            }
        }
    }

    /// Writes what is pending; a stream that has failed once gets nothing more.
    private mutating func flush() {
        guard let (stream, moment) = pending else { return }
        pending = nil
        defer { block.removeAll(keepingCapacity: true) }
        // First, since a reader may take its time.
        log?.write(logBlock)
        logBlock.removeAll(keepingCapacity: true)
        switch streams[stream]?.write(block) {
        case nil, .written: return
        case .readerGone: streams[stream] = nil
        case .failed(let code):
            streams[stream] = nil
            guard failure == nil else { return }
            let message = "cannot write the output: \(OutputFile.reason(code))"
            failure = message
            _ = streams[1 - stream]?.write([UInt8]("\(clock.text(moment)) ibscript: \(message)\n".utf8))
        }
    }
}
