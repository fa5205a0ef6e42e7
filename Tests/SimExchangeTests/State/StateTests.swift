import TWSWire
import Testing

@testable import SimExchange

/// An exchange that goes on from its state is the same exchange.
@Suite struct StateTests {
    /// Open markets, and a market that opens a little later; one account, and three.
    static let scenarios: [(UInt64, SimConfiguration.Sessions, Int)] = [
        (1, .open, 1), (2, .open, 1), (3, .real, 1), (4, .open, 3),
    ]

    @Test(arguments: scenarios)
    func restoredHoldsTheSame(seed: UInt64, sessions: SimConfiguration.Sessions, accounts: Int) throws {
        var scenario = Scenario(seed: seed, sessions, accounts: accounts)
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
        #expect(
            snapshot.orders.contains { $0.isHeld } && snapshot.orders.contains { $0.contract.secType == .combination }
        )
    }

    /// From the same moment on, the restored exchange says the same as the one that was never interrupted, message by
    /// message, though orders, cancels, fills and new terms were on their way.
    @Test(arguments: scenarios)
    func restoredGoesOnTheSame(seed: UInt64, sessions: SimConfiguration.Sessions, accounts: Int) throws {
        var scenario = Scenario(seed: seed, sessions, accounts: accounts)
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
    func changesAddUpToTheState(seed: UInt64, sessions: SimConfiguration.Sessions, accounts: Int) throws {
        var scenario = Scenario(seed: seed, sessions, accounts: accounts)
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
            _ = bench.place(.order(bench.orderID(), .buy, .limit, limit: 100))
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
        #expect(end.state.orders.map(\.progress.status) == [.cancelled] && end.endedEvents.count == 1)
        #expect(try bench.exchange.takeChanges().isEmpty)
    }

    @Test func stateOfAnotherSeedOrOtherAccountsIsRefused() throws {
        let state = try Bench(seed: 7).exchange.state
        var configuration = SimConfiguration()
        #expect(throws: StateError(.otherSeed, "it was made with seed 7, not 1")) {
            try SimExchange(configuration: configuration, restoring: state)
        }
        (configuration.seed, configuration.accounts) = (7, [.init(code: "DU1")])
        let account = state.accounts[0].code
        #expect(throws: StateError(.otherAccounts, "it is the state of account \(account), not DU1")) {
            try SimExchange(configuration: configuration, restoring: state)
        }
    }

    /// The accounts of the state are there though the configuration names none; others may come behind them, and have
    /// the cash that the configuration says, while those of the state keep theirs.
    @Test func accountsAreThoseOfTheStateAndNewOnes() throws {
        var bench = Bench { $0.accounts = [.init(code: "DU1", startingCash: 5000), .init(code: "DU2")] }
        _ = bench.place(.order(1) { ($0.account, $0.totalQuantity) = ("DU1", 10) }) + bench.wait(milliseconds: 2000)
        let state = try bench.exchange.state
        let same = try SimExchange(configuration: SimConfiguration(), restoring: state)
        #expect(same.accountCodes == ["DU1", "DU2"] && same.snapshot.accounts == bench.exchange.snapshot.accounts)
        var configuration = SimConfiguration()
        configuration.accounts = ["DU1", "DU2", "DU3"].map { .init(code: $0, startingCash: 70_000) }
        let more = try SimExchange(configuration: configuration, restoring: state)
        #expect(more.accountCodes == ["DU1", "DU2", "DU3"])
        #expect(Array(more.snapshot.accounts.prefix(2)) == bench.exchange.snapshot.accounts)
        #expect(more.snapshot.accounts[2].netLiquidation == 70_000 && more.snapshot.accounts[2].positions.isEmpty)
        let others: [[String]] = [["DU1"], ["DU2", "DU1"], ["DU1", "DU3"], ["DU3", "DU1", "DU2"]]
        for codes in others {
            configuration.accounts = codes.map { .init(code: $0) }
            let text = "it is the state of accounts DU1, DU2, not \(codes.joined(separator: ", "))"
            #expect(throws: StateError(.otherAccounts, text)) {
                try SimExchange(configuration: configuration, restoring: state)
            }
        }
    }

    /// New terms that were on their way when there was one account may name none: the order stays in its own.
    @Test func newTermsWithoutAccountKeepTheOrders() throws {
        var bench = Bench()
        var order = ClientMessage.PlaceOrder.order(1, .buy, .limit, limit: 100)
        _ = bench.place(order) + bench.wait(milliseconds: 1000)
        order.order.lmtPrice = 101
        _ = bench.place(order)
        var state = try bench.exchange.state
        #expect(state.events.map(\.kind) == ["modification"])
        state.events[0].request = try MessageText.write(OrderKey(clientID: 7, orderID: 0), Contract(), order.order)
        bench.exchange = try SimExchange(configuration: SimConfiguration(), restoring: state)
        _ = bench.wait(milliseconds: 1000)
        let changed = try #require(bench.exchange.snapshot.orders.first)
        #expect(changed.limitPrice == 101 && changed.account == state.accounts[0].code)
    }

    @Test func brokenRowsAreErrors() throws {
        var bench = Bench()
        _ = bench.place(.order(1, .buy, .limit, limit: 100))
        let state = try bench.exchange.state
        let breaks: [(StateError.Code, (inout ExchangeState) -> Void)] = [
            (.malformed, { $0.orders[0].request = "zz" }), (.malformed, { $0.orders[0].request.removeLast() }),
            (.malformed, { $0.accounts = [] }), (.malformed, { $0.accounts[0].terms.code = "DU3" }),
            (.malformed, { $0.accounts[0].number = 1 }), (.malformed, { $0.accounts += $0.accounts }),
            (.malformed, { $0.orders[0].number = 1 }), (.malformed, { $0.orders[0].progress.parent = 5 }),
            (.malformed, { $0.events[0].orders = [3] }), (.malformed, { $0.events[0].kind = "wonder" }),
            (
                .unknownContract,
                { state in
                    let position = SimulatedPosition(.jiangsuExpressway)
                    state.positions = [PositionRecord(position, account: state.accounts[0].code, dayProfit: nil)]
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
            snapshot.accounts, snapshot.time, snapshot.orders, snapshot.executions,
        ]
    }
}
