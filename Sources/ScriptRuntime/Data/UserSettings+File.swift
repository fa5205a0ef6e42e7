package import ScriptHeader
internal import ScriptHost
internal import Trading

extension UserSettings {
    /// Reads the settings of a data folder; nothing is set if there is no file.
    ///
    /// - Throws: ``RunFailure`` with file and line, exit code 65.
    package static func read(_ data: DataFolder) throws(RunFailure) -> UserSettings {
        let text: String?
        do throws(RunFailure) {
            text = try FolderMaker.text(data.settings)
        } catch {
            throw RunFailure(ExitStatus.malformed, error.description)
        }
        guard let text else { return UserSettings() }
        do throws(HeaderError) {
            return try UserSettings(
                text: text,
                file: data.settings,
                usual: ZoneDatabase.local(),
                zones: ZoneDatabase.rules
            )
        } catch {
            throw RunFailure(ExitStatus.malformed, error.description)
        }
    }
}
