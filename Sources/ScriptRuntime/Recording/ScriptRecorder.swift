internal import Glibc
internal import ScriptHost

/// Records everything that a run and the process of its script say to each other: every event with its time, the
/// script's questions and their answers, and its effects. Used on the run's loop.
///
/// The file is a line that names its format, followed by frames: a byte for the sender, and the frame as it goes over
/// the pair. What was written before a crash can be read.
final class ScriptRecorder {
    /// The sender of a frame.
    enum Side: UInt8 {
        case run, script
    }

    /// The first line of the file.
    static let title = "ibscript recording 1\n"
    /// The number of bytes that are buffered before they are written, unless an event is done.
    private static let block = 1 << 16

    private let path: String
    private let descriptor: Int32
    private var unwritten: [UInt8]
    private var isBroken = false

    /// Starts a file that only its owner may read; an existing one is replaced.
    init(_ path: String) throws(RunFailure) {
        self.path = path
        descriptor = open(path, O_WRONLY | O_CREAT | O_TRUNC | O_CLOEXEC, 0o600)
        guard descriptor >= 0 else {
            throw RunFailure(ExitStatus.usage, "--record \(path): \(String(cString: strerror(errno)))")
        }
        unwritten = [UInt8](Self.title.utf8)
        write()
    }

    deinit {
        write()
        close(descriptor)
    }

    /// Takes a frame of the run, preceded by its length.
    func runSays(_ frame: [UInt8]) { add(.run, frame) }

    /// Takes a frame of the script's process, starting at its kind.
    func scriptSays(_ frame: [UInt8]) {
        let count = UInt32(truncatingIfNeeded: frame.count)
        add(.script, withUnsafeBytes(of: count.littleEndian) { Array($0) } + frame)
        if frame.first == ScriptFrame.done.rawValue || frame.first == ScriptFrame.unmade.rawValue { write() }
    }

    private func add(_ side: Side, _ frame: [UInt8]) {
        unwritten.append(side.rawValue)
        unwritten.append(contentsOf: frame)
        if unwritten.count >= Self.block { write() }
    }

    private func write() {
        defer { unwritten.removeAll(keepingCapacity: true) }
        guard !isBroken, !unwritten.isEmpty else { return }
        guard case .failed(let code) = OutputFile(descriptor: descriptor).write(unwritten) else { return }
        isBroken = true
        StandardStream.error.writeLine(
            "ibscript: --record \(path): \(String(cString: strerror(code))); the run goes on, the recording does not"
        )
    }
}
