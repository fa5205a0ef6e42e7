package import TWSWire

/// A `SimExchange` with chaos: the same calls go in, and what comes out is lost, late, doubled or wrong according to
/// its plans.
///
/// A value like the exchange: the same calls with the same plans and seed give the same outputs, and each plan draws
/// from its own random stream, so that adding one does not affect another. Without plans, everything passes unchanged.
package struct ChaosExchange: Sendable {
    /// The exchange behind the chaos, which holds the true state.
    package var exchange: SimExchange
    /// The plans, each once, in the order of `ChaosPlan.allCases`.
    package let plans: [ChaosPlan]
    /// The seed of everything that the plans choose.
    package let seed: UInt64

    /// Whether the messages about filled orders are left to be made by whoever needs them (`ExchangeOutput.filled`);
    /// by default, they are made. Without effect if there are plans.
    package var defersFilledOrders: Bool {
        get { exchange.reporter.defersFilledOrders }
        set { exchange.reporter.defersFilledOrders = newValue }
    }

    var row: [any ChaosEffect]
    var waiting = WaitingLine()
    /// The admitted clients, with their client IDs.
    var clients: [ConnectionID: Int] = [:]
    /// The connections that may receive something: those of clients, and refused ones that are not closed yet.
    var sockets: Set<ConnectionID> = []
    var outbox: [ExchangeOutput] = []

    /// Adds plans to an exchange that has no clients yet; the seed is the exchange's own by default.
    ///
    /// - Parameter course: A course whose market the exchange uses, and whose halts and faults come at their times.
    package init(
        _ exchange: SimExchange,
        plans: [ChaosPlan] = [],
        seed: UInt64? = nil,
        course: MarketCourse? = nil
    ) {
        self.exchange = exchange
        self.plans = ChaosPlan.allCases.filter(plans.contains)
        self.seed = seed ?? exchange.configuration.seed
        let random = SeededGenerator(seed: self.seed).derived("chaos")
        row = ChaosPlan.row.filter(plans.contains).compactMap { $0.effect(random.derived($0.rawValue)) }
        if plans.contains(.commissionFirst) { self.exchange.commissionTiming = .beforeExecution }
        if let course { add(course, random.derived("course")) }
    }

    private mutating func add(_ course: MarketCourse, _ random: SeededGenerator) {
        for (number, turn) in course.turns.enumerated() {
            guard case .fault(let plan) = turn.turn, let effect = plan.effect(random.derived(number), at: turn.time)
            else { continue }
            row.append(effect)
        }
        row.append(CourseTurns(turns: course.turns))
        for (number, turn) in course.turns.enumerated() {
            if case .halt = turn.turn { waiting.add(.wake(number, at: row.count - 1), at: turn.time) }
        }
    }

    /// Whether the owner must accept connections and never answer, not even the handshake (`wedged`).
    package var isWedged: Bool { plans.contains(.wedged) }

    /// Whether the owner must cut every write into pieces of 1 to 7 bytes (`split-frames`), for example with
    /// `WriteCutter`.
    package var splitsFrames: Bool { plans.contains(.splitFrames) }

    /// The latest instant that the exchange was given.
    package var now: ExchangeInstant { exchange.now }

    /// The codes of the accounts in TWS's order, such as DU1234567.
    package var accountCodes: [String] { exchange.accountCodes }

    /// The value of cash and positions of all accounts at market, in the base currency, to the cent.
    package var netLiquidation: Double { exchange.netLiquidation }

    /// Everything the exchange holds at this instant, whatever clients were told.
    package var snapshot: ExchangeSnapshot { exchange.snapshot }

    /// Takes what has changed in the exchange's state since the last call; see `SimExchange.takeChanges()`.
    ///
    /// No state of the chaos is kept: it starts over after a restart.
    package mutating func takeChanges() throws(StateError) -> StateChanges { try exchange.takeChanges() }

    /// Whether the connection belongs to a client that was admitted and has not been closed since.
    ///
    /// The owner need not ask after `connect`: a refused connection gets a `close` of its own.
    package func isConnected(_ connection: ConnectionID) -> Bool { exchange.isConnected(connection) }

    /// Returns when the next event happens by itself, at or after `instant`; `nil` if none will until a request comes.
    package func nextEvent(after instant: ExchangeInstant) -> ExchangeInstant? {
        guard let next = waiting.nextTime else { return exchange.nextEvent(after: instant) }
        return min(exchange.nextEvent(after: instant) ?? next, max(next, instant))
    }

    /// Returns the latest instant it was given, and when the next event happens by itself; `nil` if none will.
    ///
    /// It changes nothing: an owner that is an object can call it without copying the whole exchange.
    package mutating func times() -> (now: ExchangeInstant, next: ExchangeInstant?) { (now, nextEvent(after: now)) }

    /// Advances to `instant`, including everything that is due at it.
    package mutating func advance(to instant: ExchangeInstant) -> [ExchangeOutput] {
        run(until: instant)
        return takeOutputs()
    }

    /// Takes out bars if nothing else happens for a while; see ``SimExchange/beginFeed()``.
    package mutating func beginFeed() -> BarFeed? {
        row.isEmpty && waiting.nextTime == nil ? exchange.beginFeed() : nil
    }

    /// Admits a client that has sent startApi; a refused one gets error 326 or nothing, and then a `close`.
    package mutating func connect(
        clientId: Int,
        serverVersion: Int,
        as connection: ConnectionID,
        at instant: ExchangeInstant
    ) -> [ExchangeOutput] {
        run(until: instant)
        sockets.insert(connection)
        guard admits(connection, clientID: clientId) else { return takeOutputs() }
        let greeting = exchange.connect(clientId: clientId, serverVersion: serverVersion, as: connection, at: now)
        if exchange.isConnected(connection) { clients[connection] = clientId }
        pass(greeting.map(ExchangeOutput.deliver), isAnswer: true)
        if clients[connection] == nil {
            let reason = "client id \(clientId) is in use"
            pass(Outgoing(output: .close(connection, reason: reason), isAnswer: true), from: 0)
        } else {
            greeted(connection, clientID: clientId)
        }
        return takeOutputs()
    }

    /// Removes a client that has closed its connection: its subscriptions end, its orders stay.
    ///
    /// Does nothing for a connection that got a `close`.
    package mutating func disconnect(_ connection: ConnectionID, at instant: ExchangeInstant) {
        run(until: instant)
        release(connection)
    }

    /// Handles a client's request, after everything that is due before it.
    ///
    /// A request from an unknown connection is ignored.
    package mutating func receive(
        _ message: ClientMessage,
        from connection: ConnectionID,
        at instant: ExchangeInstant
    ) -> [ExchangeOutput] {
        run(until: instant)
        guard clients[connection] != nil else { return takeOutputs() }
        if passes(message, from: connection) {
            pass(exchange.outputs(of: message, from: connection, at: now), isAnswer: true)
        }
        return takeOutputs()
    }

    /// Enters an order by hand in TWS itself, as its user does.
    package mutating func placeByHand(
        _ order: Order,
        of contract: Contract,
        at instant: ExchangeInstant
    ) -> [ExchangeOutput] {
        run(until: instant)
        pass(exchange.placeByHand(order, of: contract, at: now).map(ExchangeOutput.deliver), isAnswer: false)
        return takeOutputs()
    }
}
