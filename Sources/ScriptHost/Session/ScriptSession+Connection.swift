internal import LuaBridge
internal import Trading

// MARK: The connection comes and goes

extension ScriptSession {
    /// No answer will come any more; timers run on, and what waits for an order goes on waiting.
    func disconnected(_ reason: String) {
        stalled()
        requests.failAll(reason)
        hub.emit("disconnected", .values([.string(reason)]))
    }

    /// The connection is back; orders and positions are not read yet.
    func connected(_ facts: SessionFacts) {
        self.facts = facts
        quotes.resubscribe()
        hub.emit("connected", .values([LuaValue(facts.account)]))
    }

    /// What was last heard is of now no more.
    func stalled() {
        isCutOff = true
        quotes.stall()
    }

    /// Everything is there again.
    func resumed(_ gap: ConnectionGap) {
        isCutOff = false
        hub.emit("gap", .values([.number(gap.from.seconds), .number(gap.to.seconds)]))
        hub.emit("resumed", .values([]))
    }
}
