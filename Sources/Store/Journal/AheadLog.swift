internal import Trading

/// What the journal has been told and the database does not have yet.
///
/// A commit changes several places of several files, which an order need not wait for: its turn is written ahead with one
/// call, and outlives the process from then on. The database follows a few milliseconds later with all turns that wait,
/// on a thread of its own. After a crash in between, whoever opens the journal finds the rows in the two files
/// (``pending(of:after:)``).
///
/// The turns that are being committed are in one file, those that come meanwhile go to the other.
struct AheadLog {
    /// What is committed together.
    struct Turn {
        var records: [(record: JournalRecord, rows: [EventColumns])]
        var states: [JournalOrderState]
        /// What scripts want kept; it is in no file, and waits for the database.
        var memory: [JournalMemory] = []
    }

    private let files: [AheadFile]
    private var current = 0
    /// Whether the rows of the other file are in the database.
    private var isOtherFree = true
    private var waiting: [Turn] = []
    /// The number that the next row will get.
    private var next: Int64
    /// Why the database could not follow; `nil` while it can.
    private(set) var failure: StoreError?

    /// Begins both files.
    ///
    /// - Parameters:
    ///   - journal: Path of the journal.
    ///   - newest: Number of the newest row in the database.
    init(of journal: String, newest: Int64, waitsForDisk: Bool) throws(StoreError) {
        let paths = Self.paths(of: journal)
        // Files that cannot be taken over as they are count from the present: none of them is older.
        let begin = (paths.compactMap { AheadFile.read($0)?.generation }.max() ?? 0) + 1
        var files: [AheadFile] = []
        for path in paths { files.append(try AheadFile(path, generation: begin, waitsForDisk: waitsForDisk)) }
        self.files = files
        next = newest + 1
    }

    private static func paths(of journal: String) -> [String] { [journal + "-ahead", journal + "-ahead2"] }

    /// Writes a turn; what this has returned from outlives the process.
    ///
    /// - Throws: ``StoreError`` with code `cannotWrite`; nothing of the turn is kept then.
    mutating func append(_ turn: Turn) throws(StoreError) {
        next += Int64(try files[current].append(turn, first: next))
        waiting.append(turn)
    }

    /// Takes the turns that wait; ``committed()`` or ``putBack(_:because:)`` follows.
    mutating func take() -> [Turn] {
        guard !waiting.isEmpty else { return [] }
        if isOtherFree {
            let generation = files[current].generation + 1
            current = 1 - current
            files[current].restart(generation)
            isOtherFree = false
        }
        defer { waiting = [] }
        return waiting
    }

    /// The database has the turns that were taken.
    mutating func committed() {
        failure = nil
        isOtherFree = true
    }

    /// The database has none of the turns that were taken.
    mutating func putBack(_ turns: [Turn], because failure: StoreError) {
        waiting.insert(contentsOf: turns, at: 0)
        self.failure = failure
    }

    /// The rows in a journal's files that come after the newest one in its database, in order, with their numbers.
    static func pending(of journal: String, after newest: Int64) -> [(number: Int64, row: EventColumns)] {
        let files = paths(of: journal).compactMap { AheadFile.read($0) }
        return files.sorted { $0.generation < $1.generation }.flatMap(\.rows).filter { $0.number > newest }
    }
}
