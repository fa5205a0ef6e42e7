import ScriptHost
import Trading

extension ConsoleLine {
    /// The lines that people see, without their ends.
    func shown(at clock: String) -> [String] {
        var bytes: [UInt8] = []
        write(to: &bytes) { _, bytes in bytes += clock.utf8 }
        return String(decoding: bytes, as: UTF8.self).split(separator: "\n").map(String.init)
    }
}
