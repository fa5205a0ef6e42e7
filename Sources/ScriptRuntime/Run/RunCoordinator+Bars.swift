internal import ScriptHost
internal import SimExchange
internal import TWSWire
internal import Trading

// MARK: Bars without messages

extension RunCoordinator {
    /// Returns the ID by which the run's only script knows a request, if data can be given to the script now without
    /// the message that would deliver it; otherwise `nil`.
    func freeRequest(_ request: Int) -> Int? {
        guard isFree, let asker = ask({ $0.asker(ofRequest: request) }), asker.script == slots[0].id else { return nil }
        return asker.local
    }

    /// Books a report about an order if nothing else in the run would change because of it.
    func takeQuietly(_ message: ServerMessage) -> Bool {
        guard isFree, departures.isEmpty else { return false }
        return ask { $0.takeQuietly(message) }
    }

    /// Does the same for all that is reported about a filled order.
    func takeQuietly(_ order: FilledOrder) -> Bool {
        guard isFree, departures.isEmpty else { return false }
        return ask { $0.takeQuietly(filled: order.status, of: order.contract, reference: order.reference) }
    }

    /// Whether the run's only script can be given something now without the message that would deliver it.
    private var isFree: Bool {
        guard !isBusy, !isOver, !isComputing, isAdmitted, slots.count == 1, effects.isEmpty, heldBack.isEmpty,
            slots[0].isRunning, slots[0].takesEvents, slots[0].inbox.isEmpty, case .none = flattening
        else { return false }
        return true
    }

    /// Begins a sequence of bars, which is one turn of the run, and during which a timer of the script stands still.
    func beginBars(pausing timer: ScriptTimer?) {
        isBusy = true
        if let timer, let number = timers[.script(slots[0].id, timer)] { clock.cancelTimer(number) }
    }

    /// Ends a sequence of bars and carries out what the script asks for, as after a message.
    func endBars(resuming timer: (timer: ScriptTimer, seconds: Double)?, _ effects: [ScriptEffect]) {
        if let timer { run(.startTimer(.script(slots[0].id, timer.timer), after: timer.seconds, isTimeout: false)) }
        carryOut(effects, of: slots[0].id)
        endTurn()
    }
}

/// Feeds bars of past data to the only script of a run, without messages.
///
/// A message with bars changes nothing in the desk or the run: it would only pass through both to the script.
final class BarFeeder: BarTaker {
    private let coordinator: RunCoordinator
    private let session: ScriptSession
    /// The series that is being fed; `nil` between sequences.
    private var intake: BarIntake?
    /// The series of the sequence before: nearly always, the next one continues it.
    private var latest: BarIntake?
    /// The number of bars fed.
    private(set) var count = 0

    /// Creates the feeder for a run's script, which runs in the run's own process.
    init(_ coordinator: RunCoordinator, _ session: ScriptSession) {
        (self.coordinator, self.session) = (coordinator, session)
    }

    func begin(with step: BarFeed.Step, of request: Int) -> Bool {
        guard let id = coordinator.freeRequest(request), let intake = session.intake(ofRequest: id, latest: latest),
            let earlier = step.earlier,
            intake.canBegin(Self.bar(earlier), by: Self.forming(step), at: Self.moment(step))
        else { return false }
        (self.intake, latest) = (intake, intake)
        coordinator.beginBars(pausing: intake.paused)
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
        let (resumed, effects) = intake.end()
        coordinator.endBars(resuming: resumed, effects)
    }

    /// Returns the forming bar, which has only its first price.
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
