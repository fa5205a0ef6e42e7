internal import Dispatch
internal import Glibc
internal import ScriptHost
internal import Store
internal import Synchronization
package import Trading

/// The journal of a run as a file. It is opened on a thread of its own while the scripts load.
package final class FileJournal: RunJournal {
    /// What a commit survives besides the end of the process.
    package enum Durability: Sendable {
        /// A power loss after 10 ms.
        case soon
        /// A power loss at any time.
        case each
    }

    /// The owner of the journal.
    package enum Place: Sendable {
        /// An embedded run's, in a new folder.
        case run(BookFolder)
        /// An account's on a simulator that is kept in a file; which one is known once the simulator has started.
        case simulator(in: DataFolder)
        /// An account's; `nil` expects the one whose journal was written last.
        case account(String?, in: DataFolder)
    }

    /// What was opened.
    private struct Opened: Sendable {
        let file: JournalFile
        let history: JournalHistory
    }

    /// The result of the opening thread.
    private final class Opening: Sendable {
        private let result = Mutex<Result<Opened, JournalFailure>?>(nil)
        private let group = DispatchGroup()

        init(_ open: @escaping @Sendable () throws -> Opened?) {
            DispatchQueue(label: "ibscript.journal.opening").async(group: group) { [self] in
                let outcome: Result<Opened, JournalFailure>?
                do {
                    outcome = try open().map { .success($0) }
                } catch {
                    outcome = .failure(JournalFailure("\(error)"))
                }
                result.withLock { $0 = outcome }
            }
        }

        /// Waits for it; `nil` if there was nothing to open yet.
        func wait() -> Result<Opened, JournalFailure>? {
            group.wait()
            return result.withLock { $0 }
        }
    }

    private let place: Place
    private let scripts: [String]
    private let durability: Durability
    private let opening: Opening
    private var opened: Opened?
    /// The file for what scripts store, if it is not the journal itself.
    private var lasting: JournalFile?

    /// Starts to open a journal, for a run of the scripts with these names.
    package init(_ place: Place, for scripts: [String], _ durability: Durability = .soon) {
        self.place = place
        self.scripts = scripts
        self.durability = durability
        opening = Opening { try Self.open(place, for: scripts, durability) }
    }

    /// Waits until the journal is open.
    package func open(account: String, instance: String?) throws(JournalFailure) {
        let early = opening.wait()
        let data: DataFolder
        switch place {
        case .account(_, let folder), .simulator(let folder): data = folder
        case .run:
            guard let early else { throw JournalFailure("there is no journal") }
            opened = try early.get()
            return
        }
        do {
            let folder = try data.books(account: account, instance: instance)
            if case .success(let early)? = early, early.file.path == folder.journal {
                // It was opened before the account belonged to this run alone.
                let hasMore = try early.file.begin()
                opened = hasMore ? Opened(file: early.file, history: try early.file.history(scripts: scripts)) : early
                return
            }
            if case .success(let other)? = early { try? other.file.close() }
            try folder.make()
            opened = try Self.open(folder.journal, for: scripts, durability, isHeld: true)
        } catch {
            throw JournalFailure("\(error)")
        }
    }

    /// Returns what earlier runs have left.
    package func history(scripts: [String]) throws(JournalFailure) -> JournalHistory {
        guard let opened else { throw Self.notOpen }
        guard scripts != self.scripts else { return opened.history }
        return try Self.naming { () throws(StoreError) in try opened.file.history(scripts: scripts) }
    }

    /// Returns what ibscript's orders of all runs, or of one script, have traded and not closed.
    package func openPositions(ofScript script: String?) throws(JournalFailure) -> [NetPosition]? {
        guard let opened else { throw Self.notOpen }
        return try Self.naming { () throws(StoreError) in try opened.file.openPositions(ofScript: script) }
    }

    /// Writes all of it or nothing.
    package func commit(
        _ records: [JournalRecord],
        states: [JournalOrderState],
        memory: [JournalMemory]
    ) throws(JournalFailure) {
        guard let opened else { throw Self.notOpen }
        try Self.naming { () throws(StoreError) in
            if let lasting, !memory.isEmpty {
                try lasting.commit([], memory: memory, at: JournalStamp.now)
            }
            guard lasting == nil || !records.isEmpty else { return }
            try opened.file.commit(
                records,
                states: states,
                memory: lasting == nil ? memory : [],
                at: JournalStamp.now
            )
        }
    }

    /// Returns what a script has stored across its runs.
    package func memory(ofScript name: String) throws(JournalFailure) -> [String: String] {
        guard let opened else { throw Self.notOpen }
        return try Self.naming { () throws(StoreError) in
            try (lasting ?? opened.file).memory(ofScript: name)
        }
    }

    /// Stores what scripts store in a file of its own, which outlives the run's.
    func keepMemory(in folder: BookFolder) throws(JournalFailure) {
        do throws(RunFailure) {
            try folder.make()
        } catch {
            throw JournalFailure(error.description)
        }
        try Self.naming { () throws(StoreError) in
            let file = try JournalFile(path: folder.journal, .soon)
            try file.begin()
            lasting = file
        }
    }

    /// Closes the file.
    package func close() throws(JournalFailure) {
        if opened == nil, case .success(let early)? = opening.wait() { opened = early }
        if let lasting {
            self.lasting = nil
            try Self.naming { () throws(StoreError) in try lasting.close() }
        }
        guard let file = opened?.file else { return }
        opened = nil
        try Self.naming { () throws(StoreError) in try file.close() }
    }

    // MARK: Opening

    private static func open(_ place: Place, for scripts: [String], _ durability: Durability) throws -> Opened? {
        switch place {
        case .run(let folder):
            return Opened(file: try JournalFile(path: folder.journal, .process), history: JournalHistory())
        case .simulator: return nil
        case .account(let account, let data):
            guard let account = account ?? JournalFolders(data).latestAccount else { return nil }
            let folder = try data.books(account: account)
            // The journal of an account that the login may not have is made only once it is known to have it.
            guard access(folder.journal, F_OK) == 0 else { return nil }
            return try open(folder.journal, for: scripts, durability, isHeld: false)
        }
    }

    private static func open(
        _ path: String,
        for scripts: [String],
        _ durability: Durability,
        isHeld: Bool
    ) throws -> Opened {
        let file = try JournalFile(path: path, durability == .each ? .each : .soon, isHeld: isHeld)
        guard !file.isReadOnly else { throw JournalFailure("\(path) was written by a later version of ibscript") }
        return Opened(file: file, history: try file.history(scripts: scripts))
    }

    private static let notOpen = JournalFailure("the journal is not open")

    private static func naming<Result>(_ body: () throws(StoreError) -> Result) throws(JournalFailure) -> Result {
        do throws(StoreError) {
            return try body()
        } catch {
            throw JournalFailure("\(error)")
        }
    }
}

extension JournalStamp {
    /// The machine's clocks now.
    static var now: JournalStamp {
        JournalStamp(
            monotonic: MachineTime.nanoseconds(CLOCK_MONOTONIC),
            wall: RunInstant(nanoseconds: MachineTime.nanoseconds(CLOCK_REALTIME))
        )
    }
}
