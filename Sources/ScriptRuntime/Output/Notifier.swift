internal import Dispatch
internal import Glibc

/// Runs the user's command for the notifications of scripts, one after the other, on a thread of its own.
final class Notifier: Sendable {
    /// The largest number of texts that wait for the command; further ones are dropped.
    private static let most = 100

    /// How long the command may take for one text, in seconds.
    private static let patience = 10.0

    private let command: String
    private let queue = DispatchQueue(label: "ibscript.notify")
    private let slots = DispatchSemaphore(value: Notifier.most)

    /// Runs `command` with `/bin/sh -c`.
    init(_ command: String) {
        self.command = command
        // A command that does not read its input must not end the program.
        signal(SIGPIPE, SIG_IGN)
    }

    /// Runs the command with the text on its standard input, and `IBSCRIPT_TITLE` and `IBSCRIPT_LEVEL` in its
    /// environment.
    ///
    /// - Parameter failed: Called, on another thread, with the reason if the command could not be run or failed.
    func send(_ text: String, title: String, level: String, failed: @escaping @Sendable (String) -> Void) {
        guard slots.wait(timeout: .now()) == .success else { return failed("too many texts wait for notify.command") }
        queue.async { [self] in
            defer { slots.signal() }
            if let fault = run(text, ["IBSCRIPT_TITLE=\(title)", "IBSCRIPT_LEVEL=\(level)"]) { failed(fault) }
        }
    }

    /// Waits for what was sent, for a few seconds at most.
    func finish() { queue.sync {} }

    private func run(_ text: String, _ variables: [String]) -> String? {
        var ends: [CInt] = [0, 0]
        guard pipe(&ends) == 0 else { return "notify.command: no pipe: \(String(cString: strerror(errno)))" }
        for end in ends { _ = fcntl(end, F_SETFD, FD_CLOEXEC) }
        var actions = posix_spawn_file_actions_t()
        posix_spawn_file_actions_init(&actions)
        posix_spawn_file_actions_adddup2(&actions, ends[0], STDIN_FILENO)
        defer { posix_spawn_file_actions_destroy(&actions) }
        var process = pid_t()
        let words = ["/bin/sh", "-c", command]
        var environment = variables
        var entry = environ
        while let variable = entry.pointee {
            environment.append(String(cString: variable))
            entry += 1
        }
        let status = Self.withStrings(words) { words in
            Self.withStrings(environment) { environment in
                posix_spawn(&process, "/bin/sh", &actions, nil, words, environment)
            }
        }
        close(ends[0])
        guard status == 0 else {
            close(ends[1])
            return "notify.command cannot be run: \(String(cString: strerror(status)))"
        }
        _ = OutputFile(descriptor: ends[1]).write([UInt8](text.utf8))
        close(ends[1])
        let child = process
        let overdue = DispatchWorkItem { kill(child, SIGKILL) }
        DispatchQueue.global().asyncAfter(deadline: .now() + Self.patience, execute: overdue)
        defer { overdue.cancel() }
        var result: CInt = 0
        while waitpid(process, &result, 0) < 0, errno == EINTR {}
        let code = (result >> 8) & 0xFF
        return result == 0 ? nil : "notify.command has ended with \(code == 0 ? "a signal" : "status \(code)")"
    }

    /// Calls `body` with the texts as C strings, followed by a null pointer.
    private static func withStrings<Result>(
        _ texts: [String],
        _ body: ([UnsafeMutablePointer<CChar>?]) -> Result
    ) -> Result {
        let strings = texts.map { strdup($0) }
        defer { for string in strings { free(string) } }
        return body(strings + [nil])
    }
}
