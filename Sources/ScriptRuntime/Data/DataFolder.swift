internal import Glibc
internal import ScriptHost

/// The folder in which `ibscript` keeps what outlives a run. Every path in it is made here.
///
/// ```
/// config.toml
/// limits/<account>.toml
/// grants/<account>.jsonl
/// accounts/<account>/                    journal.db  halt  lock
/// simulators/<instance>/<account>/       the same, of a simulator in another process
/// runs/<run>/                            lock  log; of an embedded run also journal.db  halt
/// embedded/                              what scripts keep with --keep-state
/// live/<run>.json  <run>.sock            what runs now
/// ```
package struct DataFolder: Sendable, Hashable {
    /// Its path.
    package let path: String

    /// The folder at a path.
    package init(path: String) { self.path = path }

    /// The folder that the command line names, else the environment, else the platform's usual one.
    ///
    /// - Parameter variable: The value of an environment variable; `nil` where it is not set.
    /// - Throws: ``RunFailure`` where nothing names a folder.
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

    /// What a person has written down for an account.
    ///
    /// - Throws: ``RunFailure`` for a name that is no file name.
    package func limits(_ account: String) throws(RunFailure) -> String {
        "\(path)/limits/\(try FileName.checked(account, "account")).toml"
    }

    /// What a person has approved for an account.
    ///
    /// - Throws: ``RunFailure`` for a name that is no file name.
    func grants(_ account: String) throws(RunFailure) -> String {
        "\(path)/grants/\(try FileName.checked(account, "account")).jsonl"
    }

    /// Accounts for which something was approved.
    var grantedAccounts: [String] {
        FolderMaker.names(in: path + "/grants").filter { $0.hasSuffix(".jsonl") }.map { String($0.dropLast(6)) }
    }

    var accounts: String { path + "/accounts" }
    var simulators: String { path + "/simulators" }
    var runs: String { path + "/runs" }
    var live: String { path + "/live" }

    /// The books of an account; `instance` names the simulator in another process that it lives on.
    ///
    /// - Throws: ``RunFailure`` for a name that is no file name: both come from the peer.
    package func books(account: String, instance: String? = nil) throws(RunFailure) -> BookFolder {
        let account = try FileName.checked(account, "account")
        guard let instance else { return BookFolder(name: account, path: "\(accounts)/\(account)") }
        return BookFolder(name: account, path: "\(simulators)/\(try FileName.checked(instance, "instance"))/\(account)")
    }

    /// The books of a login's account.
    func books(of login: RunLogin) throws(RunFailure) -> BookFolder {
        try books(account: login.account, instance: login.instance)
    }

    /// What scripts keep over runs on the embedded simulator, if they are told to.
    var embedded: BookFolder { BookFolder(name: "embedded", path: path + "/embedded") }

    /// The folder of a run: its lock and log, and the books of one on the embedded simulator.
    package func run(_ id: RunName) -> BookFolder { BookFolder(name: id.text, path: "\(runs)/\(id.text)") }

    /// What tells that a run is alive.
    func entry(_ id: RunName) -> String { "\(live)/\(id.text).json" }

    /// Where a run that is alive is spoken to.
    func socket(_ id: RunName) -> String { "\(live)/\(id.text).sock" }
}

/// A folder with the books of one account, or of one embedded run.
package struct BookFolder: Sendable, Hashable {
    /// The account, or the run.
    package let name: String
    /// Its path.
    package let path: String

    /// The journal.
    package var journal: String { path + "/journal.db" }
    /// The kill switch's latch; there only while it is closed.
    package var halt: String { path + "/halt" }
    /// Held by the process that uses the books.
    package var lock: String { path + "/lock" }
    /// What a run has said.
    package var log: String { path + "/log" }
    /// What it said before ``log`` was begun afresh.
    package var earlierLog: String { path + "/log.1" }

    /// Makes the folder and those around it, for the user alone.
    ///
    /// - Throws: ``RunFailure``.
    package func make() throws(RunFailure) { try FolderMaker.make(path) }
}

/// Texts that may become names of files.
enum FileName {
    /// 1 to 64 of `A-Z a-z 0-9 . _ -`, beginning with a letter or a digit.
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

/// The name of a run: eight hexadecimal digits, and a number behind them where several of the same script run at once.
package struct RunName: Sendable, Hashable {
    /// `0badcafe`, `0badcafe-2`.
    package let text: String

    /// Reads a name; `nil` for a text that is none.
    package init?(_ text: some StringProtocol) {
        guard FileName.isSafe(text) else { return nil }
        self.text = String(text)
    }

    /// The n-th name of runs with the same digits, from 1.
    init(_ digits: String, _ place: Int) { text = place == 1 ? digits : "\(digits)-\(place)" }
}
