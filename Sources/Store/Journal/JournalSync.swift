internal import Dispatch
internal import Glibc
internal import Synchronization

/// Commits what waits on a thread of its own, waits for the disk there, and keeps the log short.
final class JournalSync: Sendable {
    /// Until what waits is committed, in milliseconds; the disk may take as long again.
    private static let delay = 5
    /// From so many bytes on the log is moved into the file.
    private static let longestLog = 4 << 20
    /// But not again before so many commits: the file stays as long as it was, and is written from its beginning.
    private static let fewestCommits = 250

    private let path: String
    private let syncs: Bool
    private let isDue = Atomic<Bool>(false)
    /// Commits since the log was moved into the file.
    private let commits = Atomic<Int>(0)
    private let queue = DispatchQueue(label: "ibscript.journal")
    /// The log's descriptor: -1 before the first time, and once stopped.
    private let log = Mutex<Int32>(-1)

    /// - Parameter syncs: whether the disk is waited for here, and not by each commit.
    init(_ path: String, syncs: Bool) {
        self.path = path
        self.syncs = syncs
    }

    /// Something waits to be committed; costs nothing while that is due already.
    func soon(_ commit: @escaping @Sendable () -> Void) {
        guard !isDue.exchange(true, ordering: .acquiringAndReleasing) else { return }
        queue.asyncAfter(deadline: .now() + .milliseconds(Self.delay)) { [self] in
            // First, so that what is committed from here on asks again.
            isDue.store(false, ordering: .sequentiallyConsistent)
            commit()
            commits.add(1, ordering: .relaxed)
            sync()
        }
    }

    /// Returns once nothing is under way; afterwards nothing happens any more.
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

    /// The log's descriptor; the disk has the file's name afterwards.
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

    /// What fails here is tried again some commits later: until then the log only grows.
    private func shortenLog() {
        guard let database = try? Database(path: path, .shared) else { return }
        try? database.execute("PRAGMA synchronous = NORMAL; PRAGMA wal_autocheckpoint = 0")
        try? database.shortenLog()
        // The log begins afresh with the next commit.
        try? database.execute("PRAGMA synchronous = OFF")
        try? database.beginLog()
    }
}
