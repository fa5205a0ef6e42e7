import RandomTesting
import TWSWire
import Testing

@testable import Trading

@Suite("The desk: random runs")
struct RandomDeskTests {
    @Test("Whatever comes in whatever order, nothing leaves that must not: 200 runs of 2,000 steps", arguments: 0..<20)
    func runs(block: Int) {
        var counts: [String: Int] = [:]
        for seed in block * 10..<block * 10 + 10 {
            var run = RandomDeskRun(seed: UInt64(seed))
            run.go(steps: 2_000)
            counts.merge(run.rules.counts) { $0 + $1 }
        }
        for what in ["placed", "modified", "cancelled", "requested", "denied", "impossible", "what-ifs"] {
            #expect(counts[what, default: 0] > 100, "\(what)")
        }
    }
}

/// A desk of three scripts to which anything happens.
private struct RandomDeskRun {
    private(set) var rules: DeskRules
    private var random: SplitMix
    private var fixture: DeskFixture
    /// Orders that were placed, and messages that a link may still fail to send.
    private var orderIds: [Int] = []
    private var sent: [ClientMessage] = []
    private var executions = 0
    /// A run in ten has an alarm in its middle.
    private let alarms: Bool

    private static let requests = ClientMessage.payloads.map { message(of: $0) }

    private static func message(of type: any ClientMessagePayload.Type) -> ClientMessage { type.init().clientMessage }

    init(seed: UInt64) {
        random = SplitMix(seed: seed)
        rules = DeskRules(seed: seed)
        var permissions = TradePermissions()
        permissions.orderFields = ["hidden"]
        fixture = DeskFixture(scripts: 3, permissions: permissions, keepsJournal: true, isConnected: false)
        alarms = seed % 10 == 9
        connect()
    }

    mutating func go(steps: Int) {
        for step in 0..<steps {
            switch random.number(0...99) {
            case 0..<45: submit()
            case 45..<90: receive()
            case 90..<93: fail()
            case 93..<96: disconnect()
            default: connect()
            }
            if step == steps * 3 / 4 { retire(0) }
            if alarms, step == steps / 2 { overfill() }
        }
    }

    // MARK: Intents

    private mutating func submit() {
        let script = random.number(0...2)
        let (verdict, actions) = fixture.desk.submit(
            intent(),
            of: fixture.scripts[script],
            line: 1,
            at: DeskFixture.now
        )
        if case .placed(let entries) = verdict { orderIds += entries.map(\.value.orderId) }
        rules.check(verdict, actions, of: script, in: fixture.desk)
        sent += actions.compactMap(\.message)
    }

    private mutating func intent() -> Intent {
        switch random.number(0...9) {
        case 0...2: .place([order()])
        case 3: .place((0..<random.number(0...3)).map { _ in order() })
        case 4, 5: modification()
        case 6: .cancel(orderId: anyOrder())
        case 7: random.happens(20) ? .cancelAll : .whatIf(order())
        default: .request(Self.requests.randomElement(using: &random) ?? .reqCurrentTime(.init()), number())
        }
    }

    private mutating func order() -> Intent.NewOrder {
        var new = DeskFixture.order { $0.order.totalQuantity = ExactDecimal(random.number(1...200)) }
        guard random.happens(10) else { return new }
        switch random.number(0...4) {
        case 0: new.order.totalQuantity = -1
        case 1: new.order.account = "U1"
        case 2: new.order.transmit = false
        case 3: new.named = [random.number(-1...150)]
        default: new.order.hidden = true
        }
        return new
    }

    private mutating func modification() -> Intent {
        let orderId = anyOrder()
        var order = fixture.desk.ledger[orderId]?.order ?? Order()
        order.totalQuantity = ExactDecimal(random.number(1...200))
        if random.happens(10) { order.parentId = 7 }
        return .modify(orderId: orderId, order, named: [])
    }

    private mutating func number() -> RequestNumber { random.happens(50) ? .allocated : .own(random.number(-1...20)) }

    /// Mostly one of the latest orders, which may still work.
    private mutating func anyOrder() -> Int {
        guard !random.happens(5), let id = orderIds.suffix(10).randomElement(using: &random) else {
            return random.number(0...3_000)
        }
        return id
    }

    // MARK: Messages

    private mutating func receive() {
        let message = message()
        guard !message.isMarketData else { return _ = fixture.desk.route(tick: message, at: DeskFixture.now) }
        rules.check(fixture.desk.receive(message, at: DeskFixture.now).actions)
    }

    private mutating func message() -> ServerMessage {
        let orderId = anyOrder()
        switch random.number(0...9) {
        case 0...2:
            let statuses: [OrderStatus] = [.preSubmitted, .submitted, .pendingCancel, .cancelled, .inactive]
            return DeskFixture.status(statuses.randomElement(using: &random) ?? .submitted, orderId)
        case 3, 4: return DeskFixture.openOrder(orderId, whatIf: random.happens(10), client: random.number(4...5))
        case 5: return fill(orderId)
        case 6:
            return LedgerFixture.error([200, 201, 399, 161, 2104].randomElement(using: &random) ?? 200, id: orderId)
        case 7: return .openOrderEnd(.init())
        case 8: return DeskFixture.price(2_000_000_000 + random.number(0...50), 4, 200)
        default:
            var message = ServerMessage.NextValidId()
            message.orderId = random.number(0...50)
            return .nextValidId(message)
        }
    }

    /// A small fill of an order that works, so that nothing is alarmed.
    private mutating func fill(_ orderId: Int) -> ServerMessage {
        guard let entry = fixture.desk.ledger[orderId], entry.outcome == nil, entry.remaining > 5 else {
            return .currentTime(.init())
        }
        executions += 1
        return DeskFixture.execution(orderId, "\(executions).1", 1)
    }

    private mutating func overfill() {
        guard let orderId = orderIds.last(where: { fixture.desk.ledger[$0]?.outcome == nil }) else { return }
        rules.check(fixture.desk.receive(DeskFixture.execution(orderId, "x.1", 1_000_000), at: DeskFixture.now).actions)
    }

    // MARK: The connection

    private mutating func connect() {
        rules.connected(true)
        let working = fixture.desk.ledger.working.suffix(20).filter { _ in random.happens(95) }
        fixture.connect(
            nextValidId: random.number(0...50),
            openOrders: working.map { DeskFixture.openOrder($0.orderId) }
        )
        // A person frees what TWS does not list: else nothing enters any more.
        for entry in fixture.desk.ledger.working where entry.isUnknown {
            rules.check(fixture.desk.release(entry.reference, at: DeskFixture.now))
        }
    }

    private mutating func disconnect() {
        let unsent = sent.suffix(random.number(0...3)).compactMap { message in
            if case .placeOrder(let place) = message { place.orderId } else { nil }
        }
        rules.connected(false)
        rules.check(fixture.desk.disconnected(reason: "gone", unsent: unsent, at: DeskFixture.now))
    }

    private mutating func fail() {
        guard let message = sent.last else { return }
        rules.check(fixture.desk.notSent(message, because: "no", at: DeskFixture.now))
    }

    private mutating func retire(_ script: Int) {
        let retirement = fixture.desk.retire(fixture.scripts[script], at: DeskFixture.now)
        rules.check(retirement.actions)
        rules.retire(script)
    }
}
