internal import FoundationEssentials
internal import ScriptHost
internal import Trading

/// `ibscript replay`: runs a script again on the events of its recording.
package enum Replayer {
    /// Replays a file; the calling thread waits for it.
    ///
    /// - Parameter script: The file of a script that replaces the recorded one; `nil` for the recorded one itself.
    /// - Returns: The exit code: 0 if it did the same, 1 if it did not.
    package static func run(_ path: String, script: String?) -> Int32 {
        do {
            let recording = try Recording(path)
            var recipe = recording.recipe
            if let script {
                guard let data = FileManager.default.contents(atPath: script) else {
                    throw LoadedScript.unreadable(script)
                }
                recipe.source = [UInt8](data)
                recipe.file = script
            }
            var replay = try Replay(recording, recipe)
            try replay.run()
            let lines = lines(recording, replay.departure)
            StandardStream.output.write(lines.joined(separator: "\n") + "\n")
            return replay.departure == nil ? ExitStatus.success : ExitStatus.scriptError
        } catch let failure as RunFailure {
            StandardStream.error.writeLine("ibscript: \(failure)")
            return failure.status
        } catch {
            StandardStream.error.writeLine("ibscript: \(path): \(error)")
            return ExitStatus.malformed
        }
    }

    private static func lines(_ recording: Recording, _ departure: Replay.Departure?) -> [String] {
        guard let departure else {
            let deeds = recording.events.reduce(0) { $0 + $1.deeds.count }
            return ["the same: \(recording.events.count) events, \(deeds) deeds of the script"]
        }
        let clock = ConsoleClock(zone: .newYork, showsDays: true)
        var lines = ["departs at \(clock.text(departure.moment)) New York"]
        lines.append("  recorded: \(text(departure.recorded))")
        lines.append("  now:      \(text(departure.now))")
        if let remark = departure.remark { lines.append("  \(remark)") }
        return lines
    }

    private static func text(_ deed: Deed?) -> String {
        guard let deed else { return "nothing more" }
        return VisibleText.of(deed.text) + (deed.line.map { ", line \($0)" } ?? "")
    }
}
