import Glibc

/// A pipe whose reader is the test.
final class ConsolePipe {
    let reader: Int32
    let writer: Int32
    private var isReaderOpen = true

    init() {
        var ends: [Int32] = [0, 0]
        precondition(pipe(&ends) == 0)
        (reader, writer) = (ends[0], ends[1])
        signal(SIGPIPE, SIG_IGN)
    }

    func closeReader() {
        close(reader)
        isReaderOpen = false
    }

    /// Everything up to the writer's end, which is closed first.
    func rest() -> String {
        close(writer)
        return text { _ in false }
    }

    /// What comes until `isEnough` or the writer's end.
    func text(until isEnough: ([UInt8]) -> Bool) -> String {
        var bytes: [UInt8] = []
        var block = [UInt8](repeating: 0, count: 65_536)
        while !isEnough(bytes) {
            let count = read(reader, &block, block.count)
            guard count > 0 else { break }
            bytes += block[..<count]
        }
        return String(decoding: bytes, as: UTF8.self)
    }

    deinit { if isReaderOpen { close(reader) } }
}
