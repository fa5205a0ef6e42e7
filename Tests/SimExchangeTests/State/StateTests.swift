import TWSWire
import Testing

@testable import SimExchange

/// An exchange that goes on from its state is the same exchange.
@Suite struct StateTests {
    /// Open markets, and a market that opens a little later.
    static let scenarios: [(UInt64, SimConfiguration.Sessions)] = [(1, .open), (2, .open), (3, .real)]

    @Test(arguments: scenarios)
    func restoredHoldsTheSame(seed: UInt64, sessions: SimConfiguration.Sessions) throws {
        var scenario = Scenario(seed: seed, sessions)
        for step in 1...160 {
            scenario.step()
            guard step % 20 == 0 else { continue }
            let exchange = scenario.bench.exchange
            let state = try exchange.state
            let restored = try SimExchange(configuration: scenario.configuration, restoring: state)
            #expect(try restored.state == state, "step \(step)")
            #expect(Self.content(restored) == Self.content(exchange), "step \(step)")
            for (copy, order) in zip(restored.book.orders, exchange.book.orders) {
                #expect(copy.terms == order.terms && copy.contract == order.contract, "step \(step)")
                #expect(copy.instrument == order.instrument && copy.children == order.children, "step \(step)")
            }
        }
        let snapshot = scenario.bench.exchange.snapshot
        #expect(snapshot.executions.count > 40)
        #expect(Set(snapshot.orders.map(\.status)).isSuperset(of: [.submitted, .preSubmitted, .filled, .cancelled]))
        #expect(snapshot.orders.contains { $0.isHeld } && snapshot.orders.contains { $0.contract.secType == "BAG" })
    }

    /// From the same moment on, the restored exchange says the same as the one that was never interrupted, message by
    /// message, though orders, cancels, fills and new terms were on their way.
    @Test(arguments: scenarios)
    func restoredGoesOnTheSame(seed: UInt64, sessions: SimConfiguration.Sessions) throws {
        var scenario = Scenario(seed: seed, sessions)
        var inFlight: Set<String> = []
        for round in 1...8 {
            for step in 1...20 { scenario.step(pause: step > 12 ? 0...40 : 0...700) }
            scenario.leave()
            let state = try scenario.bench.exchange.state
            inFlight.formUnion(state.events.map(\.kind))
            var other = scenario
            other.bench.exchange = try SimExchange(configuration: scenario.configuration, restoring: state)
            scenario.enter(as: 10 * round)
            other.enter(as: 10 * round)
            var deliveries = 0
            for step in 1...20 {
                let expected = scenario.step()
                #expect(other.step() == expected, "round \(round), step \(step)")
                deliveries += expected.count
            }
            #expect(deliveries > 20)
            scenario = other
        }
        #expect(inFlight.isSuperset(of: ["orders", "acknowledgement", "modification", "fill", "cancel", "cancelled"]))
        #expect(inFlight.isSuperset(of: ["start", "expiry", "auction"]))
    }

    /// Changes alone, taken after every step, give the state that a restored exchange needs.
    @Test(arguments: scenarios)
    func changesAddUpToTheState(seed: UInt64, sessions: SimConfiguration.Sessions) throws {
        var scenario = Scenario(seed: seed, sessions)
        var kept = KeptState()
        for step in 1...160 {
            scenario.step()
            let changes = try scenario.bench.exchange.takeChanges()
            #expect(changes.isComplete == (step == 1))
            kept.apply(changes)
            guard step % 10 == 0 else { continue }
            let state = try #require(kept.state)
            let restored = try SimExchange(configuration: scenario.configuration, restoring: state)
            #expect(try restored.state == scenario.bench.exchange.state, "step \(step)")
        }
    }

    /// Time alone changes nothing but the clock, and an order that rests costs no row when quotes change.
    @Test func savingCostsWhatHasChanged() throws {
        var bench = Bench()
        for _ in 1...200 {
            _ = bench.place(.order(bench.orderID(), "BUY", "LMT", limit: 100))
        }
        _ = bench.wait(milliseconds: 5000)
        #expect(try bench.exchange.takeChanges().state.orders.count == 200)
        _ = bench.wait(milliseconds: 5000)
        let idle = try bench.exchange.takeChanges()
        #expect(idle.isEmpty && idle.state.orders.isEmpty)
        #expect(idle.state.progress.time == bench.exchange.now.nanoseconds)
        _ = bench.cancel(7)
        let cancel = try bench.exchange.takeChanges()
        #expect(cancel.state.orders.map(\.orderId) == [7] && cancel.state.events.map(\.kind) == ["cancel"])
        _ = bench.wait(milliseconds: 5000)
        let end = try bench.exchange.takeChanges()
        #expect(end.state.orders.map(\.status) == ["Cancelled"] && end.endedEvents.count == 1)
        #expect(try bench.exchange.takeChanges().isEmpty)
    }

    @Test func stateOfAnotherSeedOrAccountIsRefused() throws {
        let state = try Bench(seed: 7).exchange.state
        var configuration = SimConfiguration()
        #expect(throws: StateError(.otherSeed, "it was made with seed 7, not 1")) {
            try SimExchange(configuration: configuration, restoring: state)
        }
        (configuration.seed, configuration.account) = (7, "DU1")
        let account = state.progress.account
        #expect(throws: StateError(.otherAccount, "it is the state of account \(account), not DU1")) {
            try SimExchange(configuration: configuration, restoring: state)
        }
    }

    @Test func brokenRowsAreErrors() throws {
        var bench = Bench()
        _ = bench.place(.order(1, "BUY", "LMT", limit: 100))
        let state = try bench.exchange.state
        let breaks: [(StateError.Code, (inout ExchangeState) -> Void)] = [
            (.malformed, { $0.orders[0].request = "zz" }), (.malformed, { $0.orders[0].request.removeLast() }),
            (.malformed, { $0.orders[0].status = "Lost" }), (.malformed, { $0.orders[0].total = "many" }),
            (.malformed, { $0.orders[0].number = 1 }), (.malformed, { $0.orders[0].parent = 5 }),
            (.malformed, { $0.events[0].orders = [3] }), (.malformed, { $0.events[0].kind = "wonder" }),
            (
                .unknownContract,
                { state in
                    let position = SimulatedPosition(.jiangsuExpressway)
                    state.positions = [PositionRecord(position, dayProfit: nil)]
                    state.positions[0].conId = 1
                }
            ),
        ]
        for (code, damage) in breaks {
            var damaged = state
            damage(&damaged)
            let error = #expect(throws: StateError.self) {
                try SimExchange(configuration: SimConfiguration(), restoring: damaged)
            }
            #expect(error?.code == code)
        }
    }

    /// Everything a board shows but the clients.
    private static func content(_ exchange: SimExchange) -> [AnyHashable] {
        let snapshot = exchange.snapshot
        return [
            snapshot.account, snapshot.time, snapshot.orders, snapshot.executions, snapshot.positions, snapshot.cash,
            snapshot.netLiquidation,
        ]
    }
}
