import RandomTesting
import TWSWire

@testable import Trading

/// A random flow of orders through the test's own model of TWS, and the steps in which a ledger hears of it.
///
/// Statuses come in their order; executions and commissions come early, late, twice or, a commission, never.
struct OrderFlow {
    enum Step {
        case place(FlowOrder)
        case modify(FlowOrder)
        case message(ServerMessage, execution: String?)
    }

    private(set) var orders: [FlowOrder] = []
    private var random: SplitMix
    private var clock = 0
    private var plan: [(time: Int, step: Step)] = []
    private var executionNumber = 0

    init(seed: UInt64) {
        random = SplitMix(seed: seed)
        for _ in 0..<random.number(1...5) { place() }
        for _ in 0..<random.number(5...25) { advance() }
        for place in orders.indices where orders[place].phase != .working && random.happens(40) {
            correct(place, sizes: true)
        }
    }

    /// The steps in the order in which they happen, and everything that was executed once more at the end.
    var steps: [Step] {
        let sorted = plan.enumerated().sorted { ($0.element.time, $0.offset) < ($1.element.time, $1.offset) }
        let steps = sorted.map(\.element.step)
        let replays = steps.filter { if case .message(_, .some) = $0 { true } else { false } }
        return steps + replays
    }

    /// Notes when an execution came first.
    mutating func arrived(_ root: String, at time: Int) {
        for order in orders.indices {
            for place in orders[order].executions.indices where orders[order].executions[place].root == root {
                orders[order].executions[place].arrival = min(orders[order].executions[place].arrival, time)
            }
        }
    }

    // MARK: What happens

    private mutating func place() {
        tick()
        let kind = FlowOrder.Kind.allCases[random.number(0...2)]
        let tenths = kind == .combination ? 10 * random.number(1...5) : random.number(1...500)
        let order = FlowOrder(
            id: 7 + orders.count,
            owner: random.number(0...1),
            kind: kind,
            isBuy: random.happens(50),
            symbol: random.number(0...2),
            tenths: tenths,
            since: clock
        )
        orders.append(order)
        add(.place(order), at: clock)
        if random.happens(90) { report(orders.count - 1) }
    }

    private mutating func advance() {
        tick()
        let working = orders.indices.filter { orders[$0].phase == .working }
        guard let place = working.randomElement(using: &random) else { return }
        switch random.number(0...9) {
        case 0: modify(place)
        case 1: end(place, as: .cancelled)
        case 2: correct(place, sizes: false)
        case 3: report(place)
        default: fill(place)
        }
    }

    private mutating func modify(_ place: Int) {
        guard orders[place].kind == .stock else { return }
        orders[place].tenths = orders[place].filled + random.number(1...300)
        orders[place].since = clock
        add(.modify(orders[place]), at: clock)
        tick()
        report(place, openOrder: 100)
    }

    private mutating func fill(_ place: Int) {
        let order = orders[place]
        let step = order.kind == .combination ? 10 : 1
        let most = (order.tenths - order.filled) / step
        let tenths = step * (random.happens(30) ? most : random.number(1...most))
        executionNumber += 1
        let stem = "0000e0d5.\(1000 + executionNumber)"
        let cents = random.number(100...20_000)
        var parts = [
            FlowExecution(
                root: "\(stem).01",
                isLeg: false,
                instrument: order.symbol,
                isBuy: order.isBuy,
                tenths: tenths,
                cents: cents
            )
        ]
        if order.kind == .combination {
            for leg in 1...2 {
                let isBuy = (leg == 1) == order.isBuy
                let price = random.number(100...2_000)
                parts.append(
                    FlowExecution(
                        root: "\(stem).0\(leg + 1).01",
                        isLeg: true,
                        instrument: 10 + leg,
                        isBuy: isBuy,
                        tenths: tenths * leg,
                        cents: price
                    )
                )
            }
            parts.shuffle(using: &random)
        }
        for part in parts {
            orders[place].executions.append(part)
            tell(place, orders[place].executions.count - 1)
        }
        if orders[place].filled == order.tenths {
            end(place, as: .filled)
        } else if random.happens(80) {
            report(place)
        }
    }

    private mutating func end(_ place: Int, as phase: FlowOrder.Phase) {
        orders[place].phase = phase
        orders[place].hidesEnd = phase == .filled && orders[place].kind == .stock && random.happens(20)
        if !orders[place].hidesEnd { report(place) }
    }

    /// The exchange corrects an execution: its price, of an ended order its size too.
    private mutating func correct(_ place: Int, sizes: Bool) {
        let order = orders[place]
        let choices = order.executions.indices.filter { order.kind != .combination || order.executions[$0].isLeg }
        guard !order.hidesEnd, let index = choices.randomElement(using: &random) else { return }
        tick()
        orders[place].executions[index].version += 1
        orders[place].executions[index].cents = random.number(100...20_000)
        if sizes, order.kind == .stock {
            orders[place].executions[index].tenths = random.number(1...order.executions[index].tenths)
        }
        tell(place, index)
    }

    // MARK: What TWS says

    private mutating func tick() { clock += 10 }

    private mutating func add(_ step: Step, at time: Int) { plan.append((time, step)) }

    /// Some time near now, but not before the order was sent.
    private mutating func near(_ order: FlowOrder) -> Int { max(order.since + 1, clock + random.number(-40...60)) }

    /// openOrder, which may be missing, and orderStatus, up to three times.
    private mutating func report(_ place: Int, openOrder chance: Int = 70) {
        let order = orders[place]
        let word =
            switch order.phase {
            case .working: OrderStatus.submitted
            case .filled: OrderStatus.filled
            case .cancelled: OrderStatus.cancelled
            }
        for _ in 0..<random.number(1...3) {
            var open = ServerMessage.OpenOrder()
            (open.orderId, open.order.permId, open.orderState.status) = (order.id, 900 + order.id, word)
            open.order.totalQuantity = ExactDecimal(tenths: order.tenths)
            if random.happens(chance) { add(.message(.openOrder(open), execution: nil), at: clock) }
            var status = ServerMessage.OrderStatus()
            (status.orderId, status.permId, status.status) = (order.id, 900 + order.id, word)
            status.filled = ExactDecimal(tenths: order.filled)
            status.remaining = ExactDecimal(tenths: order.tenths - order.filled)
            add(.message(.orderStatus(status), execution: nil), at: clock)
        }
    }

    /// An execution's latest version, once or twice, and its commission, if there is one.
    private mutating func tell(_ place: Int, _ index: Int) {
        let order = orders[place]
        let part = order.executions[index]
        var details = ServerMessage.ExecDetails()
        details.contract = FlowContracts.traded(part, by: order)
        details.execution.orderId = order.id
        details.execution.permId = 900 + order.id
        details.execution.execId = part.execId
        details.execution.side = part.isBuy ? .bought : .sold
        details.execution.shares = ExactDecimal(tenths: part.tenths)
        details.execution.price = Double(part.cents) / 100
        for _ in 0..<random.number(1...2) {
            add(.message(.execDetails(details), execution: part.root), at: near(order))
        }
        guard part.isLeg || order.kind != .combination else { return }
        var report = ServerMessage.CommissionAndFeesReport()
        (report.execId, report.currency) = (part.execId, "USD")
        if random.happens(20) {
            report.commissionAndFees = random.happens(50) ? -1 : .greatestFiniteMagnitude
            add(.message(.commissionAndFeesReport(report), execution: part.root), at: near(order))
        }
        guard random.happens(85) else { return }
        let commission = random.number(1...500)
        orders[place].executions[index].commission = commission
        report.commissionAndFees = Double(commission) / 100
        add(.message(.commissionAndFeesReport(report), execution: part.root), at: near(order))
    }
}

/// The contracts of the flow.
enum FlowContracts {
    static func ordered(_ order: FlowOrder) -> Contract {
        guard order.kind == .combination else {
            return LedgerFixture.stock("S\(order.symbol)", conId: 100 + order.symbol)
        }
        var contract = LedgerFixture.stock("S0")
        contract.secType = .combination
        for leg in 1...2 {
            var comboLeg = ComboLeg()
            (comboLeg.conId, comboLeg.ratio, comboLeg.action) = (200 + leg, leg, leg == 1 ? .buy : .sell)
            contract.comboLegs.append(comboLeg)
        }
        return contract
    }

    static func traded(_ part: FlowExecution, by order: FlowOrder) -> Contract {
        guard part.isLeg else { return ordered(order) }
        var contract = LedgerFixture.stock("S0", conId: 190 + part.instrument)
        contract.secType = .option
        contract.multiplier = "100"
        return contract
    }
}
