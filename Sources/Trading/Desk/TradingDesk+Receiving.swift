package import TWSWire

extension TradingDesk {
    /// Receives a message: books it first, then reports it.
    ///
    /// Market data goes through ``route(tick:)`` instead, which allocates nothing.
    package mutating func receive(_ message: ServerMessage, at now: RunInstant) -> Reception {
        orderIds.learn(from: message, clientId: configuration.clientId)
        learnSymbol(message)
        if case .error(let error) = message { subscriptions.failed(error.reqId, code: error.errorCode) }
        var reception = Reception(recipient: .everyone, message: message)
        let booked = numbered(message)
        reception.actions = adopt(booked, at: now)
        let told = known(of: booked)
        let (early, confirmed) = (ledger.earlyReport(of: booked), ledger.confirmed(by: booked))
        let changes = ledger.receive(booked)
        let isNews = !changes.isEmpty || known(of: booked) != told
        noteNamed(booked)
        noteOther(booked)
        if !changes.isEmpty {
            reception.add(journal(.message(message), about: changes.map(\.orderId), at: now))
            // The early report matched no order when it arrived.
            if let early, ledger.earlyReport(of: booked) == nil {
                reception.add(journal(.message(early.serverMessage), about: changes.map(\.orderId), at: now))
            }
            reception.add(alarms(in: changes, at: now))
            reception.news = news(of: changes)
            reception.add(questions(in: changes))
        } else if let confirmed {
            reception.add(journal(.message(message), about: [confirmed], at: now))
        }
        address(&reception, orderId: Self.orderId(of: booked))
        reception.add(reconcile(message, isNews: isNews, &reception, at: now))
        reception.add(hear(message, &reception, at: now))
        return reception
    }

    /// Returns who hears a tick or a row of market depth, and keeps the prices that the desk judges by.
    ///
    /// - Parameter now: The current time; evaluated only if a price is kept.
    package mutating func route(
        tick message: ServerMessage,
        at now: @autoclosure () -> RunInstant
    ) -> TickRoute {
        guard let id = message.requestId, let route = routes[id: id] else { return TickRoute(recipient: .everyone) }
        if route.mark >= 0, case .tickPrice(let tick) = message { knowledge.marks.take(tick, at: route.mark, now()) }
        guard route.script != .desk else {
            if route.mark >= 0 { heardPrice(at: route.mark) }
            return TickRoute(recipient: .nobody)
        }
        return TickRoute(recipient: .script(route.script), requestId: route.local == id ? nil : route.local)
    }

    // A function that changes the desk copies it, which is large, for each one that only reads it. Hence what every message
    // passes is `mutating`.

    /// Finds the script whose request or order a message is about.
    private mutating func address(_ reception: inout Reception, orderId: Int?) {
        let message = reception.message
        if let id = message.requestId {
            if let route = routes[id: id] {
                reception.recipient = route.script == .desk ? .nobody : .script(route.script)
                if route.local != id { reception.message = message.with(requestId: route.local) }
                return
            }
            if case .error = message, let script = script(ofOrder: id) {
                reception.recipient = script == .desk ? .nobody : .script(script)
                return
            }
        }
        if let orderId, let script = script(ofOrder: orderId) {
            reception.recipient = script == .desk ? .nobody : .script(script)
            if case .openOrder(let open) = message, open.order.whatIf { whatIfs[orderId] = nil }
        }
    }

    /// The script of an order or of a what-if request.
    private mutating func script(ofOrder orderId: Int) -> ScriptID? {
        ledger.owner(of: orderId).flatMap { $0 >= 0 ? ScriptID($0) : nil } ?? whatIfs[orderId]
    }

    /// The id of the order that a message is about.
    private static func orderId(of message: ServerMessage) -> Int? {
        switch message {
        case .orderStatus(let status): status.orderId
        case .openOrder(let open): open.orderId
        case .execDetails(let details): details.execution.orderId
        default: nil
        }
    }

    /// Learns which symbol a conId identifies, from messages in which TWS names both.
    private mutating func learnSymbol(_ message: ServerMessage) {
        let contract: Contract
        switch message {
        case .contractDetails(let details): contract = details.contractDetails.contract
        case .openOrder(let report): contract = report.contract
        default: return
        }
        knowledge.learn(contract.symbol, of: contract.conId)
    }
}
