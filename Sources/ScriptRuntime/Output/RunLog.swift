internal import Glibc

/// The log of a run, in a file that does not grow without bound: a full one becomes the earlier one.
struct RunLog: Sendable {
    /// The number of bytes from which a file is full.
    static let mostBytes = 2_000_000

    private let folder: BookFolder
    private var file: OutputFile?
    private var size = 0

    private var hasBegun = false

    /// Makes a log in a run's folder, which starts with its first line; if it cannot be written, there is none.
    init(_ folder: BookFolder) { self.folder = folder }

    private mutating func begin() {
        let descriptor = open(folder.log, O_WRONLY | O_CREAT | O_TRUNC | O_APPEND | O_CLOEXEC | O_NOFOLLOW, 0o600)
        file = descriptor >= 0 ? OutputFile(descriptor: descriptor) : nil
        size = 0
        hasBegun = true
    }

    /// Appends whole lines.
    mutating func write(_ bytes: [UInt8]) {
        guard !bytes.isEmpty else { return }
        if !hasBegun { begin() }
        guard let file else { return }
        if size > 0, size + bytes.count > Self.mostBytes {
            close(file.descriptor)
            rename(folder.log, folder.earlierLog)
            begin()
        }
        size += bytes.count
        _ = self.file?.write(bytes)
    }
}
