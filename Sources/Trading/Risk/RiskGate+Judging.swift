internal import Notation
internal import TWSWire

extension RiskGate {
    /// Judges what an order adds to what has been sent and is working: one function per control, the cheapest first.
    ///
    /// - Parameters:
    ///   - own: The tally of the script.
    ///   - all: The tally of all scripts.
    ///   - open: The working orders.
    ///   - messages: The number of order messages sent together.
    func judge(
        _ order: OrderCase,
        own: inout Tally,
        all: inout Tally,
        open: inout OpenOrders,
        owner: Int,
        messages: Int = 1
    ) -> Denial? {
        own.begin(order.now)
        all.begin(order.now)
        if let denial = checkSession(order.now) { return denial }
        if let denial = checkPace(limits.rates, &own, messages, order.now) { return denial }
        if let denial = checkPace(account.rates, &all, messages, order.now) { return denial }
        if let denial = checkValue(order) { return denial }
        if let denial = checkRunValue(order, own) { return denial }
        if let denial = checkGross(limits.maxGrossPerDay, order, own) { return denial }
        if let denial = checkGross(account.maxGrossPerDay, order, all) { return denial }
        if let denial = checkOpenOrders(order, open, owner) { return denial }
        if let denial = checkPosition(order, open) { return denial }
        if let denial = checkShort(order, open) { return denial }
        if let denial = checkReference(order) { return denial }
        if let denial = checkCollar(order) { return denial }
        if let denial = checkSpread(order) { return denial }
        if let denial = checkSelfMatch(order, &open) { return denial }
        if let denial = checkLikeness(order, own) { return denial }
        return checkRepeats(order, &own)
    }

    /// Records what a judged order adds.
    func note(_ order: OrderCase, own: inout Tally, all: inout Tally) {
        let added = order.size.notional - order.oldNotional
        own.noteMessage(limits.rates, at: order.now)
        all.noteMessage(account.rates, at: order.now)
        if added > 0 {
            own.noteValue(added)
            all.noteValue(added)
        }
        guard order.orderId == nil else { return }
        if limits.maxRepeats != .max { own.noteOrder(in: order.part.slot, at: order.now) }
        if limits.repeatPause > 0 { own.noteLikeness(likeness(order), pause: limits.repeatPause, at: order.now) }
    }

    // MARK: Time and rates

    /// Checks that the time is in the sessions that the header names.
    func checkSession(_ now: RunInstant) -> Denial? {
        guard let sessions = limits.sessions, !sessions.contains(where: { $0.contains(now) }) else { return nil }
        return Denial(
            code: .sessions,
            message: "orders are not permitted at this time",
            limit: Self.listed("sessions", sessions.map(\.text)),
            remedy: "wait for the next session"
        )
    }

    /// Checks the rate of order messages.
    func checkPace(_ rates: RiskLimits.Rates, _ tally: inout Tally, _ messages: Int, _ now: RunInstant) -> Denial? {
        if tally.backlog(rates, at: now) + Double(messages) > rates.burst + 1e-6 {
            return pace(.maxOrdersPerSecond, "more than \(Self.plain(rates.perSecond)) in a second", rates.perSecond)
        }
        if rates.perMinute != .max, tally.messagesOfMinute(at: now) + messages > rates.perMinute {
            return pace(.maxOrdersPerMinute, "more than \(rates.perMinute) in a minute", Double(rates.perMinute))
        }
        if tally.messagesOfDay + messages > rates.perDay {
            return pace(.maxOrdersPerDay, "more than \(rates.perDay) in a day", Double(rates.perDay))
        }
        return nil
    }

    private func pace(_ code: Denial.Code, _ what: String, _ limit: Double) -> Denial {
        Denial(
            code: code,
            message: "orders and their changes: \(what)",
            limit: "\(code.key) = \(Self.plain(limit))",
            remedy: "place orders with a pause between them"
        )
    }

    // MARK: Value

    /// Checks the value of one order.
    func checkValue(_ order: OrderCase) -> Denial? {
        guard !(order.size.notional <= limits.maxOrderNotional) else { return nil }
        return over(.maxOrderNotional, "the order is worth \(Self.money(order.size.notional))", limits.maxOrderNotional)
    }

    /// Checks the value of all orders of a run.
    func checkRunValue(_ order: OrderCase, _ own: Tally) -> Denial? {
        let sum = own.notional + max(0, order.size.notional - order.oldNotional)
        guard !(sum <= limits.maxNotional) else { return nil }
        return over(.maxNotional, "all orders of the run would be worth \(Self.money(sum))", limits.maxNotional)
    }

    /// Checks the value of all orders of a day.
    func checkGross(_ limit: Double, _ order: OrderCase, _ tally: Tally) -> Denial? {
        let sum = tally.grossOfDay + max(0, order.size.notional - order.oldNotional)
        guard !(sum <= limit) else { return nil }
        return over(.maxGrossPerDay, "all orders of the day would be worth \(Self.money(sum))", limit)
    }

    func over(_ code: Denial.Code, _ what: String, _ limit: Double) -> Denial {
        Denial(
            code: code,
            message: what,
            limit: "\(code.key) = \(Self.money(limit))",
            remedy: "order less, or raise \(code.key) where the mode permits it"
        )
    }

    static func money(_ amount: Double) -> String { plain(amount.rounded(places: 2)) }
}
