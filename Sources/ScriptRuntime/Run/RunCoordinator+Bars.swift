internal import Notation
internal import ScriptHost
internal import SimExchange
internal import Trading

// MARK: Bars without messages

extension RunCoordinator {
    /// The number by which the run's one script knows a request, if the script may be given something now without the
    /// message that would bring it; else `nil`.
    func freeRequest(_ request: Int) -> Int? {
        guard !isBusy, !isOver, !isComputing, isAdmitted, slots.count == 1, effects.isEmpty, heldBack.isEmpty,
            slots[0].isRunning, slots[0].takesEvents, slots[0].inbox.isEmpty, case .none = flattening,
            let asker = ask({ $0.asker(ofRequest: request) }), asker.script == slots[0].id
        else { return nil }
        return asker.local
    }

    /// A run of bars begins; it is a turn of the run.
    func beginBars(_ effects: [ScriptEffect]) {
        isBusy = true
        carryOut(effects, of: slots[0].id)
    }

    /// A run of bars is over: what the script asks for is carried out, as after a message.
    func endBars(_ effects: [ScriptEffect]) {
        carryOut(effects, of: slots[0].id)
        endTurn()
    }
}

/// Brings bars of past data to the one script of a run, without messages.
///
/// A message of bars changes nothing of the desk, and nothing of the run: it would pass through both to the script.
final class BarFeeder: BarTaker {
    private let coordinator: RunCoordinator
    private let session: ScriptSession
    private var intake: BarIntake?
    /// How many bars it has brought.
    private(set) var count = 0
    /// The bar that forms, and the one before it, as the series has them.
    private var pair: (earlier: SeriesBar, next: SeriesBar)?

    /// The way to the script of a run, which is in the run's own process.
    init(_ coordinator: RunCoordinator, _ session: ScriptSession) {
        (self.coordinator, self.session) = (coordinator, session)
    }

    func begin(with step: BarFeed.Step, of request: Int) -> Bool {
        guard let id = coordinator.freeRequest(request), let intake = session.intake(ofRequest: id) else { return false }
        self.intake = intake
        guard canTake(step) else { return false }
        coordinator.beginBars(intake.begin())
        return true
    }

    func canTake(_ step: BarFeed.Step) -> Bool {
        guard let intake, let earlier = step.earlier else { return false }
        let next = SeriesBar(
            time: Int(step.time.seconds),
            open: step.open,
            high: step.open,
            low: step.open,
            close: step.open,
            volume: 0,
            wap: step.open.rounded(places: 4),
            barCount: 1
        )
        let bar = SeriesBar(
            time: Int(earlier.time.seconds),
            open: earlier.open,
            high: earlier.high,
            low: earlier.low,
            close: earlier.close,
            volume: earlier.volume,
            wap: earlier.wap,
            barCount: earlier.count
        )
        pair = (bar, next)
        return intake.canTake(bar, by: next, at: Self.moment(step))
    }

    func take(_ step: BarFeed.Step) -> Bool {
        guard let intake, let pair else { return true }
        count += 1
        return intake.take(pair.earlier, by: pair.next, at: Self.moment(step))
    }

    func end() {
        guard let intake else { return }
        self.intake = nil
        coordinator.endBars(intake.end())
    }

    private static func moment(_ step: BarFeed.Step) -> RunInstant { RunInstant(nanoseconds: step.time.nanoseconds) }
}
