internal import Glibc
internal import Store
internal import Trading

/// The journals of a data folder.
struct JournalFolders {
    /// An existing journal.
    struct Found {
        /// The account, or the run.
        let name: String
        /// The file.
        let path: String
        /// Whether it belongs to an embedded run.
        let isRun: Bool
        /// The time of the last change to its files, in nanoseconds of the machine's wall clock; reading may change
        /// them, too.
        let changed: Int
        /// The run to select in it; `nil` means all runs.
        var run: String?
    }

    private let data: DataFolder

    init(_ data: DataFolder) { self.data = data }

    /// The account of the journal that was written last; simulators do not count.
    var latestAccount: String? { Self.ordered(accounts).first?.name }

    /// The journals of TWS accounts.
    var accounts: [Found] { found(in: data.accounts, isRun: false) }

    /// The journals of embedded runs.
    var runs: [Found] { found(in: data.runs, isRun: true) }

    /// All journals, the one written last first.
    var all: [Found] {
        let simulators = FolderMaker.names(in: data.simulators).flatMap {
            found(in: "\(data.simulators)/\($0)", isRun: false)
        }
        return Self.ordered(accounts + runs + simulators)
    }

    /// The largest number of journals opened to see when they were written; older ones follow by the times of their
    /// files.
    private static let mostOpened = 64

    /// Returns the journals in order of their latest entries, newest first. Reading a journal changes its files, so
    /// their times do not show which was written last, but no file is older than its last entry.
    private static func ordered(_ journals: [Found]) -> [Found] {
        let byChange = journals.sorted { $0.changed > $1.changed }
        let opened = byChange.prefix(mostOpened).map { found in
            let latest: RunInstant?? = try? JournalFile(reading: found.path).lastWritten()
            return (found: found, written: latest.flatMap(\.self)?.nanoseconds ?? .min)
        }
        return opened.sorted { $0.written > $1.written }.map(\.found) + byChange.dropFirst(mostOpened)
    }

    private func found(in folder: String, isRun: Bool) -> [Found] {
        FolderMaker.names(in: folder).compactMap { name in
            let path = BookFolder(name: name, path: "\(folder)/\(name)").journal
            guard let file = Self.changed(path) else { return nil }
            return Found(name: name, path: path, isRun: isRun, changed: max(file, Self.changed(path + "-wal") ?? 0))
        }
    }

    private static func changed(_ path: String) -> Int? {
        var facts = stat()
        guard stat(path, &facts) == 0 else { return nil }
        return Int(facts.st_mtim.tv_sec) * 1_000_000_000 + Int(facts.st_mtim.tv_nsec)
    }
}
