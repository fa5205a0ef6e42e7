internal import FoundationEssentials
package import Report
internal import ScriptHost

/// Snapshots of runs in a JSON file, from which reports can be made later.
package enum SnapshotFile {
    /// Writes the snapshots of a backtest.
    package static func write(_ runs: [RunSnapshot], to path: String) throws(RunFailure) {
        do {
            let encoder = JSONEncoder()
            encoder.outputFormatting = [.sortedKeys]
            try encoder.encode(runs).write(to: URL(filePath: path), options: .atomic)
        } catch {
            throw RunFailure(ExitStatus.malformed, "--save \(path): it cannot be written")
        }
    }

    /// Reads the snapshots of a backtest.
    package static func read(_ path: String) throws(RunFailure) -> [RunSnapshot] {
        guard let data = FileManager.default.contents(atPath: path) else { throw LoadedScript.unreadable(path) }
        do {
            return try JSONDecoder().decode([RunSnapshot].self, from: data)
        } catch {
            throw RunFailure(ExitStatus.malformed, "\(path): not a file that ibscript backtest --save has written")
        }
    }
}
