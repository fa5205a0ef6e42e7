internal import Glibc
internal import ScriptHost

/// Makes folders and files that only their owner may read.
enum FolderMaker {
    /// Makes a folder and its parents; existing ones stay as they are.
    static func make(_ path: String) throws(RunFailure) {
        if mkdir(path, 0o700) == 0 || errno == EEXIST { return }
        guard errno == ENOENT, let end = path.lastIndex(of: "/"), end > path.startIndex else {
            throw failure("make", path)
        }
        try make(String(path[..<end]))
        guard mkdir(path, 0o700) == 0 || errno == EEXIST else { throw failure("make", path) }
    }

    /// Replaces a file: readers find the old one or the complete new one, even after a power loss.
    static func replace(_ path: String, with text: String, isDurable: Bool) throws(RunFailure) {
        let draft = "\(path).\(getpid())"
        let file = open(draft, O_WRONLY | O_CREAT | O_TRUNC | O_CLOEXEC | O_NOFOLLOW, 0o600)
        guard file >= 0 else { throw failure("write", draft) }
        let written = OutputFile(descriptor: file).write([UInt8](text.utf8))
        let isSynced = !isDurable || fsync(file) == 0
        let reason = failure("write", path)
        close(file)
        guard written == .written, isSynced else {
            unlink(draft)
            throw reason
        }
        guard rename(draft, path) == 0 else { throw failure("write", path) }
        if isDurable { try sync(folderOf: path) }
    }

    /// Removes a file if there is one; returns whether there was.
    static func remove(_ path: String, isDurable: Bool) throws(RunFailure) -> Bool {
        guard unlink(path) == 0 else {
            if errno == ENOENT { return false }
            throw failure("remove", path)
        }
        if isDurable { try sync(folderOf: path) }
        return true
    }

    /// Returns the whole text of a small file; `nil` if there is none.
    static func text(_ path: String, most: Int = 65_536) throws(RunFailure) -> String? {
        let file = open(path, O_RDONLY | O_CLOEXEC)
        guard file >= 0 else {
            if errno == ENOENT || errno == ENOTDIR { return nil }
            throw failure("read", path)
        }
        defer { close(file) }
        var bytes = [UInt8](repeating: 0, count: most + 1)
        var count = 0
        while count <= most {
            let more = bytes.withUnsafeMutableBytes { read(file, $0.baseAddress.map { $0 + count }, most + 1 - count) }
            if more < 0, errno == EINTR { continue }
            guard more >= 0 else { throw failure("read", path) }
            if more == 0 { return String(decoding: bytes[..<count], as: UTF8.self) }
            count += more
        }
        throw RunFailure(ExitStatus.malformed, "\(path): larger than \(most) bytes")
    }

    /// Returns the names in a folder, sorted; none if there is no folder.
    static func names(in path: String) -> [String] {
        guard let folder = opendir(path) else { return [] }
        defer { closedir(folder) }
        var names: [String] = []
        while let entry = readdir(folder) {
            // The name is the last member, and longer than its type says.
            let name = withUnsafePointer(to: &entry.pointee.d_name) { start in
                start.withMemoryRebound(to: CChar.self, capacity: 256) { String(cString: $0) }
            }
            if name != ".", name != ".." { names.append(name) }
        }
        return names.sorted()
    }

    private static func sync(folderOf path: String) throws(RunFailure) {
        let folder = path.lastIndex(of: "/").map { String(path[..<$0]) } ?? "."
        let descriptor = open(folder, O_RDONLY | O_DIRECTORY | O_CLOEXEC)
        guard descriptor >= 0 else { throw failure("write", folder) }
        defer { close(descriptor) }
        guard fsync(descriptor) == 0 else { throw failure("write", folder) }
    }

    /// Returns a failure with the system's reason.
    static func failure(_ verb: String, _ path: String) -> RunFailure {
        RunFailure(ExitStatus.denied, "cannot \(verb) \(path): \(String(cString: strerror(errno)))")
    }
}
