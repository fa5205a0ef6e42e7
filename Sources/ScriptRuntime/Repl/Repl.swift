internal import Dispatch
internal import FoundationEssentials
internal import Glibc
internal import Notation
internal import ScriptHost

/// `ibscript repl`: a run into which the user types Lua, line by line.
package enum Repl {
    /// The name of its script, in errors and in the references of its orders.
    private static let file = "repl.lua"
    private static let (prompt, more) = ("> ", ">> ")

    /// Runs until the user ends it; the calling thread waits for that.
    ///
    /// - Parameter options: As for a run; its scripts are replaced.
    /// - Returns: The exit code.
    package static func run(_ options: RunOptions) -> Int32 {
        guard ReplTerminal.isPossible else {
            StandardStream.error.writeLine("ibscript: repl needs a terminal; to run what a pipe holds: ibscript run -")
            return ExitStatus.usage
        }
        var ends: [Int32] = [0, 0]
        guard pipe(&ends) == 0, ends.allSatisfy({ fcntl($0, F_SETFD, FD_CLOEXEC) == 0 }),
            let terminal = ReplTerminal(output: ends[0])
        else {
            StandardStream.error.writeLine("ibscript: repl: \(String(cString: strerror(errno)))")
            return ExitStatus.fault
        }
        let dialogue = RunDialogue(output: ends[1])
        let history = ReplHistory(folder: options.dataFolder)
        let isThrough = DispatchSemaphore(value: 0)
        DispatchQueue(label: "ibscript.repl").async {
            var desk = ReplDesk(terminal, dialogue, history, isSimulated: options.target == .simulator)
            desk.work()
            isThrough.signal()
        }
        var options = options
        options.scripts = [RunOptions.Script(file: file, text: "")]
        options.isolation = .inProcess
        let status = ScriptRunner.run(options, with: dialogue)
        close(ends[1])
        isThrough.wait()
        terminal.restore()
        return status
    }

    /// Returns the prompt in front of the line.
    static func prompt(isUnfinished: Bool) -> String { isUnfinished ? more : prompt }
}

/// The lines typed in earlier sessions, in `repl_history` of the data folder.
struct ReplHistory: Sendable {
    private let path: String?

    /// Makes the history in the folder that the command line names; without a folder, there is none.
    init(folder: String?) {
        path = (try? DataFolder(option: folder)).map { $0.path + "/repl_history" }
    }

    /// The lines, oldest first.
    var lines: [String] {
        guard let data = path.flatMap({ FileManager.default.contents(atPath: $0) }) else { return [] }
        return String(decoding: data, as: UTF8.self).split(separator: "\n").map(String.init)
    }

    /// Saves the lines; if that fails, nothing is saved.
    func save(_ lines: [String]) {
        guard let path else { return }
        let text = lines.filter { !$0.contains("\n") }.map { $0 + "\n" }.joined()
        try? FolderMaker.replace(path, with: text, isDurable: false)
    }
}
