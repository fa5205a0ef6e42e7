internal import LuaBridge
package import Trading

/// `notify(text[, {title = …, level = "warning"}])`: a line on stderr, and the command of `config.toml` with the text
/// on its standard input. The script never chooses what runs, or how often.
enum NotifyFunction {
    static let entry = HostEntry("notify") { session, frame in
        guard let text = frame.string(1), !text.isEmpty else {
            throw LuaRaise(message: "notify: expected a text, got \(frame.typeName(1))")
        }
        var (title, level) = ("", levels[0])
        for (name, value) in try frame.entries(2) {
            guard case .string(let given) = value else { throw LuaRaise(message: "notify: \(name): expected a text") }
            switch name {
            case "title": title = ShownText.of(given)
            case "level":
                try check(level: given)
                level = given
            default: throw Members.unknown(name, of: "notify: options", among: keys)
            }
        }
        let message = ShownText.cut(text, longest: longest)
        switch session.notices.admit(at: session.now) {
        case .show: session.emit(.output(.notification(title: title, level: level, message: message)))
        case .say(let line): session.log(line)
        case .drop: break
        }
        return .returned
    }

    /// The keys of its options.
    static let keys = ["title", "level"]
    private static let levels = ["info", "warning", "alarm"]
    /// Throws if a word is not a level.
    static func check(level: String) throws(LuaRaise) {
        guard !levels.contains(level) else { return }
        throw LuaRaise(
            message: "notify: level: \(ShownText.quoted(level)) is none",
            remedy: "use \(levels.joined(separator: ", "))"
        )
    }

    /// The largest length of a text in characters.
    private static let longest = 2_000
}

/// Limits a script's notifications to a person: 10 in any minute.
package struct NoticeLimit: Sendable {
    static let perMinute = 10

    private var minuteStart = RunInstant(nanoseconds: .min)
    private var count = 0

    /// Creates a limit that has counted nothing.
    package init() {}

    /// Counts a text and returns whether it passes.
    package mutating func passes(at now: RunInstant) -> Bool { admit(at: now) == .show }

    /// Counts a text and returns whether it may pass, and what is shown in place of those that do not.
    mutating func admit(at now: RunInstant) -> OutputLimit.Verdict {
        let passed = now.nanoseconds.subtractingReportingOverflow(minuteStart.nanoseconds)
        if passed.overflow || passed.partialValue >= 60_000_000_000 { (minuteStart, count) = (now, 0) }
        count += 1
        if count <= Self.perMinute { return .show }
        return count == Self.perMinute + 1
            ? .say("notify: more than \(Self.perMinute) texts a minute: further ones are left out") : .drop
    }
}
