internal import Glibc
internal import ScriptHeader
internal import ScriptHost

/// The files that a script's header names, below its folder; links are not followed, so that nothing leads out of it.
final class GrantedFiles: FileAccess {
    /// The largest number of bytes read at once.
    private static let largest = 16 << 20

    private let folder: String
    private let grant: FileGrant

    /// Makes access to the files below a folder.
    init(folder: String, grant: FileGrant) {
        self.folder = folder.isEmpty ? "." : folder
        self.grant = grant
    }

    func read(_ path: String) throws(FileFault) -> [UInt8] {
        if let fault = FileGrant.fault(of: path) { throw FileFault(.notGranted, fault) }
        guard grant.mayRead(path) else { throw NoFiles.refusal(path, "read") }
        let file = try Descriptor(opening: path, below: folder, O_RDONLY, makesFolders: false)
        guard file.isRegular else { throw FileFault(.failed, "it is not a regular file") }
        guard file.size <= Self.largest else {
            throw FileFault(.tooLarge, "it is larger than 16 MiB", remedy: "split it")
        }
        return try file.readAll(atMost: Self.largest)
    }

    func open(_ path: String, appends: Bool) throws(FileFault) -> any FileWriter {
        if let fault = FileGrant.fault(of: path) { throw FileFault(.notGranted, fault) }
        guard grant.mayWrite(path) else { throw NoFiles.refusal(path, "write") }
        return try appends ? AppendedFile(path, below: folder) : ReplacedFile(path, below: folder)
    }
}

/// A file that is written beside the one it replaces, and takes its place when closed.
final class ReplacedFile: FileWriter {
    let firstLine: String? = nil
    private let file: Descriptor
    private let parent: Descriptor
    private let name: String
    private let hidden: String
    private var buffer = WriteBuffer()

    init(_ path: String, below folder: String) throws(FileFault) {
        (parent, name) = try Descriptor.parent(of: path, below: folder, makesFolders: true)
        hidden = ".\(name).\(getpid()).part"
        if parent.isFolder(name) { throw FileFault(.failed, "it is a folder") }
        file = try Descriptor(parent, hidden, O_WRONLY | O_CREAT | O_TRUNC)
    }

    func write(_ bytes: [UInt8]) throws(FileFault) { try buffer.add(bytes, to: file) }

    func close() throws(FileFault) {
        try buffer.empty(into: file)
        guard fsync(file.number) == 0, renameat(parent.number, hidden, parent.number, name) == 0 else {
            throw .system()
        }
    }

    deinit {
        // Without a close, the old file stays as it is.
        unlinkat(parent.number, hidden, 0)
    }
}

/// A file that is appended to; a last line that a crash has cut is dropped first.
final class AppendedFile: FileWriter {
    let firstLine: String?
    private let file: Descriptor
    private var buffer = WriteBuffer()
    /// The longest first line that is read.
    private static let longestLine = 64 << 10

    init(_ path: String, below folder: String) throws(FileFault) {
        file = try Descriptor(opening: path, below: folder, O_RDWR | O_CREAT, makesFolders: true)
        guard file.isRegular else { throw FileFault(.failed, "it is not a regular file") }
        try file.cutTornLine()
        let start = try file.readAll(atMost: Self.longestLine)
        firstLine = start.firstIndex(of: 0x0A).map { String(decoding: start[..<$0], as: UTF8.self) }
        guard lseek(file.number, 0, SEEK_END) >= 0 else { throw .system() }
    }

    func write(_ bytes: [UInt8]) throws(FileFault) { try buffer.add(bytes, to: file) }

    func close() throws(FileFault) {
        try buffer.empty(into: file)
        guard fsync(file.number) == 0 else { throw .system() }
    }

    deinit { try? buffer.empty(into: file) }
}

/// The bytes that wait to be written, so that a row costs no system call.
struct WriteBuffer {
    private static let size = 64 << 10
    private var bytes: [UInt8] = []

    mutating func add(_ more: [UInt8], to file: Descriptor) throws(FileFault) {
        bytes += more
        if bytes.count >= Self.size { try empty(into: file) }
    }

    mutating func empty(into file: Descriptor) throws(FileFault) {
        // Whole lines are written together: a crash cuts at most the last one.
        try file.write(bytes)
        bytes.removeAll(keepingCapacity: true)
    }
}
