internal import Notation
internal import ScriptHost

/// The files of a script, as its process sees them: the run reads and writes them. Written data waits for the end of
/// the event, or for 64 kB.
final class ChildFiles: FileAccess {
    private let pair: ChildPair
    private var open: [ChildFile] = []

    init(_ pair: ChildPair) { self.pair = pair }

    func read(_ path: String) throws(FileFault) -> [UInt8] {
        var writer = ByteWriter(ScriptFrame.readFile)
        writer.text(path)
        return try pair.attempt(writer) { reader throws(ByteReader.Malformed) in try reader.block() }
    }

    func open(_ path: String, appends: Bool) throws(FileFault) -> any FileWriter {
        var writer = ByteWriter(ScriptFrame.openFile)
        writer.text(path)
        writer.flag(appends)
        let (number, firstLine) = try pair.attempt(writer) { reader throws(ByteReader.Malformed) in
            (try reader.integer(), try reader.optionalText())
        }
        let file = ChildFile(number, firstLine: firstLine, pair)
        open.removeAll(where: \.isClosed)
        open.append(file)
        return file
    }

    /// Hands over what waits: the run then has it, whatever happens to this process.
    func flush() {
        open.removeAll(where: \.isClosed)
        for file in open { try? file.flush() }
    }
}

extension ChildFiles: ModuleAccess {
    func source(of module: String) throws(FileFault) -> [UInt8] {
        var writer = ByteWriter(ScriptFrame.module)
        writer.text(module)
        return try pair.attempt(writer) { reader throws(ByteReader.Malformed) in try reader.block() }
    }
}

/// A file that is being written.
private final class ChildFile: FileWriter {
    private static let block = 64 << 10

    let firstLine: String?
    private let number: Int
    private let pair: ChildPair
    private var waiting: [UInt8] = []
    private(set) var isClosed = false

    init(_ number: Int, firstLine: String?, _ pair: ChildPair) {
        self.number = number
        self.firstLine = firstLine
        self.pair = pair
    }

    func write(_ bytes: [UInt8]) throws(FileFault) {
        waiting += bytes
        if waiting.count >= Self.block { try flush() }
    }

    func flush() throws(FileFault) {
        guard !waiting.isEmpty else { return }
        var writer = ByteWriter(ScriptFrame.writeFile)
        writer.integer(number)
        writer.block(waiting)
        waiting.removeAll(keepingCapacity: true)
        try pair.attempt(writer) { _ in }
    }

    func close() throws(FileFault) {
        isClosed = true
        try flush()
        var writer = ByteWriter(ScriptFrame.closeFile)
        writer.integer(number)
        try pair.attempt(writer) { _ in }
    }
}

extension ChildPair {
    /// Makes a request that may fail.
    fileprivate func attempt<Value>(
        _ question: consuming ByteWriter,
        _ read: (inout ByteReader) throws(ByteReader.Malformed) -> Value
    ) throws(FileFault) -> Value {
        var reader = ask(question)
        let fault: FileFault
        do throws(ByteReader.Malformed) {
            if try reader.flag() { return try read(&reader) }
            let code = FileFault.Code(rawValue: try reader.text()) ?? .failed
            fault = FileFault(code, try reader.text(), remedy: try reader.optionalText())
        } catch {
            fail()
        }
        throw fault
    }
}
