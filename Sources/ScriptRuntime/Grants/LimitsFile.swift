internal import Glibc
internal import ScriptHeader
internal import ScriptHost
package import Trading

/// `limits/<account>.toml`: the limits that the user has set for an account.
package enum LimitsFile {
    /// Reads the file of an account; `nil` if there is none.
    ///
    /// - Throws: ``RunFailure`` with file and line, exit code 65; exit code 4 if others may write the file, or if it
    ///   belongs to another account.
    package static func read(_ account: String, in data: DataFolder) throws(RunFailure) -> AccountLimits? {
        let path = try data.limits(account)
        guard let text = try FolderMaker.text(path) else { return nil }
        let mode = try mode(of: path)
        guard mode & 0o022 == 0 else {
            throw RunFailure(
                ExitStatus.denied,
                "\(path): others may write it; run: chmod 600 \(path)"
            )
        }
        let limits: AccountLimits
        do throws(HeaderError) {
            limits = try AccountLimits(text: text, file: path)
        } catch {
            throw RunFailure(ExitStatus.malformed, error.description)
        }
        if let pinned = limits.account, pinned != account {
            throw RunFailure(ExitStatus.denied, "\(path): it pins account \(pinned), the run trades \(account)")
        }
        return limits
    }

    /// Whether only the owner may read the file of an account.
    static func isPrivate(_ account: String, in data: DataFolder) throws(RunFailure) -> Bool {
        try mode(of: try data.limits(account)) & 0o077 == 0
    }

    /// Returns the permissions of a file.
    private static func mode(of path: String) throws(RunFailure) -> mode_t {
        var facts = stat()
        guard stat(path, &facts) == 0 else { throw FolderMaker.failure("read", path) }
        return facts.st_mode & 0o777
    }
}
