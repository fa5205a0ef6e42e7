internal import LuaBridge

/// `expect(condition, text)`: a script's check of itself. It returns whether the condition holds, and ends nothing.
///
/// `ibscript test` counts the results of each text; any other run shows the checks that fail.
enum ExpectFunction {
    static let entry = HostEntry("expect") { session, frame in
        guard let text = frame.string(2), !text.isEmpty else {
            throw LuaRaise(
                message: "expect: expected a text that says what should hold, got \(frame.typeName(2))"
            )
        }
        let holds = !frame.isNil(1) && frame.bool(1) != false
        session.checks += 1
        guard session.checks <= most else {
            throw LuaRaise(message: "expect: more than \(most) checks", remedy: "check what is new, not every tick")
        }
        frame.charge(text.utf8.count / 16 + 64)
        let words = ShownText.cut(ShownText.of(text), longest: longest)
        session.emit(.check(ScriptCheckResult(text: words, holds: holds, line: frame.line)))
        return .value(.bool(holds))
    }

    /// The largest number of checks in a run.
    private static let most = 200_000
    /// The largest length of a text in characters.
    private static let longest = 200
}

/// The result of one check in a script.
package struct ScriptCheckResult: Sendable, Hashable {
    /// What should hold, in the script's words; checks with the same text are counted together.
    package let text: String
    /// Whether the check passed.
    package let holds: Bool
    /// The line of the script; `nil` if unknown.
    package let line: Int?

    /// Creates a result from its parts.
    package init(text: String, holds: Bool, line: Int?) {
        (self.text, self.holds, self.line) = (text, holds, line)
    }
}
