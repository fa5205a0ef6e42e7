internal import Dispatch
internal import Synchronization
package import Trading

/// What a person does to a run from outside, through its control socket.
package enum ControlCommand: Sendable {
    /// The kill switch has moved.
    case switchMoved
    /// Tell what the run is at: it is left in ``RunControl``.
    case tellStatus
    /// Cancel orders and close positions.
    case flatten(FlattenScope)
    /// An order of unknown fate, by its reference, is not there.
    case release(String)
}

/// Where a run and those who control it meet: the control socket's thread on one side, the event loop on the other.
///
/// The kill switch is an atomic: the loop looks at it before every order, so that it works as soon as it is moved,
/// whatever the loop is doing.
package final class RunControl: Sendable {
    private struct State {
        var latch: Halt.Latch?
        /// Who has moved the switch last.
        var mover = ""
        var books: BookFolder?
        var wake: (@Sendable () -> Void)?
        var commands: [ControlCommand] = []
        var isStatusAsked: Bool { commands.contains { if case .tellStatus = $0 { true } else { false } } }
        var status = RunStatus()
        var waiting: [DispatchSemaphore] = []
    }

    /// Grows whenever the switch moves.
    private let moves = Atomic<Int>(0)
    /// What ``moves`` was when the event loop had carried a move out.
    private let carriedOut = Atomic<Int>(0)
    private let state = Mutex(State())

    /// The switch is open; nobody listens yet.
    package init() {}

    // MARK: The event loop's side

    /// How often the switch has been moved: one load, for every order.
    package var moveCount: Int { moves.load(ordering: .acquiring) }

    /// How far the event loop has carried moves out: people are told, and what must not leave is taken back.
    package var carriedOutCount: Int { carriedOut.load(ordering: .acquiring) }

    /// Notes that the event loop has carried out all moves up to this one.
    package func carriedOut(_ count: Int) { carriedOut.store(count, ordering: .releasing) }

    /// Whether a move waits for the event loop: nothing that waits for the pacing may leave meanwhile.
    package var holdsOrders: Bool { moveCount != carriedOutCount }

    /// Where the switch stands, and who has moved it last.
    package var position: (latch: Halt.Latch?, mover: String) { state.withLock { ($0.latch, $0.mover) } }

    /// The books that the run uses; `nil` before its account is known.
    package var books: BookFolder? { state.withLock(\.books) }

    /// What wakes the event loop for ``takeCommands()``, from any thread.
    package func listen(_ wake: @escaping @Sendable () -> Void) {
        let isLate = state.withLock { state in
            state.wake = wake
            return !state.commands.isEmpty
        }
        if isLate { wake() }
    }

    /// What has been asked for since the last call.
    package func takeCommands() -> [ControlCommand] {
        state.withLock { state in
            defer { state.commands = [] }
            return state.commands
        }
    }

    /// The run uses these books: their latch holds.
    package func open(_ books: BookFolder) {
        state.withLock { $0.books = books }
        reread(by: "the latch file")
    }

    /// The run itself has closed the switch: that outlives it, too.
    ///
    /// - Throws: ``RunFailure`` where the latch cannot be written; the switch is closed all the same.
    package func close(_ latch: Halt.Latch) throws(RunFailure) {
        var latch = latch
        if latch.at.isEmpty { latch.at = LatchFile.moment }
        let books = state.withLock { state in
            state.latch = latch
            state.mover = latch.by
            return state.books
        }
        moves.add(1, ordering: .releasing)
        if let books { try LatchFile.write(latch, to: books.halt) }
    }

    /// Leaves what the run is at for whoever has asked.
    package func publish(_ status: RunStatus) {
        let waiting = state.withLock { state in
            state.status = status
            defer { state.waiting = [] }
            return state.waiting
        }
        for semaphore in waiting { semaphore.signal() }
    }

    // MARK: The control thread's side

    /// Reads the latch of the run's books; the switch is where it says when this returns.
    ///
    /// - Parameter told: What the file was to say: it counts where the file is wider, since it could not be written then.
    package func reread(by mover: String, told: Halt.Latch? = nil) {
        guard let books else { return }
        var latch = LatchFile.read(books.halt)
        if let told, told.level > latch?.level ?? .active { latch = told }
        let hasMoved = state.withLock { state in
            guard state.latch != latch else { return false }
            state.latch = latch
            state.mover = latch?.by ?? mover
            return true
        }
        guard hasMoved else { return }
        moves.add(1, ordering: .releasing)
        send(.switchMoved)
    }

    /// Puts a command to the event loop.
    package func send(_ command: ControlCommand) {
        let wake = state.withLock { state -> (@Sendable () -> Void)? in
            // A loop that does not answer is asked once.
            if case .tellStatus = command, state.isStatusAsked { return nil }
            state.commands.append(command)
            return state.wake
        }
        wake?()
    }

    /// What the run is at; asked of the event loop, and of before where that does not answer within `patience` seconds.
    package func status(patience: Double) -> RunStatus {
        let answered = DispatchSemaphore(value: 0)
        let isListening = state.withLock { state in
            state.waiting.append(answered)
            return state.wake != nil
        }
        send(.tellStatus)
        let isFresh = isListening && answered.wait(timeout: .now() + patience) == .success
        return state.withLock { state in
            state.waiting.removeAll { $0 === answered }
            var status = state.status
            status.isStale = !isFresh
            status.level = state.latch?.level ?? .active
            status.latch = state.latch?.text ?? ""
            return status
        }
    }
}
