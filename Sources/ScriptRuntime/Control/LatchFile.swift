internal import Glibc
internal import Notation
internal import ScriptHost
package import Trading

/// The kill switch's latch beside a journal: written by whoever closes the switch, read by every run.
package enum LatchFile {
    /// Reads the latch; `nil` while the switch is open.
    ///
    /// A file that cannot be read or understood counts as HALTED: it exists because somebody wanted no orders.
    package static func read(_ path: String) -> Halt.Latch? {
        do throws(RunFailure) {
            guard let text = try FolderMaker.text(path) else { return nil }
            return latch(text) ?? unreadable("\(path) does not say why")
        } catch {
            return unreadable("\(error)")
        }
    }

    private static func unreadable(_ reason: String) -> Halt.Latch {
        Halt.Latch(level: .halted, reason: reason, by: "the latch file")
    }

    private static func latch(_ text: String) -> Halt.Latch? { (try? JSONMembers(text)).flatMap(latch) }

    /// Returns the latch in an object; `nil` if it is invalid.
    static func latch(_ members: JSONMembers) -> Halt.Latch? {
        guard let level = members.text("level").flatMap(Halt.Level.init(word:)),
            level != .active, let by = members.text("by")
        else { return nil }
        return Halt.Latch(
            level: level,
            reason: members.text("reason") ?? "",
            by: by,
            at: members.text("at") ?? ""
        )
    }

    /// Closes the switch: the file is on disk when this returns.
    package static func write(_ latch: Halt.Latch, to path: String) throws(RunFailure) {
        var line = JSONLine()
        add(latch, to: &line)
        try FolderMaker.replace(path, with: line.text + "\n", isDurable: true)
    }

    /// Adds a latch's members.
    static func add(_ latch: Halt.Latch, to line: inout JSONLine) {
        line.add("level", latch.level.word)
        line.add("reason", latch.reason)
        line.add("by", latch.by)
        line.add("at", latch.at)
    }

    /// Opens the switch; returns whether it was closed.
    package static func remove(_ path: String) throws(RunFailure) -> Bool {
        try FolderMaker.remove(path, isDurable: true)
    }

    /// Returns a latch that the user of this process closes now.
    package static func now(_ level: Halt.Level, reason: String) -> Halt.Latch {
        Halt.Latch(level: level, reason: reason, by: user, at: moment)
    }

    /// The machine's time, in UTC to the second.
    static var moment: String {
        let now = Int(MachineTime.nanoseconds(CLOCK_REALTIME) / 1_000_000_000)
        let (day, second) = now.quotientAndRemainder(dividingBy: 86_400)
        let date = CivilDays.date(day)
        let text = [Digits.padded(date.year, to: 4), Digits.padded(date.month, to: 2), Digits.padded(date.day, to: 2)]
        return text.joined(separator: "-") + " " + Digits.clock(second) + " UTC"
    }

    /// The name of this process's user, or the user ID.
    static var user: String {
        guard let entry = getpwuid(geteuid()), let name = entry.pointee.pw_name else { return "user \(geteuid())" }
        return String(cString: name)
    }
}
