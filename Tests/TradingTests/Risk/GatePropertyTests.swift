import RandomTesting
import TWSWire
import Testing

@testable import Trading

/// Random orders, changes, fills and pauses against random limits: the gate decides as the model does, and the desk's
/// exposure is what the model's fills come to.
@Suite("The gate and an independent model")
struct GatePropertyTests {
    @Test("agree on every decision, in 200 runs of 150 steps", arguments: 0..<20)
    func runs(block: Int) {
        var seen: [String: Int] = [:]
        for seed in block * 10..<block * 10 + 10 {
            var run = GateRun(seed: UInt64(seed))
            run.go(steps: 150)
            seen.merge(run.seen) { $0 + $1 }
        }
        #expect(seen["left", default: 0] > 50)
        #expect(seen.keys.count > 8, "\(seen)")
    }
}

private struct GateRun {
    private var random: SplitMix
    private var bench: GateBench
    private var model: GateModel
    private let seed: UInt64
    private(set) var seen: [String: Int] = [:]

    init(seed: UInt64) {
        self.seed = seed
        var random = SplitMix(seed: seed &* 7919 &+ 3)
        let limits = Self.limits(&random)
        self.random = random
        bench = GateBench(defaults: limits)
        model = GateModel(limits: limits)
        for conId in 1...3 { setPrice(conId, conId == 3 ? 5 : 100) }
    }

    private static func limits(_ random: inout SplitMix) -> RiskLimits {
        func pick<Value>(_ values: Value...) -> Value { values[random.number(0...values.count - 1)] }
        var limits = RiskLimits.paper
        limits.securityTypes.append(.option)
        limits.maxOrderQuantity = pick(50, 400, 10_000)
        limits.maxOrderNotional = pick(4_000, 30_000, .infinity)
        limits.maxNotional = pick(60_000, 400_000, .infinity)
        limits.maxGrossPerDay = pick(150_000, 1_000_000, .infinity)
        limits.maxPosition = pick(12_000, 60_000, .infinity)
        limits.maxOpenOrders = pick(4, 12, .max)
        limits.maxOpenOrdersPerSide = pick(2, 6, .max)
        limits.rates = RiskLimits.Rates(
            perSecond: pick(0.5, 5, .infinity),
            burst: pick(3, 20),
            perMinute: pick(10, 40, .max),
            perDay: pick(30, 90, .max)
        )
        limits.maxRepeats = pick(6, 30, .max)
        limits.repeatPause = pick(0, 2, 10)
        limits.maxRefusalsPerMinute = pick(8, 50, .max)
        limits.short = pick(true, false)
        limits.collar = RiskLimits.Collar(limit: pick(0, 0.05, 0.2), stop: 0, spread: 0)
        limits.reference.age = 1e9
        return limits
    }

    mutating func go(steps: Int) {
        for _ in 0..<steps {
            switch random.number(0...19) {
            case 0..<10: place()
            case 10..<13: modify()
            case 13..<15: fill()
            case 15: cancel()
            case 16: setPrice(random.number(1...2), Double(random.number(90...110)))
            case 17: if random.number(0...3) == 0 { open() }
            default: bench.now = bench.now.adding([0.1, 1, 3, 20, 70][random.number(0...4)])
            }
            checkExposure()
        }
    }

    private var now: Double { bench.now.seconds }

    private mutating func setPrice(_ conId: Int, _ price: Double) {
        bench.price(conId, price)
        model.prices[conId] = price
    }

    /// A person opens trading again.
    private mutating func open() {
        _ = bench.desk.setHalt(nil, by: "ann", at: bench.now)
        model.isHalted = false
    }

    // MARK: Orders

    private mutating func item() -> GateModel.Item {
        let conId = random.number(1...3)
        let market = model.prices[conId] ?? 100
        var limit: Double?
        if random.number(0...3) > 0 { limit = market + Double(random.number(-30...30)) * (conId == 3 ? 0.1 : 1) }
        if let price = limit { limit = (price * 100).rounded() / 100 }
        return GateModel.Item(
            id: bench.desk.orderIds.next,
            conId: conId,
            buys: random.number(0...1) == 0,
            quantity: Double([1, 2, 10, 45, 120, 450][random.number(0...5)]),
            limit: limit
        )
    }

    private mutating func place() {
        let new = item()
        let order = GateBench.order(
            new.buys ? .buy : .sell,
            ExactDecimal(Int(new.quantity)),
            limit: new.limit,
            GateBench.contract(new.conId, byId: random.number(0...1) == 0)
        )
        judge(new, instead: nil, bench.submit(.place([order])))
    }

    private mutating func modify() {
        guard let old = working() else { return }
        var new = old
        if random.number(0...1) == 0 { new.quantity = old.filled + Double(random.number(1...200)) }
        if old.limit != nil { new.limit = (model.prices[old.conId] ?? 100) + Double(random.number(-5...5)) * 0.5 }
        guard var order = bench.desk.ledger[old.id]?.order else { return }
        (order.totalQuantity, order.lmtPrice) = (ExactDecimal(Int(new.quantity)), new.limit)
        judge(new, instead: old, bench.submit(.modify(orderId: old.id, order, named: [])))
        bench.acknowledge(old.id)
        confirm(old.id)
    }

    /// TWS confirms the latest terms, so that a smaller quantity holds.
    private mutating func confirm(_ id: Int) {
        guard let entry = bench.desk.ledger[id] else { return }
        var open = ServerMessage.OpenOrder()
        (open.orderId, open.contract, open.order) = (id, entry.contract, entry.order)
        open.order.clientId = 4
        open.orderState.status = .submitted
        _ = bench.desk.receive(.openOrder(open), at: bench.now)
    }

    private mutating func judge(
        _ new: GateModel.Item,
        instead old: GateModel.Item?,
        _ answer: (verdict: Verdict, sent: [ClientMessage])
    ) {
        let broken = model.broken(new, instead: old, at: now)
        let code = bench.code(answer.verdict)
        let left = answer.sent.contains { if case .placeOrder = $0 { true } else { false } }
        #expect((code == nil) == broken.isEmpty, "seed \(seed): \(new) \(code ?? "left") \(broken)")
        #expect(left == (code == nil), "seed \(seed): what is denied sends nothing")
        seen[code ?? "left", default: 0] += 1
        if let code {
            #expect(broken.contains(code), "seed \(seed): \(new) \(code) \(broken)")
            model.refuse(code, at: now)
        } else {
            model.leave(new, instead: old, at: now)
            if old == nil { bench.acknowledge(new.id) }
        }
    }

    // MARK: What becomes of orders

    private mutating func working() -> GateModel.Item? {
        let working = model.items.filter(\.isOpen)
        return working.isEmpty ? nil : working[random.number(0...working.count - 1)]
    }

    private mutating func fill() {
        guard let item = working(), let place = model.items.firstIndex(where: { $0.id == item.id }) else { return }
        let quantity = Double(random.number(1...Int(item.left)))
        bench.fill(item.id, ExactDecimal(Int(quantity)), at: model.price(item))
        model.items[place].filled += quantity
        if model.items[place].left == 0 { model.items[place].isOpen = false }
    }

    private mutating func cancel() {
        guard let item = working(), let place = model.items.firstIndex(where: { $0.id == item.id }) else { return }
        let (verdict, sent) = bench.submit(.cancel(orderId: item.id))
        #expect(bench.code(verdict) == nil && !sent.isEmpty, "seed \(seed): a cancel is never denied")
        bench.end(item.id)
        model.items[place].isOpen = false
    }

    private func checkExposure() {
        for conId in 1...3 {
            let exposure = bench.desk.exposure(in: GateBench.contract(conId, byId: true))
            #expect(exposure.position.double == model.position(conId), "seed \(seed): conId \(conId)")
        }
    }
}
