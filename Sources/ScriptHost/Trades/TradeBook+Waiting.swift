internal import LuaBridge

/// Calls of the script that wait for a trade.
extension TradeBook {
    /// Waits until the trade is settled.
    func wait(for trade: Trade, timeout: Double?) -> HostResult {
        if trade.isSettled, let failure = trade.failure { return .waiting(failing(failure)) }
        if trade.isSettled { return .value(.object(trade)) }
        let token = session.waits.begin(timeout: timeout, late: .values([.nil]))
        trade.enlist(.done, token, key: nil)
        return .waiting(token)
    }

    /// Returns what `wait` returns for a trade that is already settled.
    func result(of trade: Trade) -> HostResult { wait(for: trade, timeout: nil) }

    /// Raises the error at the waiting line, where a later one would be raised too.
    private func failing(_ raise: LuaRaise) -> LuaToken {
        let token = session.waits.begin()
        session.waits.finish(token, .raise(raise))
        return token
    }

    func enlist(_ trade: Trade, _ token: LuaToken, key: LuaValue) {
        if trade.isSettled {
            session.waits.finish(token, .values([key, .object(trade)]))
        } else {
            trade.enlist(.done, token, key: key)
        }
    }
}
