internal import ScriptHost

/// The lines that wait for the console's writer, and whether there is room for more.
///
/// Lines are counted until they are written, not until they are taken.
struct ConsoleQueue: Sendable {
    typealias Action = @Sendable () -> Void

    /// The number of lines from which there is no room.
    static let mostLines = 10_000
    /// The number of bytes from which there is no room.
    static let mostBytes = 4_000_000

    private var host = HostLines()
    private var lines: [ConsoleLine] = []
    private var count = 0
    private var bytes = 0
    private var isWriting = false
    private var waiting: [Action] = []

    /// Whether a script may continue to print.
    var hasRoom: Bool { count < Self.mostLines && bytes < Self.mostBytes }

    private var isHalfEmpty: Bool { count <= Self.mostLines / 2 && bytes <= Self.mostBytes / 2 }

    /// Appends lines; returns whether the writer must be woken.
    mutating func append(_ added: [ConsoleLine]) -> Bool {
        for line in added { enqueue(host.admit(line)) }
        return beginWriting()
    }

    /// Appends the final remarks; returns whether the writer must be woken.
    mutating func close() -> Bool {
        enqueue(host.finish())
        return beginWriting()
    }

    private mutating func enqueue(_ shown: [ConsoleLine]) {
        for line in shown {
            lines.append(line)
            count += 1
            bytes += line.cost
        }
    }

    private mutating func beginWriting() -> Bool {
        guard !isWriting, !lines.isEmpty else { return false }
        isWriting = true
        return true
    }

    /// Gives the writer everything that waits; `nil` sends it to sleep.
    mutating func next() -> [ConsoleLine]? {
        guard !lines.isEmpty else {
            isWriting = false
            return nil
        }
        defer { lines = [] }
        return lines
    }

    /// Notes that lines are written; returns the actions that waited for room, if there is room again.
    mutating func written(_ lines: ArraySlice<ConsoleLine>) -> [Action] {
        count -= lines.count
        bytes -= lines.reduce(0) { $0 + $1.cost }
        guard isHalfEmpty else { return [] }
        defer { waiting = [] }
        return waiting
    }

    /// Keeps an action until there is room; returns `false` if there is.
    mutating func wait(_ action: @escaping Action) -> Bool {
        guard !hasRoom else { return false }
        waiting.append(action)
        return true
    }
}
