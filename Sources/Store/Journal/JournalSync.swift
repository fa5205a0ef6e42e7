internal import Dispatch
internal import Glibc
internal import Synchronization

/// Commits waiting turns on its own thread, waits for the disk there, and keeps the log short.
final class JournalSync: Sendable {
    /// The delay before waiting turns are committed, in milliseconds; the disk may take as long again.
    private static let delay = 5
    /// The size in bytes from which the log is moved into the file.
    private static let longestLog = 4 << 20
    /// But not again before this many commits: the file keeps its length and is written from its start.
    private static let fewestCommits = 250

    private let path: String
    private let syncs: Bool
    private let isDue = Atomic<Bool>(false)
    /// The number of commits since the log was moved into the file. At first as if there were many: a log that killed
    /// runs have left is moved with the first commit, or it would grow with each of them, and every start with it.
    private let commits = Atomic<Int>(fewestCommits)
    private let queue = DispatchQueue(label: "ibscript.journal")
    /// The log's descriptor: -1 before the first use, -2 once stopped.
    private let log = Mutex<Int32>(-1)

    /// - Parameter syncs: Whether to wait for the disk here rather than in each commit.
    init(_ path: String, syncs: Bool) {
        self.path = path
        self.syncs = syncs
    }

    /// Schedules a commit of what waits; costs nothing if one is already due.
    func soon(_ commit: @escaping @Sendable () -> Void) {
        guard !isDue.exchange(true, ordering: .acquiringAndReleasing) else { return }
        queue.asyncAfter(deadline: .now() + .milliseconds(Self.delay)) { [self] in
            // Reset first, so that whatever is committed from here on schedules again.
            isDue.store(false, ordering: .sequentiallyConsistent)
            commit()
            commits.add(1, ordering: .relaxed)
            sync()
        }
    }

    /// Returns once no work is in progress; nothing happens afterwards.
    func stop() {
        queue.sync {
            sync()
            log.withLock { log in
                if log >= 0 { close(log) }
                log = -2
            }
        }
    }

    private func sync() {
        log.withLock { log in
            if log == -1 { log = openLog() }
            guard log >= 0 else { return }
            if syncs { fdatasync(log) }
            guard commits.load(ordering: .relaxed) >= Self.fewestCommits else { return }
            var file = stat()
            guard fstat(log, &file) == 0, file.st_size > Self.longestLog else { return }
            commits.store(0, ordering: .relaxed)
            shortenLog()
        }
    }

    /// Returns the log's descriptor; the file's name is on disk afterwards.
    private func openLog() -> Int32 {
        let log = open(path + "-wal", O_RDONLY | O_CLOEXEC)
        let folder = path.lastIndex(of: "/").map { String(path[..<$0]) } ?? "."
        let descriptor = open(folder, O_RDONLY | O_DIRECTORY | O_CLOEXEC)
        if descriptor >= 0 {
            fsync(descriptor)
            close(descriptor)
        }
        return log
    }

    /// Shortens the log. A failure is retried some commits later; until then the log only grows.
    private func shortenLog() {
        guard let database = try? Database(path: path, .shared) else { return }
        try? database.execute("PRAGMA synchronous = NORMAL; PRAGMA wal_autocheckpoint = 0")
        try? database.shortenLog()
        // The log restarts with the next commit.
        try? database.execute("PRAGMA synchronous = OFF")
        try? database.beginLog()
    }
}
