internal import LuaBridge
internal import Trading

// MARK: Losing and regaining the connection

extension ScriptSession {
    /// Handles a lost connection: no answer will arrive any more. Timers continue, and waits for orders keep waiting.
    func disconnected(_ reason: String) {
        stalled(reason)
        requests.failAll(reason)
        // What was about to be sent is refused, not kept for a connection that may come much later.
        held.retry()
        hub.emit("disconnected", .values([.string(reason)]))
    }

    /// Handles a restored connection; orders and positions have not been read yet.
    func connected(_ facts: SessionFacts) {
        self.facts = facts
        hub.emit("connected", .values([LuaValue(facts.account)]))
    }

    /// Treats what was last heard as outdated; `reason` says why the connection was lost, if it was.
    func stalled(_ reason: String?) {
        isCutOff = true
        quotes.stall(reason)
        bars.stall(reason)
        streams.stall(reason)
        accounts.stall(reason)
    }

    /// Handles the end of a gap; the script hears of it once missed bars have arrived too.
    func resumed(_ gap: ConnectionGap) {
        isCutOff = false
        held.retry()
        hub.emit("gap", .values([.number(gap.from.seconds), .number(gap.to.seconds)]))
        bars.fill(after: gap) { [unowned self] in hub.emit("resumed", .values([])) }
    }
}
