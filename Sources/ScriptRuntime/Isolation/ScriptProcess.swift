internal import CSandbox
internal import Dispatch
internal import Glibc
internal import Synchronization

/// The process of one script, as its run sees it: its end of the pair, and a thread that waits for bytes and for its
/// end.
final class ScriptProcess: Sendable {
    /// Why the run has ended it.
    enum Reason: Sendable, Hashable {
        /// The script has finished, or the run has.
        case over
        /// It did not come back although its time was up.
        case hung
        /// A signal, or the user.
        case interrupted
        /// It sent something invalid.
        case garbled(String)
    }

    /// How it ended.
    struct Ending: Sendable, Hashable {
        /// Why the run ended it; `nil` if it ended by itself.
        var reason: Reason?
        /// The status that `waitpid` reports.
        var status: Int32
    }

    private struct State {
        var isAlive = true
        var reason: Reason?
        var ending: Ending?
    }

    /// The word by which the program knows that it must be a script's process.
    static let command = "isolated-script"
    /// The variables inherited from the environment: where libraries are, and the sanitizers' options.
    private static let inherited = ["LD_LIBRARY_PATH", "ASAN_OPTIONS", "TSAN_OPTIONS", "UBSAN_OPTIONS", "TZDIR"]

    /// The run's end of the pair.
    let pair: Int32
    /// The process ID.
    let identifier: Int32
    private let watch: Int32
    private let nudge: Int32
    private let state = Mutex(State())
    /// The events awaited at the pair, as `poll` encodes them.
    private let awaited = Atomic<Int>(0)
    /// Odd while the script works on an event.
    private let pulse = Atomic<Int>(0)
    /// Whether what the script has sent waits for the run, which is not the script's fault.
    private let isHeard = Atomic<Bool>(false)

    /// Starts the program as the process of a script that may use so many bytes; `command` is the word by which the
    /// program knows what it must be.
    ///
    /// - Parameter settings: Variables for its environment, each as `NAME=value`.
    init(
        program: String,
        command: String = ScriptProcess.command,
        fences: Int32,
        bytes: Int,
        arguments: [String] = [],
        settings: [String] = []
    ) throws(RunFailure) {
        var ends: [Int32] = [0, 0]
        guard socketpair(AF_UNIX, Int32(SOCK_STREAM.rawValue) | Int32(SOCK_CLOEXEC.rawValue), 0, &ends) == 0 else {
            throw Self.failure("no pair of sockets")
        }
        defer { close(ends[1]) }
        var words = ["ibscript", command, "\(fences)", "\(bytes)"] + arguments
        var settings = settings
        settings += Self.inherited.compactMap { name in getenv(name).map { "\(name)=\(String(cString: $0))" } }
        settings.append("SWIFT_BACKTRACE=enable=no")
        let child = Self.withPointers(&words) { words in
            Self.withPointers(&settings) { settings in csb_spawn(program, words, settings, ends[1]) }
        }
        guard child > 0 else {
            let failure = Self.failure("\(program)")
            close(ends[0])
            throw failure
        }
        (pair, identifier) = (ends[0], child)
        watch = csb_watch(child)
        nudge = csb_nudge()
        guard watch >= 0, nudge >= 0 else {
            let failure = Self.failure("it cannot be watched")
            Glibc.kill(child, SIGKILL)
            waitpid(child, nil, 0)
            throw failure
        }
    }

    deinit {
        for descriptor in [pair, watch, nudge] where descriptor >= 0 { close(descriptor) }
    }

    private static func failure(_ what: String) -> RunFailure {
        let reason = String(cString: strerror(errno))
        return RunFailure(
            70,
            "the process of the script cannot be started: \(what): \(reason); --in-process does without"
        )
    }

    private static func withPointers<Result>(
        _ texts: inout [String],
        _ body: (UnsafePointer<UnsafeMutablePointer<CChar>?>) -> Result
    ) -> Result {
        let copies = texts.map { strdup($0) }
        defer { for copy in copies { free(copy) } }
        return (copies + [nil]).withUnsafeBufferPointer { buffer in
            guard let base = buffer.baseAddress else { preconditionFailure("a list with an end is not empty") }
            return body(base)
        }
    }

    // MARK: From any thread

    /// Ends it at once; the first reason counts. Without one, it is about to end by itself, and says why.
    func end(_ reason: Reason?) {
        state.withLock { state in
            guard state.isAlive else { return }
            if state.reason == nil { state.reason = reason }
            Glibc.kill(identifier, SIGKILL)
        }
    }

    /// How it ended; `nil` while it has not.
    var ending: Ending? { state.withLock(\.ending) }

    /// The number of the event from which the script has not come back; `nil` while it rests, or waits for the run to
    /// read what it has sent.
    var entry: Int? {
        let count = pulse.load(ordering: .relaxed)
        return count & 1 == 1 && !isHeard.load(ordering: .relaxed) ? count : nil
    }

    /// Sets whether what the script has sent waits for the run.
    func isHeard(_ waits: Bool) { isHeard.store(waits, ordering: .relaxed) }

    /// Sets whether the script works or rests; called only by the run's thread.
    func isWorking(_ works: Bool) {
        let count = pulse.load(ordering: .relaxed)
        guard (count & 1 == 1) != works else { return }
        pulse.store(count &+ 1, ordering: .relaxed)
    }

    // MARK: Waiting

    /// Calls `ready`, from a thread of its own, when something can be read or written after ``await(writing:)``, and
    /// once when the process has ended.
    func watch(_ ready: @escaping @Sendable () -> Void) {
        DispatchQueue(label: "ibscript.script-process").async { [self] in run(ready) }
    }

    /// Requests one notification about what comes, or about room for what is to leave.
    func await(writing: Bool) {
        awaited.store(Int(POLLIN) | (writing ? Int(POLLOUT) : 0), ordering: .releasing)
        var one: UInt64 = 1
        _ = write(nudge, &one, 8)
    }

    private func run(_ ready: @Sendable () -> Void) {
        while true {
            let events = Int16(truncatingIfNeeded: awaited.load(ordering: .acquiring))
            var polls = [
                pollfd(fd: watch, events: Int16(POLLIN), revents: 0),
                pollfd(fd: nudge, events: Int16(POLLIN), revents: 0),
                pollfd(fd: events == 0 ? -1 : pair, events: events, revents: 0),
            ]
            guard poll(&polls, 3, -1) >= 0 else { continue }
            if polls[1].revents != 0 {
                var count: UInt64 = 0
                _ = read(nudge, &count, 8)
            }
            if polls[2].revents != 0 {
                awaited.store(0, ordering: .relaxed)
                isHeard(true)
                ready()
            }
            guard polls[0].revents == 0 else { break }
        }
        reap()
        ready()
    }

    private func reap() {
        state.withLock { state in
            var status: Int32 = 0
            while waitpid(identifier, &status, 0) < 0, errno == EINTR {}
            state.isAlive = false
            state.ending = Ending(reason: state.reason, status: status)
        }
    }
}
