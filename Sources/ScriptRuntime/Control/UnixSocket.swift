internal import Glibc

/// A stream between processes on this machine, by the path of its file.
struct UnixSocket: ~Copyable {
    let descriptor: Int32

    private init(_ descriptor: Int32) { self.descriptor = descriptor }

    init(taking descriptor: Int32) { self.descriptor = descriptor }

    deinit { Glibc.close(descriptor) }

    /// Listens at a path that only this user may open; what an ended process has left there is removed.
    static func listening(_ path: String) throws(RunFailure) -> UnixSocket {
        unlink(path)
        let socket = try UnixSocket(make(path))
        let mask = umask(0o177)
        defer { umask(mask) }
        guard try withAddress(path, { bind(socket.descriptor, $0, $1) }) == 0, listen(socket.descriptor, 16) == 0 else {
            throw FolderMaker.failure("listen at", path)
        }
        return socket
    }

    /// Connects to whoever listens at a path; `nil` if nobody does.
    static func connected(_ path: String) throws(RunFailure) -> UnixSocket? {
        let socket = try UnixSocket(make(path))
        guard try withAddress(path, { connect(socket.descriptor, $0, $1) }) == 0 else {
            if [ENOENT, ECONNREFUSED, ENOTDIR].contains(errno) { return nil }
            throw FolderMaker.failure("connect to", path)
        }
        return socket
    }

    private static func make(_ path: String) throws(RunFailure) -> Int32 {
        let descriptor = socket(AF_UNIX, Int32(SOCK_STREAM.rawValue) | Int32(SOCK_CLOEXEC.rawValue), 0)
        guard descriptor >= 0 else { throw FolderMaker.failure("open a socket for", path) }
        return descriptor
    }

    /// An address holds few bytes; a longer path goes through the folder's own descriptor.
    private static func withAddress(
        _ path: String,
        _ body: (UnsafePointer<sockaddr>, socklen_t) -> Int32
    ) throws(RunFailure) -> Int32 {
        var address = sockaddr_un()
        address.sun_family = sa_family_t(AF_UNIX)
        let room = MemoryLayout.size(ofValue: address.sun_path) - 1
        var name = path
        var folder: Int32 = -1
        defer { if folder >= 0 { Glibc.close(folder) } }
        if path.utf8.count > room, let end = path.lastIndex(of: "/") {
            folder = open(String(path[..<end]), O_RDONLY | O_DIRECTORY | O_CLOEXEC)
            name = "/proc/self/fd/\(folder)/\(path[path.index(after: end)...])"
        }
        guard name.utf8.count <= room else {
            throw RunFailure(4, "\(path): too long for a socket; give a shorter folder with --data-dir")
        }
        withUnsafeMutableBytes(of: &address.sun_path) { $0.copyBytes(from: name.utf8) }
        return withUnsafePointer(to: &address) { pointer in
            pointer.withMemoryRebound(to: sockaddr.self, capacity: 1) {
                body($0, socklen_t(MemoryLayout<sockaddr_un>.size))
            }
        }
    }

    /// Whether the process at the other end belongs to this user, or to root.
    static func isOwn(_ descriptor: Int32) -> Bool {
        // struct ucred: pid, uid, gid.
        var credentials: [UInt32] = [0, .max, .max]
        var size = socklen_t(12)
        guard getsockopt(descriptor, SOL_SOCKET, SO_PEERCRED, &credentials, &size) == 0, size == 12 else {
            return false
        }
        return credentials[1] == geteuid() || credentials[1] == 0
    }

    /// Reads until a line is complete; `nil` if the peer is gone or silent for so many milliseconds.
    func readLine(patience: Int32) -> String? {
        var bytes: [UInt8] = []
        while bytes.last != 10, bytes.count < 1_000_000 {
            guard let more = Self.read(descriptor, patience: patience), !more.isEmpty else { return nil }
            bytes += more
        }
        return String(decoding: bytes.dropLast(), as: UTF8.self)
    }

    /// Waits until the peer is gone; returns `false` if it is not within so many milliseconds.
    func awaitEnd(patience: Int32) -> Bool {
        while let more = Self.read(descriptor, patience: patience) { if more.isEmpty { return true } }
        return false
    }

    /// Writes a text; returns `false` if the peer is gone or does not read.
    static func write(_ text: String, to descriptor: Int32) -> Bool {
        let bytes = [UInt8](text.utf8)
        var written = 0
        while written < bytes.count {
            let count = bytes[written...].withUnsafeBytes {
                send(descriptor, $0.baseAddress, $0.count, Int32(MSG_NOSIGNAL))
            }
            if count < 0, errno == EINTR { continue }
            guard count > 0 else { return false }
            written += count
        }
        return true
    }

    /// Returns what has come; empty at the end, `nil` if nothing comes in time.
    static func read(_ descriptor: Int32, patience: Int32) -> [UInt8]? {
        var request = pollfd(fd: descriptor, events: Int16(POLLIN), revents: 0)
        while true {
            let count = poll(&request, 1, patience)
            if count < 0, errno == EINTR { continue }
            guard count > 0 else { return nil }
            var bytes = [UInt8](repeating: 0, count: 4_096)
            let size = Glibc.read(descriptor, &bytes, bytes.count)
            if size < 0, errno == EINTR { continue }
            return size > 0 ? Array(bytes[..<size]) : []
        }
    }
}
