internal import ScriptHost

/// Lines that wait for the console's writer, and whether there is room for more.
///
/// Lines are counted until they are written, not until they are taken.
struct ConsoleQueue: Sendable {
    typealias Action = @Sendable () -> Void

    /// From so many lines on there is no room.
    static let mostLines = 10_000
    /// From so many bytes on there is no room.
    static let mostBytes = 4_000_000

    private var host = HostLines()
    private var lines: [ConsoleLine] = []
    private var count = 0
    private var bytes = 0
    private var isWriting = false
    private var waiting: [Action] = []

    /// Whether a script may go on to print.
    var hasRoom: Bool { count < Self.mostLines && bytes < Self.mostBytes }

    private var isHalfEmpty: Bool { count <= Self.mostLines / 2 && bytes <= Self.mostBytes / 2 }

    /// Takes lines; true if the writer is to be woken.
    mutating func append(_ added: [ConsoleLine]) -> Bool {
        for line in added { enqueue(host.admit(line)) }
        return beginWriting()
    }

    /// Takes what is still to be told at the end; true if the writer is to be woken.
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

    /// Gives the writer all that waits; `nil` sends it to sleep.
    mutating func next() -> [ConsoleLine]? {
        guard !lines.isEmpty else {
            isWriting = false
            return nil
        }
        defer { lines = [] }
        return lines
    }

    /// Takes note of lines that are written; gives what was waiting for room, if there is some again.
    mutating func written(_ lines: ArraySlice<ConsoleLine>) -> [Action] {
        count -= lines.count
        bytes -= lines.reduce(0) { $0 + $1.cost }
        guard isHalfEmpty else { return [] }
        defer { waiting = [] }
        return waiting
    }

    /// Keeps an action until there is room; false if there is.
    mutating func wait(_ action: @escaping Action) -> Bool {
        guard !hasRoom else { return false }
        waiting.append(action)
        return true
    }
}
