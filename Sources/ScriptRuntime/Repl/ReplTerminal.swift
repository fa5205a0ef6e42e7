internal import Glibc

/// A terminal on which the user edits one line while a run writes above it. Used on one thread.
struct ReplTerminal {
    /// The next input.
    enum Input {
        case keys([LineEditor.Key])
        /// Bytes that the run has written, up to the end of a line.
        case output([UInt8])
        /// The user's terminal, or the run's output, is gone.
        case closed
    }

    private static let longestRead = 64 << 10

    private let saved: termios
    private let run: Int32
    private var decoder = KeyDecoder()
    private var unfinished: [UInt8] = []

    /// Whether both ends are a terminal.
    static var isPossible: Bool {
        guard isatty(STDIN_FILENO) == 1, isatty(STDOUT_FILENO) == 1, let name = getenv("TERM") else { return false }
        return String(cString: name) != "dumb"
    }

    /// Takes over the terminal, and the end of a pipe from which the run's output comes.
    init?(output run: Int32) {
        var state = termios()
        guard tcgetattr(STDIN_FILENO, &state) == 0 else { return nil }
        saved = state
        self.run = run
        state.c_lflag &= ~tcflag_t(ICANON | ECHO | ISIG | IEXTEN)
        state.c_iflag &= ~tcflag_t(IXON | ICRNL | INLCR)
        guard tcsetattr(STDIN_FILENO, TCSADRAIN, &state) == 0 else { return nil }
    }

    /// Restores the terminal.
    func restore() {
        var saved = saved
        tcsetattr(STDIN_FILENO, TCSADRAIN, &saved)
    }

    /// Waits for keys or for output.
    mutating func next() -> Input {
        while true {
            var polls = [
                pollfd(fd: run, events: Int16(POLLIN), revents: 0),
                pollfd(fd: STDIN_FILENO, events: Int16(POLLIN), revents: 0),
            ]
            guard poll(&polls, 2, -1) >= 0 else { continue }
            if polls[0].revents != 0 {
                guard let bytes = Self.read(run) else { return .closed }
                unfinished += bytes
                guard let end = unfinished.lastIndex(of: UInt8(ascii: "\n")) else { continue }
                defer { unfinished.removeFirst(end + 1) }
                return .output(Array(unfinished[...end]))
            }
            if polls[1].revents != 0 {
                guard let bytes = Self.read(STDIN_FILENO) else { return .closed }
                return .keys(decoder.keys(of: bytes))
            }
        }
    }

    private static func read(_ descriptor: Int32) -> [UInt8]? {
        var bytes = [UInt8](repeating: 0, count: longestRead)
        let count = Glibc.read(descriptor, &bytes, bytes.count)
        return count > 0 ? Array(bytes[..<count]) : nil
    }

    // MARK: Drawing

    /// Writes whole lines in place of the edited line, which must then be redrawn.
    func write(_ bytes: [UInt8]) { StandardStream.output.write(Array("\r\u{1B}[K".utf8) + bytes) }

    /// Draws the line with its cursor; for a long line, the part around the cursor.
    func draw(_ prompt: String, _ editor: LineEditor) {
        let room = max(8, width - prompt.count - 1)
        let first = max(0, editor.cursor - room)
        let shown = String(editor.text[first...].prefix(room))
        let column = prompt.count + editor.cursor - first
        StandardStream.output.write("\r\u{1B}[K\(prompt)\(shown)\r" + (column > 0 ? "\u{1B}[\(column)C" : ""))
    }

    /// Clears the screen.
    func clear() { StandardStream.output.write("\u{1B}[H\u{1B}[2J") }

    /// The number of columns of the terminal.
    var width: Int {
        var size = winsize()
        return ioctl(STDOUT_FILENO, UInt(TIOCGWINSZ), &size) == 0 && size.ws_col > 0 ? Int(size.ws_col) : 80
    }
}
