internal import FoundationEssentials
internal import MarketFiles
internal import ScriptHost
internal import SimExchange

/// Reads the file of a market course.
enum CourseFile {
    /// Reads a file.
    static func read(_ path: String) throws(RunFailure) -> MarketCourse {
        guard let data = FileManager.default.contents(atPath: path) else { throw LoadedScript.unreadable(path) }
        do throws(MarketFileError) {
            return try MarketCourse(String(decoding: data, as: UTF8.self), file: path)
        } catch {
            throw RunFailure(ExitStatus.malformed, error.description)
        }
    }

    /// Returns the course that a simulator's options name; `nil` for none.
    static func course(of options: SimulatorOptions) throws(RunFailure) -> MarketCourse? {
        guard let path = options.coursePath else { return nil }
        guard options.statePath == nil else {
            throw RunFailure(ExitStatus.usage, "--script and --state exclude each other: a course begins with its run")
        }
        guard options.clock == .virtual else {
            throw RunFailure(
                ExitStatus.usage,
                "--script \(path): a course has times of its own; leave out --clock system"
            )
        }
        return try read(path)
    }
}
