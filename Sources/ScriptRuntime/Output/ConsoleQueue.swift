/// What waits for the console's writer, and whether there is room for more.
///
/// It is counted until it is written, not until it is taken.
struct ConsoleQueue: Sendable {
    typealias Action = @Sendable () -> Void

    /// The number of things to show from which there is no room.
    static let mostLines = 10_000
    /// The number of bytes from which there is no room.
    static let mostBytes = 4_000_000

    private var lines: [RunLine] = []
    private var count = 0
    private var bytes = 0
    private var isWriting = false
    private var waiting: [Action] = []

    /// Whether a script may continue to print.
    var hasRoom: Bool { count < Self.mostLines && bytes < Self.mostBytes }

    private var isHalfEmpty: Bool { count <= Self.mostLines / 2 && bytes <= Self.mostBytes / 2 }

    /// Appends lines; returns whether the writer must be woken.
    mutating func append(_ added: [RunLine]) -> Bool {
        count += added.count
        bytes += Self.cost(of: added[...])
        if lines.isEmpty { lines = added } else { lines += added }
        defer { isWriting = true }
        return !isWriting
    }

    private static func cost(of lines: ArraySlice<RunLine>) -> Int { lines.reduce(0) { $0 + $1.cost } }

    /// Gives the writer everything that waits; `nil` sends it to sleep.
    mutating func next() -> [RunLine]? {
        guard !lines.isEmpty else {
            isWriting = false
            return nil
        }
        defer { lines = [] }
        return lines
    }

    /// Notes that lines are written; returns the actions that waited for room, if there is room again.
    mutating func written(_ lines: ArraySlice<RunLine>) -> [Action] {
        count -= lines.count
        bytes -= Self.cost(of: lines)
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
