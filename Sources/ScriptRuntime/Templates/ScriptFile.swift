internal import Glibc
internal import ScriptHost

/// Scripts that the program writes for the user.
enum ScriptFile {
    /// Writes a new file, readable by everybody as far as the user's umask allows; an existing file is not changed.
    static func create(_ path: String, _ text: String) throws(RunFailure) {
        let file = open(path, O_WRONLY | O_CREAT | O_EXCL | O_CLOEXEC, 0o666)
        guard file >= 0 else {
            guard errno != EEXIST else {
                throw RunFailure(ExitStatus.usage, "\(path) exists already; give another name")
            }
            throw RunFailure(ExitStatus.usage, "\(path): \(String(cString: strerror(errno)))")
        }
        let written = OutputFile(descriptor: file).write([UInt8](text.utf8))
        let reason = String(cString: strerror(errno))
        guard close(file) == 0, written == .written else {
            unlink(path)
            throw RunFailure(ExitStatus.fault, "\(path): \(reason)")
        }
    }
}
