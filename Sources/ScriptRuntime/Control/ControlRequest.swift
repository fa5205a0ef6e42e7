internal import ScriptHost
internal import Trading

/// A request through a control socket: one JSON object on one line, answered by another.
package enum ControlRequest: String, Sendable, CaseIterable {
    /// Report the state of the run.
    case status
    /// The latch file has changed: read it.
    case latch
    /// Cancel and close; the latch file already says REDUCING.
    case flatten
    /// The same for every order and position of the account.
    case flattenAccount = "flatten-account"
    /// An order with unknown state does not exist: its key and its contract are free.
    case release
    /// End as by Ctrl-C; the answer comes at once, and the connection stays open until the run has ended.
    case stop

    /// The longest line, in bytes.
    static let longestLine = 4_096

    /// Returns a request and its sender; with ``latch`` also the content of the file, in case it could not be written.
    func line(_ latch: Halt.Latch? = nil, reference: String? = nil) -> String {
        var line = JSONLine()
        line.add("do", rawValue)
        line.add("reference", reference)
        if let latch { LatchFile.add(latch, to: &line) } else { line.add("by", LatchFile.user) }
        return line.text + "\n"
    }

    /// Parses a line; `nil` for an invalid request.
    static func read(_ text: String) -> (request: ControlRequest, members: JSONMembers, by: String)? {
        guard let members = try? JSONMembers(text), let word = members.text("do"), let request = Self(rawValue: word)
        else { return nil }
        return (request, members, String((members.text("by") ?? "").prefix(64)))
    }

    /// The answer to an invalid request.
    static let refusal = #"{"error":"no such request"}"# + "\n"
}
