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

    /// The way to the script of a run, which is in the run's own process.
    init(_ coordinator: RunCoordinator, _ session: ScriptSession) {
        (self.coordinator, self.session) = (coordinator, session)
    }

    func begin(with step: BarFeed.Step, of request: Int) -> Bool {
        guard let id = coordinator.freeRequest(request), let intake = session.intake(ofRequest: id),
            let earlier = step.earlier,
            intake.canBegin(Self.bar(earlier), by: Self.forming(step), at: Self.moment(step))
        else { return false }
        self.intake = intake
        coordinator.beginBars(intake.begin())
        return true
    }

    func take(_ step: BarFeed.Step) -> BarTaking {
        guard let intake, let earlier = step.earlier else { return .refused }
        let (bar, next, moment) = (Self.bar(earlier), Self.forming(step), Self.moment(step))
        guard intake.canTake(bar, by: next, at: moment) else { return .refused }
        count += 1
        return intake.take(bar, by: next, at: moment) ? .atRest : .busy
    }

    func end() {
        guard let intake else { return }
        self.intake = nil
        coordinator.endBars(intake.end())
    }

    /// The bar that forms, of which there is the first price.
    private static func forming(_ step: BarFeed.Step) -> SeriesBar {
        SeriesBar(
            time: Int(step.time.seconds),
            open: step.open,
            high: step.open,
            low: step.open,
            close: step.open,
            volume: 0,
            wap: step.wap,
            barCount: 1
        )
    }

    private static func bar(_ bar: BarFeed.Bar) -> SeriesBar {
        SeriesBar(
            time: Int(bar.time.seconds),
            open: bar.open,
            high: bar.high,
            low: bar.low,
            close: bar.close,
            volume: bar.volume,
            wap: bar.wap,
            barCount: bar.count
        )
    }

    private static func moment(_ step: BarFeed.Step) -> RunInstant { RunInstant(nanoseconds: step.time.nanoseconds) }
}
