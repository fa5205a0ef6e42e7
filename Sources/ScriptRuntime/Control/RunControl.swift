internal import Dispatch
internal import Synchronization
package import Trading

/// A command to a run from outside, through its control socket.
package enum ControlCommand: Sendable {
    /// The kill switch has moved.
    case switchMoved
    /// Report the state of the run: it is left in ``RunControl``.
    case tellStatus
    /// Cancel orders and close positions.
    case flatten(FlattenScope)
    /// An order with unknown state, by its reference, does not exist.
    case release(String)
}

/// The meeting point of a run and those who control it: the control socket's thread on one side, the event loop on the
/// other.
///
/// The kill switch is an atomic: the loop checks it before every order, so that a move takes effect at once, whatever
/// the loop is doing.
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

    /// Incremented whenever the switch moves.
    private let moves = Atomic<Int>(0)
    /// The value of ``moves`` up to which the event loop has carried out the moves.
    private let carriedOut = Atomic<Int>(0)
    private let state = Mutex(State())

    /// Makes a control with an open switch and no listener.
    package init() {}

    // MARK: The event loop's side

    /// How often the switch has been moved: one load for every order.
    package var moveCount: Int { moves.load(ordering: .acquiring) }

    /// Up to which move the event loop has carried them out: users are told, and what must not leave is taken back.
    package var carriedOutCount: Int { carriedOut.load(ordering: .acquiring) }

    /// Notes that the event loop has carried out all moves up to this one.
    package func carriedOut(_ count: Int) { carriedOut.store(count, ordering: .releasing) }

    /// Whether a move waits for the event loop: nothing that waits for pacing may leave meanwhile.
    package var holdsOrders: Bool { moveCount != carriedOutCount }

    /// The position of the switch, and who has moved it last.
    package var position: (latch: Halt.Latch?, mover: String) { state.withLock { ($0.latch, $0.mover) } }

    /// The run's books; `nil` before its account is known.
    package var books: BookFolder? { state.withLock(\.books) }

    /// Sets what wakes the event loop for ``takeCommands()``, from any thread.
    package func listen(_ wake: @escaping @Sendable () -> Void) {
        let isLate = state.withLock { state in
            state.wake = wake
            return !state.commands.isEmpty
        }
        if isLate { wake() }
    }

    /// Takes the commands since the last call.
    package func takeCommands() -> [ControlCommand] {
        state.withLock { state in
            defer { state.commands = [] }
            return state.commands
        }
    }

    /// Sets the run's books: their latch applies.
    package func open(_ books: BookFolder) {
        state.withLock { $0.books = books }
        reread(by: "the latch file")
    }

    /// Closes the switch from within the run; that outlives the run, too.
    ///
    /// - Throws: ``RunFailure`` if the latch cannot be written; the switch is closed all the same.
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

    /// Publishes the state of the run for whoever has asked.
    package func publish(_ status: RunStatus) {
        let waiting = state.withLock { state in
            state.status = status
            defer { state.waiting = [] }
            return state.waiting
        }
        for semaphore in waiting { semaphore.signal() }
    }

    // MARK: The control thread's side

    /// Reads the latch of the run's books; the switch is in that position when this returns.
    ///
    /// - Parameter told: What the file was to say: it counts if the file is less strict, since it could not be written
    ///   then.
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

    /// Sends a command to the event loop.
    package func send(_ command: ControlCommand) {
        let wake = state.withLock { state -> (@Sendable () -> Void)? in
            // A loop that does not answer is asked once.
            if case .tellStatus = command, state.isStatusAsked { return nil }
            state.commands.append(command)
            return state.wake
        }
        wake?()
    }

    /// Returns the state of the run from the event loop, or the previous one if that does not answer within `patience`
    /// seconds.
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
