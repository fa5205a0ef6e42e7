internal import Trading

/// What the journal has been given and the database does not yet contain.
///
/// A commit changes several places in several files, for which an order need not wait: its turn is written ahead with a
/// single call and survives the process from then on. The database follows a few milliseconds later with all waiting
/// turns, on a separate thread. After a crash in between, whoever opens the journal finds the rows in the two files
/// (``pending(of:after:)``).
///
/// One file contains the turns being committed; turns that arrive meanwhile go to the other.
struct AheadLog {
    /// What is committed together.
    struct Turn {
        var records: [(record: JournalRecord, rows: [EventColumns])]
        var states: [JournalOrderState]
        /// What scripts want kept; it is in neither file and waits for the database.
        var memory: [JournalMemory] = []
    }

    /// The length of a file, in bytes, from which on the database must follow at once.
    static let longest = 8 << 20

    private let files: [AheadFile]
    private var current = 0
    /// Whether the rows of the other file are in the database.
    private var isOtherFree = true
    private var waiting: [Turn] = []
    /// The number that the next row will get.
    private var next: Int64
    /// Why the database could not follow; `nil` while it can.
    private(set) var failure: StoreError?

    /// Starts both files.
    ///
    /// - Parameters:
    ///   - journal: The path of the journal.
    ///   - newest: The number of the newest row in the database.
    init(of journal: String, newest: Int64, waitsForDisk: Bool) throws(StoreError) {
        let paths = Self.paths(of: journal)
        // The new generation is above that of every existing file, so that leftovers never count as current.
        let begin = (paths.compactMap { AheadFile.read($0)?.generation }.max() ?? 0) + 1
        var files: [AheadFile] = []
        for path in paths { files.append(try AheadFile(path, generation: begin, waitsForDisk: waitsForDisk)) }
        self.files = files
        next = newest + 1
    }

    private static func paths(of journal: String) -> [String] { [journal + "-ahead", journal + "-ahead2"] }

    /// Writes a turn, which survives the process once this has returned.
    ///
    /// - Throws: ``StoreError`` with code `cannotWrite`, in which case nothing of the turn is kept.
    mutating func append(_ turn: Turn) throws(StoreError) {
        next += Int64(try files[current].append(turn, first: next))
        waiting.append(turn)
    }

    /// Whether so much is waiting that the database must follow before anything more comes: turns wait in memory too.
    var isLong: Bool { files[current].offset >= Self.longest }

    /// Takes the waiting turns; call ``committed()`` or ``putBack(_:because:)`` afterwards.
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

    /// Records that the database contains the taken turns.
    mutating func committed() {
        failure = nil
        isOtherFree = true
    }

    /// Records that the database contains none of the taken turns.
    mutating func putBack(_ turns: [Turn], because failure: StoreError) {
        waiting.insert(contentsOf: turns, at: 0)
        self.failure = failure
    }

    /// Returns the rows in a journal's files that follow the newest one in its database, in order and with their
    /// numbers.
    static func pending(of journal: String, after newest: Int64) -> [(number: Int64, row: EventColumns)] {
        let files = paths(of: journal).compactMap { AheadFile.read($0) }
        return files.sorted { $0.generation < $1.generation }.flatMap(\.rows).filter { $0.number > newest }
    }
}
