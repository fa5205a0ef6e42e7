internal import Glibc
internal import ScriptHost

/// The folder in which `ibscript` stores what outlives a run. Every path in it is made here.
///
/// ```
/// config.toml
/// limits/<account>.toml
/// grants/<account>.jsonl
/// accounts/<account>/                    journal.db  halt  lock
/// simulators/<instance>/<account>/       the same, for a simulator in another process or kept in a --state file
/// runs/<run>/                            lock  log; for an embedded run without such a file also journal.db  halt
/// embedded/                              what scripts keep with --keep-state
/// live/<run>.json  <run>.sock            the live runs
/// ```
package struct DataFolder: Sendable, Hashable {
    /// The path.
    package let path: String

    /// Makes the folder at a path.
    package init(path: String) { self.path = path }

    /// Makes the folder that the command line names, or else the environment, or else the platform's usual one.
    ///
    /// - Parameter variable: Returns the value of an environment variable; `nil` if it is not set.
    /// - Throws: ``RunFailure`` if nothing names a folder.
    package init(
        option: String?,
        variable: (String) -> String? = { getenv($0).map { String(cString: $0) } }
    ) throws(RunFailure) {
        func given(_ name: String) -> String? { variable(name).flatMap { $0.isEmpty ? nil : $0 } }
        if let option {
            path = RealPath.of(option)
        } else if let state = given("XDG_STATE_HOME"), state.hasPrefix("/") {
            path = RealPath.of(state + "/ibscript")
        } else if let home = given("HOME") {
            #if os(macOS)
                path = RealPath.of(home + "/Library/Application Support/ibscript")
            #else
                path = RealPath.of(home + "/.local/state/ibscript")
            #endif
        } else {
            throw RunFailure(
                ExitStatus.denied,
                "there is no folder for data: HOME is not set; give one with --data-dir"
            )
        }
    }

    /// The user's own settings.
    package var settings: String { path + "/config.toml" }

    /// Returns the file with the limits that the user has set for an account.
    ///
    /// - Throws: ``RunFailure`` for a name that cannot be a file name.
    package func limits(_ account: String) throws(RunFailure) -> String {
        "\(path)/limits/\(try FileName.checked(account, "account")).toml"
    }

    /// Returns the file with what the user has approved for an account.
    ///
    /// - Throws: ``RunFailure`` for a name that cannot be a file name.
    func grants(_ account: String) throws(RunFailure) -> String {
        "\(path)/grants/\(try FileName.checked(account, "account")).jsonl"
    }

    /// The accounts with approvals.
    var grantedAccounts: [String] {
        FolderMaker.names(in: path + "/grants").filter { $0.hasSuffix(".jsonl") }.map { String($0.dropLast(6)) }
    }

    var accounts: String { path + "/accounts" }
    var simulators: String { path + "/simulators" }
    var runs: String { path + "/runs" }
    var live: String { path + "/live" }

    /// Returns the books of an account; `instance` names the simulator in another process that has the account.
    ///
    /// - Throws: ``RunFailure`` for a name that cannot be a file name: both come from the peer.
    package func books(account: String, instance: String? = nil) throws(RunFailure) -> BookFolder {
        let account = try FileName.checked(account, "account")
        guard let instance else { return BookFolder(name: account, path: "\(accounts)/\(account)") }
        return BookFolder(name: account, path: "\(simulators)/\(try FileName.checked(instance, "instance"))/\(account)")
    }

    /// Returns the books of a login's account.
    func books(of login: RunLogin) throws(RunFailure) -> BookFolder {
        try books(account: login.account, instance: login.instance)
    }

    /// What scripts store across runs on the embedded simulator, if told to.
    var embedded: BookFolder { BookFolder(name: "embedded", path: path + "/embedded") }

    /// Returns the folder of a run: its lock and log, and the books of one on the embedded simulator.
    package func run(_ id: RunName) -> BookFolder { BookFolder(name: id.text, path: "\(runs)/\(id.text)") }

    /// Returns the file that marks a run as alive.
    func entry(_ id: RunName) -> String { "\(live)/\(id.text).json" }

    /// Returns the control socket of a live run.
    func socket(_ id: RunName) -> String { "\(live)/\(id.text).sock" }
}

/// A folder with the books of one account, or of one embedded run.
package struct BookFolder: Sendable, Hashable {
    /// The account, or the run.
    package let name: String
    /// The path.
    package let path: String

    /// The journal.
    package var journal: String { path + "/journal.db" }
    /// The kill switch's latch; exists only while the switch is closed.
    package var halt: String { path + "/halt" }
    /// The lock held by the process that uses the books.
    package var lock: String { path + "/lock" }
    /// The log of a run.
    package var log: String { path + "/log" }
    /// The log before ``log`` was restarted.
    package var earlierLog: String { path + "/log.1" }

    /// Makes the folder and its parents, for the user alone.
    ///
    /// - Throws: ``RunFailure``.
    package func make() throws(RunFailure) { try FolderMaker.make(path) }
}

/// Texts that may become file names.
enum FileName {
    /// Whether a text is 1 to 64 of `A-Z a-z 0-9 . _ -`, beginning with a letter or a digit.
    static func isSafe(_ text: some StringProtocol) -> Bool {
        guard let first = text.utf8.first, text.utf8.count <= 64 else { return false }
        return isLetterOrDigit(first)
            && text.utf8.allSatisfy { isLetterOrDigit($0) || ".-_".utf8.contains($0) }
    }

    static func checked(_ text: String, _ what: String) throws(RunFailure) -> String {
        guard isSafe(text) else {
            throw RunFailure(
                ExitStatus.denied,
                "\(what) \(text.prefix(80).debugDescription): not a name that files may bear"
            )
        }
        return text
    }

    private static func isLetterOrDigit(_ byte: UInt8) -> Bool {
        switch byte {
        case 0x30...0x39, 0x41...0x5A, 0x61...0x7A: true
        default: false
        }
    }
}

/// The name of a run: eight hexadecimal digits, followed by a number if several runs of the same script are alive.
package struct RunName: Sendable, Hashable {
    /// The text: `0badcafe`, `0badcafe-2`.
    package let text: String

    /// Parses a name; `nil` for an invalid text.
    package init?(_ text: some StringProtocol) {
        guard FileName.isSafe(text) else { return nil }
        self.text = String(text)
    }

    /// Makes the n-th name of runs with the same digits, from 1.
    init(_ digits: String, _ place: Int) { text = place == 1 ? digits : "\(digits)-\(place)" }
}
