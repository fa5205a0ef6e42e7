internal import ArgumentParser
internal import ScriptRuntime

/// `ibscript replay`: runs a script again on the events of its recording.
struct ReplayCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "replay",
        abstract: "Run a script again on a recording and show where it departs from it.",
        discussion: """
            Example: ibscript run --record morning.rec first.lua
            Example: ibscript replay morning.rec
            Example: ibscript replay morning.rec first.lua

            Without a script the recorded one is run: it does the same, byte for byte. With one, that is run on the \
            same events, and the first order, request or print that differs is shown. No order leaves the machine. The \
            exit code is 0 where all is the same, and 1 where it is not.
            """
    )

    @Argument(help: "File of ibscript run --record.", completion: .file())
    var recording: String

    @Argument(help: "Script to run in place of the recorded one.", completion: .file(extensions: ["lua"]))
    var script: String?

    func run() throws { throw ExitCode(Replayer.run(recording, script: script)) }
}
