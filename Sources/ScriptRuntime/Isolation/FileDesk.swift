internal import Notation
internal import ScriptHost

/// The files of a script in a process of its own: opened, read and written here.
final class FileDesk {
    /// The largest number of files open at the same time.
    private static let most = 200

    private let access: any FileAccess
    private var writers: [Int: any FileWriter] = [:]
    private var lastNumber = 0

    init(_ access: any FileAccess) { self.access = access }

    /// Drops the open files: a file that was not closed stays as it was.
    func closeAll() { writers = [:] }

    func read(_ path: String) throws(FileFault) -> [UInt8] { try access.read(path) }

    /// Opens a file and returns its number.
    func open(_ path: String, appends: Bool) throws(FileFault) -> (number: Int, firstLine: String?) {
        guard writers.count < Self.most else { throw FileFault(.failed, "too many files are open") }
        let writer = try access.open(path, appends: appends)
        lastNumber += 1
        writers[lastNumber] = writer
        return (lastNumber, writer.firstLine)
    }

    func write(_ number: Int, _ bytes: [UInt8]) throws(FileFault) { try writer(number).write(bytes) }

    func close(_ number: Int) throws(FileFault) {
        let writer = try writer(number)
        writers[number] = nil
        try writer.close()
    }

    private func writer(_ number: Int) throws(FileFault) -> any FileWriter {
        guard let writer = writers[number] else { throw FileFault(.failed, "it is not open") }
        return writer
    }
}
