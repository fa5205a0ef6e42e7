internal import Glibc
internal import ScriptHost

/// A lock that one process holds, and that the system frees when the process ends, however it ends.
///
/// The file names the holder for users; only the lock itself counts.
package final class FileLock: Sendable {
    /// The holder of a lock.
    package struct Holder: Sendable, Hashable {
        /// The process.
        package var pid: Int
        /// The run.
        package var run: String
        /// The names of its scripts, separated by commas.
        package var scripts: String

        /// Makes a holder from its parts.
        package init(pid: Int, run: String, scripts: String) {
            (self.pid, self.run, self.scripts) = (pid, run, scripts)
        }

        var text: String {
            var line = JSONLine()
            line.add("pid", pid)
            line.add("run", run)
            line.add("scripts", scripts)
            return line.text + "\n"
        }

        init?(_ text: String) {
            guard let members = try? JSONMembers(text), let pid = members.integer("pid"), let run = members.text("run"),
                let scripts = members.text("scripts")
            else { return nil }
            self.init(pid: pid, run: run, scripts: scripts)
        }
    }

    /// The result of an attempt.
    package enum Attempt {
        /// The lock is held until it is released, or the process ends.
        case taken(FileLock)
        /// Somebody else holds it; `nil` if the file does not say who.
        case held(by: Holder?)
    }

    private let descriptor: Int32

    private init(_ descriptor: Int32) { self.descriptor = descriptor }

    deinit { close(descriptor) }

    /// Takes a lock if nobody holds it; makes the file if there is none.
    ///
    /// - Throws: ``RunFailure`` if the file cannot be made or locked.
    package static func take(_ path: String, for holder: Holder) throws(RunFailure) -> Attempt {
        var patience = 3
        while true {
            let file = open(path, O_RDWR | O_CREAT | O_CLOEXEC | O_NOFOLLOW, 0o600)
            guard file >= 0 else { throw FolderMaker.failure("open", path) }
            guard flock(file, LOCK_EX | LOCK_NB) == 0 else {
                let isHeld = errno == EWOULDBLOCK
                let failure = FolderMaker.failure("lock", path)
                close(file)
                guard isHeld else { throw failure }
                // A process that only checks whether it is held holds it for a moment.
                if patience > 0 {
                    patience -= 1
                    poll(nil, 0, 2)
                    continue
                }
                return .held(by: try FolderMaker.text(path).flatMap(Holder.init))
            }
            // A cleanup may have removed the file between the two calls.
            guard isSame(file, path) else {
                close(file)
                continue
            }
            ftruncate(file, 0)
            _ = OutputFile(descriptor: file).write([UInt8](holder.text.utf8))
            return .taken(FileLock(file))
        }
    }

    /// Whether somebody holds the lock.
    package static func isHeld(_ path: String) -> Bool {
        let file = open(path, O_RDONLY | O_CLOEXEC)
        guard file >= 0 else { return false }
        defer { close(file) }
        return flock(file, LOCK_SH | LOCK_NB) != 0 && errno == EWOULDBLOCK
    }

    private static func isSame(_ file: Int32, _ path: String) -> Bool {
        var (mine, named) = (stat(), stat())
        return fstat(file, &mine) == 0 && stat(path, &named) == 0 && mine.st_ino == named.st_ino
            && mine.st_dev == named.st_dev
    }
}
