internal import ScriptHost
internal import Trading

/// What is asked through a control socket: one JSON object on one line, answered by another.
package enum ControlRequest: String, Sendable, CaseIterable {
    /// What the run is at.
    case status
    /// The latch file has changed: read it.
    case latch
    /// Cancel and close; the latch file says REDUCING already.
    case flatten
    /// The same for every order and position of the account.
    case flattenAccount = "flatten-account"
    /// An order of unknown fate is not there: its key and its contract are free.
    case release
    /// End as by Ctrl-C; the answer comes at once, and the connection is open until the run is over.
    case stop

    /// Longest line, in bytes.
    static let longestLine = 4_096

    /// A request, and who asks; with ``latch`` what the file says, for the case that it could not be written.
    func line(_ latch: Halt.Latch? = nil, reference: String? = nil) -> String {
        var line = JSONLine()
        line.add("do", rawValue)
        line.add("reference", reference)
        if let latch { LatchFile.add(latch, to: &line) } else { line.add("by", LatchFile.user) }
        return line.text + "\n"
    }

    /// Reads a line; `nil` for one that is no request.
    static func read(_ text: String) -> (request: ControlRequest, members: JSONMembers, by: String)? {
        guard let members = try? JSONMembers(text), let word = members.text("do"), let request = Self(rawValue: word)
        else { return nil }
        return (request, members, String((members.text("by") ?? "").prefix(64)))
    }

    /// The answer to what is no request.
    static let refusal = #"{"error":"no such request"}"# + "\n"
}
