internal import ScriptHost
internal import Trading

// MARK: TWS's nightly restart

extension RunCoordinator {
    /// How long before the window new orders are held, in seconds: what is sent just before a restart may be lost.
    private static let lead = 300.0

    /// Holds new orders when the window is near, and lets them pass when it has ended and orders have been read again.
    func mindRestart() {
        guard let window = configuration.restart else { return }
        let now = clock.now
        run(.cancelTimer(.restart))
        if window.contains(now, lead: Self.lead) {
            if !desk.isHeldForRestart {
                desk.holdForRestart()
                run(.show(.note("TWS is about to restart: new orders are held until that is over"), of: nil))
            }
            wake(at: window.end(after: now), from: now)
        } else if !desk.isHeldForRestart || watch.isUp {
            if desk.isHeldForRestart {
                desk.releaseAfterRestart()
                run(.show(.note("the restart window of TWS is over: new orders pass again"), of: nil))
                tellAll(.released)
            }
            wake(at: RunInstant(seconds: window.start(after: now).seconds - Self.lead), from: now)
        }
    }

    private func wake(at moment: RunInstant, from now: RunInstant) {
        // The wall clock may be set meanwhile, so it is checked every minute.
        run(.startTimer(.restart, after: min(max(moment.seconds - now.seconds, 1), 60)))
    }
}
