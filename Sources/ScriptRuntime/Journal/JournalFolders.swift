internal import Glibc

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
        /// When it was last written, in nanoseconds of the machine's wall clock.
        let written: Int
    }

    private let data: DataFolder

    init(_ data: DataFolder) { self.data = data }

    /// The account of the journal that was written last; simulators do not count.
    var latestAccount: String? { accounts.max { $0.written < $1.written }?.name }

    /// The journals of TWS accounts.
    var accounts: [Found] { found(in: data.accounts, isRun: false) }

    /// The journals of embedded runs.
    var runs: [Found] { found(in: data.runs, isRun: true) }

    /// All journals, the one written last first.
    var all: [Found] {
        let simulators = FolderMaker.names(in: data.simulators).flatMap {
            found(in: "\(data.simulators)/\($0)", isRun: false)
        }
        return (accounts + runs + simulators).sorted { $0.written > $1.written }
    }

    private func found(in folder: String, isRun: Bool) -> [Found] {
        FolderMaker.names(in: folder).compactMap { name in
            let path = BookFolder(name: name, path: "\(folder)/\(name)").journal
            guard let file = Self.changed(path) else { return nil }
            return Found(name: name, path: path, isRun: isRun, written: max(file, Self.changed(path + "-wal") ?? 0))
        }
    }

    private static func changed(_ path: String) -> Int? {
        var facts = stat()
        guard stat(path, &facts) == 0 else { return nil }
        return Int(facts.st_mtim.tv_sec) * 1_000_000_000 + Int(facts.st_mtim.tv_nsec)
    }
}
