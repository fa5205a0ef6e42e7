package import ScriptHost
package import Trading

/// A script that restarts from a changed file.
package struct ScriptRenewal {
    /// What its text may trade.
    package var gate: RiskGate
    /// What it was made from, for the journal.
    package var origin: ScriptOrigin
    /// Makes the script, with its access to the desk.
    package var make: (any DeskAccess) throws -> any RunningScript

    /// Makes a renewal from its parts.
    package init(
        gate: RiskGate,
        origin: ScriptOrigin,
        make: @escaping (any DeskAccess) throws -> any RunningScript
    ) {
        (self.gate, self.origin, self.make) = (gate, origin, make)
    }
}

// MARK: Scripts whose file changes

extension RunCoordinator {
    /// Restarts a script: its handlers, waits and timers are dropped, its orders stay.
    func fileChanged(_ script: ScriptID) {
        guard hasBegun, let renewal = whenChanged?(script) else { return }
        switch slots[script.number].phase {
        case .waiting, .retiring: return run(.show(.note("it changes while it ends; save it once more"), of: script))
        case .running, .ended: break
        }
        let renewed: any RunningScript
        do {
            renewed = try renewal.make(DeskDoor(self, script))
        } catch {
            return run(.show(.note("not reloaded: \(error)"), of: script))
        }
        renewed.whenBack { [unowned self] in take(.back(script, $0)) }
        renewed.whenAsked { [unowned self] in leaveAhead(script) }
        dropWork(of: script)
        let ends = desk.reload(script, gate: renewal.gate)
        slots[script.number].script = renewed
        if origins.indices.contains(script.number) { origins[script.number] = renewal.origin }
        run(.show(.note("reloaded: handlers, waits and timers begin again, orders stay"), of: script))
        guard let connection = desk.connection, isAdmitted else {
            slots[script.number].phase = .waiting
            return
        }
        slots[script.number].phase = .running
        slots[script.number].begin = clock.now
        journalBegin(of: script)
        var facts = facts(of: connection)
        facts.memory = memory(of: script)
        give(.started(facts), to: script)
        run(ends)
    }

    /// Whether the run continues although every script has ended, because the user may change one.
    func waitsForChanges() -> Bool {
        guard whenChanged != nil else { return false }
        for slot in slots {
            switch slot.end?.reason {
            case .interrupted, .timeLimit, .connectionLost, nil: return false
            case .finished, .stopped, .scriptError, .syntax, .budget, .denied: continue
            }
        }
        run(.show(.note("waiting for a change; Ctrl-C ends the run"), of: nil))
        return true
    }

    /// Drops whatever the script had under way.
    private func dropWork(of script: ScriptID) {
        let place = script.number
        if slots[place].isAway { awayCount -= 1 }
        (slots[place].isAway, slots[place].isParked, slots[place].isResting) = (false, false, false)
        slots[place].inbox.removeAll()
        slots[place].turns.removeAll()
        effects.removeAll { $0.script == script }
        postponed.removeAll { $0.script == script }
        for case .script(script, let timer) in Array(timers.keys) { run(.cancelTimer(.script(script, timer))) }
    }
}
