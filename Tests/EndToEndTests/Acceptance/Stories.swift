import Foundation

/// The stories that one client's program has printed: `story NAME: message; message`.
struct Stories: Sendable {
    private let lines: [String]
    private let errors: String

    init(_ result: Finished) {
        lines = result.output.split(separator: "\n").map(String.init)
        errors = result.errors
    }

    /// The story of a case; why there is none otherwise.
    func story(_ name: String) throws -> String {
        let prefix = "story \(name): "
        if let line = lines.first(where: { $0.hasPrefix(prefix) }) { return String(line.dropFirst(prefix.count)) }
        let failure = lines.first { $0.hasPrefix("failed \(name):") }
        throw SimulatorFailure(failure ?? "no story of \(name): \(lines.suffix(3)) \(errors.suffix(500))")
    }
}
