import Foundation

extension FileHandle {
    /// The first line without its end; what there is when the writer ends before it.
    func readFirstLine() -> String {
        var line = Data()
        while true {
            let byte = readData(ofLength: 1)
            guard !byte.isEmpty, byte != Data([10]) else { return String(decoding: line, as: UTF8.self) }
            line.append(byte)
        }
    }
}
