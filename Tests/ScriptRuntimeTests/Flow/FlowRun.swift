import NIOEmbedded
import Synchronization
import TWSSession
import TWSWire
import Testing
import Trading

@testable import ScriptHost
@testable import ScriptRuntime
@testable import SimExchange

/// A whole run of a ``FlowScript`` on one of the paths to the exchange, and what it came to.
struct FlowRun {
    /// Where the script of a run is.
    enum ScriptPlace {
        /// In the run.
        case here
        /// At the other end of a pair, and at once back.
        case relayed
        /// The same, and away for some turns of the loop each time.
        case away
    }

    /// How a run is made.
    struct Plan {
        var seed: UInt64
        var chaos: [ChaosPlan] = []
        var steps = 40
        /// Whether it begins so late in the day that the closing auction comes while it trades.
        var isAtTheClose = false
    }

    private(set) var status: Int32?
    private(set) var journal: [JournalRecord] = []
    private(set) var heard: [String] = []
    private(set) var lines: [ConsoleLine] = []
    private(set) var orders: [FlowOrder] = []
    /// Quantity by contract id, without what is closed: by the ledger.
    private(set) var positions: [Int: ExactDecimal] = [:]
    /// The same by the exchange.
    private(set) var truth: [Int: ExactDecimal] = [:]
    /// What is wrong with an order, going by the exchange, one text each.
    private(set) var faults: [String] = []

    /// Runs to the end.
    init(
        _ plan: Plan,
        over path: ExchangePath,
        in place: ScriptPlace = .here,
        writing file: (any RunJournal)? = nil
    ) throws {
        let loop = EmbeddedEventLoop()
        var configuration = SimConfiguration()
        configuration.seed = plan.seed
        // The exchange's day begins at 10:00; the auction is at 16:00.
        if plan.isAtTheClose { configuration.start = .virtualStart.adding(seconds: 6 * 3600 - 20) }
        let exchange = SimExchange(configuration: configuration)
        let embedded = EmbeddedExchange(
            ChaosExchange(exchange, plans: plan.chaos),
            speed: .maximum,
            path: path,
            Self.session,
            on: loop
        )
        let shown = Shown()
        let coordinator = RunCoordinator(
            Self.configuration,
            links: embedded,
            clock: embedded.clock,
            output: shown,
            journal: file
        )
        var script: FlowScript?
        let orders = try FlowOrders(exchange, seed: plan.seed)
        let relayed = RelayedOrders()
        coordinator.add(Self.seat) { desk in
            let made = FlowScript(place == .here ? desk : RelayedDesk(desk, relayed), orders, steps: plan.steps)
            script = made
            return place == .here ? made : RelayedScript(made, relayed, awayOn: place == .away ? loop : nil)
        }
        var (journal, status) = ([JournalRecord](), Int32?.none)
        coordinator.whenJournaled = { journal.append($0) }
        embedded.isComputing = { [unowned coordinator] in coordinator.isComputing }
        coordinator.whenEnded = { ended in
            status = ended
            embedded.isComputing = { false }
            embedded.stop()
        }
        coordinator.take(.begin)
        loop.run()
        (self.journal, self.status, lines, heard) = (journal, status, shown.lines, script?.heard ?? [])
        take(coordinator.desk.ledger, embedded.snapshot)
    }

    private mutating func take(_ ledger: OrderLedger, _ snapshot: ExchangeSnapshot) {
        orders = ledger.all.map(FlowOrder.init)
        for position in ledger.positions.all(of: nil) where position.quantity != .zero {
            positions[position.contract.conId] = position.quantity
        }
        for position in snapshot.positions { truth[position.contract.conId] = position.position }
        let known = FlowTruth.all(in: snapshot)
        faults = orders.compactMap { order in
            order.fault(by: known[order.orderId]).map { "order \(order.orderId) (\(order.order.orderType)): \($0)" }
        }
    }

    /// Pacing is the wire's own: without it all paths act at the same instants.
    private static var session: ClientSession.Configuration {
        var session = ClientSession.Configuration()
        (session.maximumRate, session.silence, session.peer) = (0, nil, "the simulator")
        return session
    }

    private static var configuration: RunCoordinator.Configuration {
        RunCoordinator.Configuration(
            mode: .simulator,
            account: nil,
            clientId: 1,
            supervision: ConnectionSupervisor.Configuration(endpoints: [Endpoint(host: "memory", port: 1)]),
            keepsJournal: true,
            startsFresh: true
        )
    }

    private static var seat: ScriptSeat {
        ScriptSeat(
            name: "flow",
            gate: RiskGate(permissions: FlowOrders.permissions, headerReplacesDefaults: true, defaults: .open),
            run: "0a1b2c3d",
            onStop: .leave
        )
    }
}

/// Keeps every line; never full.
private final class Shown: RunOutput {
    private let kept = Mutex<[ConsoleLine]>([])
    var lines: [ConsoleLine] { kept.withLock { $0 } }
    let hasRoom = true
    func show(_ lines: [RunLine]) { kept.withLock { $0 += lines.flatMap(\.lines) } }
    func whenRoom(_ action: @escaping @Sendable () -> Void) { action() }
}
