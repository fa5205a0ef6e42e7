internal import Dispatch
package import ScriptHost
internal import Synchronization

/// Shows what runs print and report: data on stdout, everything else on stderr, or JSON lines on stdout.
///
/// ``show(_:)`` hands over lines and never blocks: a thread of the console formats, escapes and writes them, in the
/// order in which they were shown, whichever stream they go to. A slow reader leaves no room; the owner then makes
/// scripts that print wait.
package final class Console: Sendable {
    /// How lines are shown.
    package enum Form: Sendable {
        /// Lines for people to read.
        case text
        /// One JSON object per line.
        case json
    }

    /// The zone of the time of day in front of lines for people.
    package enum Zone: Sendable {
        /// The exchange's.
        case newYork
        /// This machine's.
        case local
    }

    /// What happened to everything that was shown.
    package enum Outcome: Sendable, Hashable {
        /// It is written, as far as there was a reader.
        case written
        /// Some of it is lost because of a system error, such as a full disk; the message is for the user.
        case lost(message: String)
        /// The reader did not read it in time.
        case unread
    }

    private let queue = Mutex(ConsoleQueue())
    private let writer: Mutex<ConsoleWriter>
    private let thread = DispatchQueue(label: "ibscript.console")

    /// Makes a console with the given form; the descriptors are those of stdout and stderr by default.
    ///
    /// - Parameters:
    ///   - showsDays: Whether the day precedes the time of day, for runs in which years pass in seconds.
    ///   - folder: The folder for the run's log; `nil` for no log.
    package init(
        form: Form,
        zone: Zone,
        showsDays: Bool = false,
        output: Int32 = 1,
        error: Int32 = 2,
        log folder: BookFolder? = nil
    ) {
        let (output, error) = (OutputFile(descriptor: output), OutputFile(descriptor: error))
        let clock = ConsoleClock(zone: zone, showsDays: showsDays)
        let log = folder.map { RunLog($0) }
        writer = Mutex(ConsoleWriter(form: form, clock: clock, output: output, error: error, log: log))
    }

    /// Whether a script may continue to print; lines are accepted in any case.
    package var hasRoom: Bool { queue.withLock(\.hasRoom) }

    /// Calls `action` once, from any thread: when half of the room is free again, or at once if there is room.
    package func whenRoom(_ action: @escaping @Sendable () -> Void) {
        if !queue.withLock({ $0.wait(action) }) { action() }
    }

    /// Takes the lines of one turn of the event loop.
    package func show(_ lines: [ConsoleLine]) { show(lines.map { RunLine($0) }) }

    /// Takes what a run has to show; its lines are made on the console's thread.
    package func show(_ lines: [RunLine]) {
        guard !lines.isEmpty else { return }
        if queue.withLock({ $0.append(lines) }) { wake() }
    }

    /// Waits until everything is written, but no longer than `patience`; `nil` waits as long as it takes.
    package func finish(patience: Duration?) -> Outcome {
        let written = DispatchSemaphore(value: 0)
        thread.async { [self] in
            writer.withLock { $0.finish() }
            written.signal()
        }
        guard written.wait(timeout: Self.deadline(patience)) == .success else { return .unread }
        guard let failure = writer.withLock(\.failure) else { return .written }
        return .lost(message: failure)
    }

    private static func deadline(_ patience: Duration?) -> DispatchTime {
        guard let patience else { return .distantFuture }
        let parts = patience.components
        return .now() + Double(parts.seconds) + Double(parts.attoseconds) / 1e18
    }

    private func wake() { thread.async { [self] in write() } }

    /// Runs on the console's thread until nothing is left.
    private func write() {
        while let lines = queue.withLock({ $0.next() }) {
            writer.withLock { writer in
                writer.write(lines) { written in
                    for action in queue.withLock({ $0.written(written) }) { action() }
                }
            }
        }
    }
}
