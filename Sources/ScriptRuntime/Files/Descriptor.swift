internal import Glibc
internal import ScriptHost

/// An open file or folder, closed with its last owner.
final class Descriptor {
    /// The file descriptor.
    let number: Int32

    private init(number: Int32) { self.number = number }

    deinit { close(number) }

    /// Opens a file of a folder; not a link.
    init(_ parent: Descriptor, _ name: String, _ flags: Int32) throws(FileFault) {
        number = openat(parent.number, name, flags | O_NOFOLLOW | O_CLOEXEC | O_NONBLOCK, 0o644)
        guard number >= 0 else { throw .system() }
    }

    /// Opens a file below a folder, part by part, so that no link leads out of it.
    convenience init(
        opening path: String,
        below folder: String,
        _ flags: Int32,
        makesFolders: Bool
    ) throws(FileFault) {
        let (parent, name) = try Self.parent(of: path, below: folder, makesFolders: makesFolders)
        try self.init(parent, name, flags)
    }

    /// Returns the folder of a path and the name in it; missing folders are made on request.
    static func parent(
        of path: String,
        below folder: String,
        makesFolders: Bool
    ) throws(FileFault) -> (folder: Descriptor, name: String) {
        let root = Glibc.open(folder, O_RDONLY | O_DIRECTORY | O_CLOEXEC)
        guard root >= 0 else { throw .system() }
        var place = Descriptor(number: root)
        var parts = path.split(separator: "/").map(String.init)
        let name = parts.removeLast()
        for part in parts {
            if makesFolders, mkdirat(place.number, part, 0o755) != 0, errno != EEXIST { throw .system() }
            let next = openat(place.number, part, O_RDONLY | O_DIRECTORY | O_NOFOLLOW | O_CLOEXEC)
            guard next >= 0 else { throw .system() }
            place = Descriptor(number: next)
        }
        return (place, name)
    }

    private var status: stat {
        var status = stat()
        fstat(number, &status)
        return status
    }

    /// Whether it is a regular file.
    var isRegular: Bool { status.st_mode & S_IFMT == S_IFREG }

    /// The size in bytes.
    var size: Int { Int(status.st_size) }

    /// Whether a name in this folder is itself a folder.
    func isFolder(_ name: String) -> Bool {
        var status = stat()
        return fstatat(number, name, &status, AT_SYMLINK_NOFOLLOW) == 0 && status.st_mode & S_IFMT == S_IFDIR
    }

    /// Reads the bytes from the beginning, up to a limit.
    func readAll(atMost limit: Int) throws(FileFault) -> [UInt8] {
        var bytes: [UInt8] = []
        var part = [UInt8](repeating: 0, count: min(limit, 64 << 10))
        while bytes.count < limit {
            let count = pread(number, &part, min(part.count, limit - bytes.count), Int(bytes.count))
            guard count >= 0 else { throw .system() }
            if count == 0 { break }
            bytes += part[..<count]
        }
        return bytes
    }

    /// Writes everything.
    func write(_ bytes: [UInt8]) throws(FileFault) {
        var rest = bytes[...]
        while !rest.isEmpty {
            let count = rest.withUnsafeBytes { Glibc.write(number, $0.baseAddress, $0.count) }
            if count < 0, errno == EINTR { continue }
            guard count > 0 else { throw .system() }
            rest = rest.dropFirst(count)
        }
    }

    /// Cuts off everything after the last line feed.
    func cutTornLine() throws(FileFault) {
        var end = size
        var byte: UInt8 = 0
        while end > 0, pread(number, &byte, 1, end - 1) == 1, byte != 0x0A { end -= 1 }
        guard end == size || ftruncate(number, end) == 0 else { throw .system() }
    }
}

extension FileFault {
    /// Returns the error of the last system call.
    static func system() -> FileFault {
        let code = errno
        switch code {
        case ENOENT: return FileFault(.missing, "there is no such file")
        case ELOOP: return FileFault(.failed, "it is a link, which is not followed")
        case ENOTDIR: return FileFault(.failed, "a part of it is not a folder, or is a link")
        case ENOSPC: return FileFault(.failed, "the disk is full")
        default: return FileFault(.failed, String(cString: strerror(code)))
        }
    }
}
