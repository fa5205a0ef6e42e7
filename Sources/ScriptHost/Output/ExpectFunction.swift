internal import LuaBridge

/// `expect(condition, text)`: a check of the script on itself. It gives back whether the condition holds, and ends nothing.
///
/// `ibscript test` counts what became of each text; any other run shows those that do not hold.
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

    /// Most checks in a run.
    private static let most = 200_000
    /// Most characters of a text.
    private static let longest = 200
}

/// What became of one check of a script.
package struct ScriptCheckResult: Sendable, Hashable {
    /// What should hold, in the script's words; checks of the same text are counted together.
    package let text: String
    /// Whether it held.
    package let holds: Bool
    /// The script's line; `nil` where that is not known.
    package let line: Int?

    /// A result from its parts.
    package init(text: String, holds: Bool, line: Int?) {
        (self.text, self.holds, self.line) = (text, holds, line)
    }
}
