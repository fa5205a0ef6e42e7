internal import Glibc
internal import NIOCore
internal import SimExchange

/// Draws the board on the terminal twice a second, on an alternate screen; its last state stays on the terminal.
///
/// Used only on its loop.
final class BoardScreen {
    /// The number of log lines kept for the board.
    private static let keptLines = 200
    private static let enter = "\u{1B}[?1049h\u{1B}[?25l"
    private static let leave = "\u{1B}[?25h\u{1B}[?1049l"

    private let address: String
    private let snapshot: () -> ExchangeSnapshot
    private var log: [String] = []
    private var redraws: RepeatedTask?

    /// Whether standard output is a terminal that can show a board.
    static var isPossible: Bool {
        guard isatty(1) == 1, let terminal = getenv("TERM") else { return false }
        return String(cString: terminal) != "dumb"
    }

    init(address: String, snapshot: @escaping () -> ExchangeSnapshot) {
        self.address = address
        self.snapshot = snapshot
    }

    /// Shows the board from now on.
    func start(on loop: any EventLoop) {
        StandardStream.output.write(Self.enter)
        let bound = NIOLoopBound(self, eventLoop: loop)
        redraws = loop.scheduleRepeatedTask(initialDelay: .zero, delay: .milliseconds(500)) { _ in bound.value.draw() }
    }

    /// Takes a line of the log.
    func note(_ line: String) {
        log.append(line)
        if log.count > Self.keptLines { log.removeFirst(log.count - Self.keptLines) }
    }

    /// Restores the terminal.
    func stop() {
        guard let redraws else { return }
        redraws.cancel()
        self.redraws = nil
        StandardStream.output.write(Self.leave + lines().joined(separator: "\r\n") + "\r\n")
    }

    private func draw() {
        let lines = lines().map { $0 + "\u{1B}[K" }
        StandardStream.output.write("\u{1B}[H" + lines.joined(separator: "\r\n") + "\u{1B}[J")
    }

    private func lines() -> [String] {
        var size = winsize()
        let isKnown = ioctl(1, UInt(TIOCGWINSZ), &size) == 0 && size.ws_col > 0 && size.ws_row > 0
        let view = BoardView(
            address: address,
            width: isKnown ? Int(size.ws_col) : 80,
            height: isKnown ? Int(size.ws_row) : 24
        )
        return view.lines(snapshot(), log: log)
    }
}
