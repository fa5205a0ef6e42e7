internal import DequeModule
internal import ScriptHost
internal import Trading

// MARK: Scripts in processes of their own

/// A script in another process is away while it works on an event. On a real clock, that affects nobody: its events
/// wait for it, and everything else continues. On the embedded simulator, no time passes meanwhile and nothing else
/// happens, so that a run is the same, record by record, as with its scripts in this process.
extension RunCoordinator {
    /// Whether nothing happens while a script is away.
    var waitsForScripts: Bool { configuration.mode == .simulator }

    /// Whether an event of the run must wait for a script that is away.
    func holdsBack(_ event: RunEvent) -> Bool {
        guard awayCount > 0, waitsForScripts else { return false }
        switch event {
        case .back, .kept, .room, .stop, .overdue, .control, .changed: return false
        case .begin, .ready, .message, .note, .simulator, .held, .left, .failed, .closed, .timer, .turn, .typed:
            return true
        }
    }

    /// Whether a script takes an event now; if not, it is kept.
    func mayTake(_ event: ScriptEvent, _ place: Int) -> Bool {
        if awayCount > 0, waitsForScripts, slots[place].isAway || !event.isStop {
            postponed.append((event, slots[place].id))
            return false
        }
        let isBusy = slots[place].isAway || slots[place].isResting
        guard isBusy || (slots[place].isParked && !event.isUrgent) else { return true }
        slots[place].inbox.keep(event)
        return false
    }

    /// Notes that a script has started to work on an event.
    func goAway(_ place: Int) {
        slots[place].isAway = true
        awayCount += 1
    }

    /// Sends what the desk has just made for a script that is still at work on its event, in another process; waiting
    /// for the script's turn would mean waiting for two more switches between the processes.
    ///
    /// Everything due before it must have been sent. The records are the same, in the same order, as with the script in
    /// this process; each of several orders of one event is recorded and sent by itself.
    func leaveAhead(_ script: ScriptID) {
        let place = script.number
        guard !waitsForScripts, !isPerforming, effects.isEmpty, slots[place].isRunning,
            let turn = slots[place].turns.last, turn.isPlain, !turn.isLate,
            // If one turn has left, so have all before it.
            slots[place].turns.dropLast().last?.hasLeft != false
        else { return }
        let (wasBusy, wasAway, waiting) = (isBusy, slots[place].isAway, slots[place].inbox.count)
        isBusy = true
        // What it is to hear meanwhile waits for the end of its event.
        slots[place].isAway = true
        run(slots[place].turns[slots[place].turns.count - 1].leave())
        handOver()
        slots[place].isAway = wasAway
        if slots[place].inbox.count > waiting { take(.kept(script)) }
        if wasBusy { flushSent() } else { endTurn() }
    }

    /// Gives a script what has waited for the end of its event, or for its turn; a script that is away gets it when it is
    /// back.
    func giveKept(to script: ScriptID) {
        slots[script.number].isResting = false
        if slots[script.number].takesEvents { empty(script.number, because: "the script was busy") }
    }

    /// Handles a script that is back from its event, or has ended.
    func cameBack(_ script: ScriptID, _ effects: [ScriptEffect]) {
        let place = script.number
        if slots[place].isAway {
            slots[place].isAway = false
            awayCount -= 1
        }
        let later = postponed
        postponed = []
        // One that has ended meanwhile no longer requests anything.
        if slots[place].isRunning { carryOut(effects, of: script) }
        if slots[place].takesEvents { empty(place, because: "the script was busy") }
        postponed += later
        while awayCount == 0, let (event, script) = postponed.popFirst() { give(event, to: script) }
    }
}
