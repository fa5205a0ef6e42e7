import TWSWire
import Testing

@testable import SimExchange

/// What holds whatever chaos there is: runs repeat, time may be told in any steps, and money adds up.
@Suite struct ChaosMoneyTests {
    @Test(arguments: ChaosPlan.allCases)
    func moneyAddsUpAfterThePlan(plan: ChaosPlan) throws {
        var run = ChaosRun([plan], seed: 11, accounts: 2)
        run.trade(120)
        try Self.checkMoney(&run, "\(plan)")
    }

    /// Cash and positions of each account are its net liquidation: by the snapshot, and by books kept from what a client
    /// can ask for.
    static func checkMoney(_ run: inout ChaosRun, _ name: String) throws {
        let told = run.recovered()
        let (exchange, snapshot) = (run.bench.exchange.exchange, run.bench.exchange.snapshot)
        var booked = 0
        for account in snapshot.accounts {
            var ledger = IndependentLedger(account: account.code)
            ledger.take(told)
            let worth = ledger.worth(at: exchange.market.source, exchange.now)
            #expect(abs(account.netLiquidation - worth) <= 0.0100001, "\(name)")
            booked += ledger.fills
        }
        let fills = Set(snapshot.executions.filter { !$0.isCombination }.map { $0.execution.execId.dropLast(3) })
        #expect(booked == fills.count && booked > 8, "\(name)")
    }

    @Test(arguments: ChaosPlan.allCases)
    func sameSeedSameChaos(plan: ChaosPlan) {
        func log(_ seed: UInt64) -> [ChaosBench.Line] {
            var bench = ChaosBench([plan], seed: seed)
            for id in 1...40 {
                bench.send(ClientMessage.PlaceOrder.order(id, .buy, id % 3 == 0 ? .market : .limit, limit: 10))
                bench.wait(milliseconds: 700)
            }
            bench.wait(milliseconds: 10_000)
            return bench.log
        }
        let first = log(5)
        #expect(first == log(5))
        let unseeded: Set<ChaosPlan> = [
            .lostMidFill, .idRollback, .clientIDInUse, .commissionFirst, .doubleLiveOnModify, .presetNotice,
            .wedged, .splitFrames, .commissionPending,
        ]
        if !unseeded.contains(plan) { #expect(first != log(6)) }
    }

    /// From event to event, in steps of 13 ms, and in one step for each pause: the same outputs in the same order.
    @Test func stepsOfTimeDoNotMatter() {
        func outputs(step: Int64?) -> [ExchangeOutput] {
            let plans = ChaosPlan.allCases.filter { !Self.ending.contains($0) }
            var exchange = ChaosExchange(SimExchange(), plans: plans, seed: 9)
            let client = ConnectionID(1)
            var outputs = exchange.connect(clientId: 7, serverVersion: 200, as: client, at: exchange.now)
            for id in 1...60 {
                let order = ClientMessage.PlaceOrder.order(id, id % 2 == 0 ? .buy : .sell)
                outputs += exchange.receive(order.clientMessage, from: client, at: exchange.now)
                let end = exchange.now.adding(milliseconds: 650)
                while let step, exchange.now < end {
                    let next = exchange.nextEvent(after: exchange.now) ?? end
                    let later = step == 0 ? next : exchange.now.adding(milliseconds: step)
                    outputs += exchange.advance(to: min(end, later))
                }
                outputs += exchange.advance(to: end)
            }
            return outputs
        }
        let reference = outputs(step: nil)
        #expect(reference.count > 200)
        #expect(outputs(step: 0) == reference)
        #expect(outputs(step: 13) == reference)
    }

    /// The orders that one plan chooses are the same whatever other plans there are.
    @Test func plansDoNotShiftEachOther() {
        func refused(_ plans: [ChaosPlan]) -> [Int] {
            var bench = ChaosBench(plans, seed: 3)
            for id in 1...60 {
                bench.send(ClientMessage.PlaceOrder.order(id, .buy, .limit, limit: 10))
                bench.wait(milliseconds: 50)
            }
            bench.wait(milliseconds: 20_000)
            return bench.exchange.snapshot.orders.filter { $0.status == .inactive }.map(\.orderId)
        }
        let alone = refused([.rejection])
        #expect(alone.count > 5)
        let others: [ChaosPlan] = [.slow, .hold, .duplicateStatus, .executionCorrection, .restoredDataLost]
        #expect(refused([.rejection] + others) == alone)
    }

    /// The plans that end connections, or make them useless.
    static let ending: Set<ChaosPlan> = [.nightlyRestart, .clientIDInUse, .halfOpen, .garbage, .wedged]

    @Test func allPlansTogetherLetARandomRunTerminate() throws {
        var run = ChaosRun(ChaosPlan.allCases.filter { !Self.ending.contains($0) }, seed: 21)
        run.trade(200)
        try Self.checkMoney(&run, "all but those that end connections")
    }

    /// Combinations of any plans; with IBSCRIPT_SOAK=1 in the environment there are 500.
    @Test func randomCombinations() throws {
        let count = Soak.count(500, else: 50)
        var random = SeededGenerator(seed: 77)
        for number in 1...count {
            let share = random.nextInteger(in: 2...6)
            let plans = ChaosPlan.allCases.filter { _ in random.nextInteger(in: 1...share) == 1 }
            var run = ChaosRun(plans, seed: UInt64(number))
            run.trade(60)
            try Self.checkMoney(&run, "\(number): \(plans.map(\.rawValue).joined(separator: ","))")
        }
        Soak.note("\(count) combinations of chaos plans")
    }
}
