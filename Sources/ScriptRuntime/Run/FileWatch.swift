internal import Dispatch
internal import Glibc
internal import Synchronization

/// Checks periodically whether files have changed, however an editor writes them.
final class FileWatch {
    private let timer: any DispatchSourceTimer

    /// Watches until it is released; `changed` receives the index of a file that has changed and settled, from a thread
    /// of its own.
    init(_ paths: [String], everyMilliseconds interval: Int, changed: @escaping @Sendable (Int) -> Void) {
        let states = FileStates(paths)
        timer = DispatchSource.makeTimerSource(queue: DispatchQueue(label: "ibscript.file-watch"))
        timer.setEventHandler { states.look().forEach(changed) }
        timer.schedule(deadline: .now() + .milliseconds(interval), repeating: .milliseconds(interval))
        timer.resume()
    }

    deinit { timer.cancel() }
}

/// The files at the last check.
private final class FileStates: Sendable {
    /// What distinguishes one state of a file from another.
    private struct Stamp: Hashable {
        let seconds: Int
        let nanoseconds: Int
        let size: Int
        let inode: UInt

        /// The state of a file; `nil` if there is none.
        init?(_ path: String) {
            var facts = stat()
            guard stat(path, &facts) == 0 else { return nil }
            (seconds, nanoseconds) = (facts.st_mtim.tv_sec, facts.st_mtim.tv_nsec)
            (size, inode) = (Int(facts.st_size), UInt(facts.st_ino))
        }
    }

    private struct File {
        let path: String
        /// The state reported last.
        var known: Stamp?
        /// The state at the last check.
        var seen: Stamp?
    }

    private let files: Mutex<[File]>

    init(_ paths: [String]) { files = Mutex(paths.map { File(path: $0, known: Stamp($0), seen: Stamp($0)) }) }

    /// Returns the indices of files that are unchanged since the previous check, but differ from the reported state.
    func look() -> [Int] {
        files.withLock { files in
            files.indices.filter { place in
                let now = Stamp(files[place].path)
                defer { files[place].seen = now }
                guard let now, now == files[place].seen, now != files[place].known else { return false }
                files[place].known = now
                return true
            }
        }
    }
}
