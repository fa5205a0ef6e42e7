internal import ScriptHost

/// The output of a script of the program itself, whose user sees neither its text nor its orders: it says in a last
/// line of its own what it has done.
final class OwnOutput: RunOutput {
    private let output: any RunOutput

    /// Passes on to `output` what the user needs to see.
    init(_ output: any RunOutput) { self.output = output }

    var hasRoom: Bool { output.hasRoom }

    func whenRoom(_ action: @escaping @Sendable () -> Void) { output.whenRoom(action) }

    func show(_ lines: [RunLine]) {
        output.show(
            lines.compactMap { line in
                var line = line
                switch line.content {
                case .event(.summary): return nil
                case .event(.ended(var end)):
                    (end.excerpt, end.traceback) = (nil, nil)
                    end.message = end.message.map(Self.withoutPosition)
                    line.content = .event(.ended(end))
                default: break
                }
                return line
            }
        )
    }

    /// Returns a message without the script's file and line, which stand in front of it or behind it.
    static func withoutPosition(_ message: String) -> String {
        let words = message.split(separator: " ", omittingEmptySubsequences: false)
        guard let first = words.first, let last = words.last else { return message }
        if first.last == ":", isPosition(first.dropLast()) { return words.dropFirst().joined(separator: " ") }
        guard last.first == "(", last.last == ")", isPosition(last.dropFirst().dropLast()) else { return message }
        return words.dropLast().joined(separator: " ")
    }

    /// Whether the text is `file.lua:12`.
    private static func isPosition(_ text: Substring) -> Bool {
        let parts = text.split(separator: ":", omittingEmptySubsequences: false)
        return parts.count == 2 && parts[0].hasSuffix(".lua") && Int(parts[1]) != nil
    }
}
