internal import LuaBridge
internal import Trading

// MARK: The connection comes and goes

extension ScriptSession {
    /// No answer will come any more; timers run on, and what waits for an order goes on waiting.
    func disconnected(_ reason: String) {
        stalled(reason)
        requests.failAll(reason)
        // What was to leave is refused, not kept for a connection that may come much later.
        held.retry()
        hub.emit("disconnected", .values([.string(reason)]))
    }

    /// The connection is back; orders and positions are not read yet.
    func connected(_ facts: SessionFacts) {
        self.facts = facts
        hub.emit("connected", .values([LuaValue(facts.account)]))
    }

    /// What was last heard is of now no more; `reason` says why the connection is gone, if it is.
    func stalled(_ reason: String?) {
        isCutOff = true
        quotes.stall(reason)
        bars.stall(reason)
        streams.stall(reason)
        accounts.stall(reason)
    }

    /// Everything is there again; the script hears so once missed bars have come too.
    func resumed(_ gap: ConnectionGap) {
        isCutOff = false
        held.retry()
        hub.emit("gap", .values([.number(gap.from.seconds), .number(gap.to.seconds)]))
        bars.fill(after: gap) { [unowned self] in hub.emit("resumed", .values([])) }
    }
}
