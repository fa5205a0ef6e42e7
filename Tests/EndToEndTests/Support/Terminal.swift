import Foundation

/// A program in a real terminal, which tmux plays.
final class Terminal {
    /// What the terminal's shell says of the program's end, with the exit code behind it.
    private static let ending = "the program has ended with "

    private let server = "ibscript-\(UUID().uuidString)"

    init(_ arguments: [String], columns: Int = 100, rows: Int = 30) throws {
        let program = ([Program.binary.path] + arguments).map { "'\($0)'" }.joined(separator: " ")
        let command = "\(program); echo \"\(Self.ending)$?\""
        // The server outlives the client that starts it: what it kept open would be waited for. A test's thread blocks signals,
        // by which the server hears of the program's end and of its own.
        let start =
            "import os, signal, sys; signal.pthread_sigmask(signal.SIG_SETMASK, []); "
            + "os.closerange(3, 4096); os.execvp('tmux', ['tmux'] + sys.argv[1:])"
        let words = [
            "-c", start, "-L", server, "-f", "/dev/null", "start-server", ";", "set", "-g", "remain-on-exit", "on", ";",
            "new-session", "-d", "-x", "\(columns)", "-y", "\(rows)", command,
        ]
        let result = try run(Program.python("ib_async"), words, deadline: 20)
        guard result.status == 0 else { throw SimulatorFailure("tmux: \(result.status)") }
    }

    deinit { _ = try? tmux(["kill-server"]) }

    @discardableResult
    private func tmux(_ words: [String]) throws -> String {
        let result = try run(URL(fileURLWithPath: "/usr/bin/tmux"), ["-L", server] + words, deadline: 20)
        guard result.status == 0 else { throw SimulatorFailure("tmux \(words): \(result.errors)") }
        return result.output
    }

    /// Types text, and the named keys of tmux behind it.
    func type(_ text: String, keys: String...) throws {
        if !text.isEmpty { try tmux(["send-keys", "-l", text]) }
        for key in keys { try tmux(["send-keys", key]) }
    }

    /// What stands on the screen, and what has left it at the top.
    func screen() throws -> String { try tmux(["capture-pane", "-p", "-S", "-"]) }

    /// Waits until the screen shows something.
    ///
    /// - Throws: when it does not within the deadline; the error shows the screen.
    @discardableResult
    func wait(deadline: Double = 30, for isThere: (String) -> Bool) throws -> String {
        let end = Date().addingTimeInterval(deadline)
        while true {
            let screen = try screen()
            if isThere(screen) { return screen }
            guard Date() < end else { throw SimulatorFailure("the terminal shows:\n\(screen)") }
        }
    }

    /// Waits until the screen shows a text.
    @discardableResult
    func wait(for text: String) throws -> String { try wait { $0.contains(text) } }

    /// The exit code, once the program has ended.
    func status() throws -> Int32 {
        let screen = try wait { $0.contains(Self.ending) }
        let text = screen.components(separatedBy: Self.ending).last ?? ""
        guard let code = Int32(text.prefix { $0.isNumber }) else { throw SimulatorFailure("no exit code:\n\(screen)") }
        return code
    }
}
