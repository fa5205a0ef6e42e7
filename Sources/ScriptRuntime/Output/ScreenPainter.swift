internal import Glibc

/// Draws a script's `screen` on stdout: on a terminal in place of the previous one, elsewhere as lines.
struct ScreenPainter: Sendable {
    /// The descriptor of the terminal; `nil` if stdout is not a terminal that can move its cursor.
    private let terminal: Int32?
    /// How many lines of the last table are right above the cursor.
    private var drawn = 0
    private var last: [String] = []

    /// Makes a painter for a descriptor; -1 means no terminal.
    init(terminal descriptor: Int32) {
        let isTerminal = descriptor >= 0 && isatty(descriptor) == 1
        let isDumb = getenv("TERM").map { String(cString: $0) == "dumb" } ?? true
        self.init(width: nil, terminal: isTerminal && !isDumb ? descriptor : nil)
    }

    private init(width: Int?, terminal: Int32?) {
        fixedWidth = width
        self.terminal = terminal
    }

    private let fixedWidth: Int?

    /// Makes a painter for a terminal with so many columns, whatever is behind it.
    init(width: Int) { self.init(width: width, terminal: 0) }

    /// Notes that something else was written: the table above stays where it is.
    mutating func disturb() { drawn = 0 }

    /// Returns the bytes that show a table; none if nothing has changed and no terminal shows it.
    mutating func paint(_ rows: [String]) -> String {
        guard let terminal else {
            defer { last = rows }
            return rows == last ? "" : rows.map { $0 + "\n" }.joined()
        }
        let width = fixedWidth ?? Self.width(of: terminal)
        // A line that wraps would take two, and the next table would be drawn in the wrong place.
        let lines = rows.map { String($0.prefix(max(1, width - 1))) }
        let up = drawn > 0 ? "\u{1B}[\(drawn)A\r" : ""
        drawn = lines.count
        return up + lines.map { $0 + "\u{1B}[K\n" }.joined() + "\u{1B}[J"
    }

    private static func width(of terminal: Int32) -> Int {
        var size = winsize()
        let isKnown = ioctl(terminal, UInt(TIOCGWINSZ), &size) == 0 && size.ws_col > 0
        return isKnown ? Int(size.ws_col) : 80
    }
}
