import NIOEmbedded
import RuntimeTesting
import ScriptHeader
import TWSSession
import TWSWire
import Trading

@testable import ScriptHost
@testable import ScriptRuntime
@testable import SimExchange

/// A run of one script in Lua on the embedded exchange, with disasters, in virtual time.
struct ChaosRun {
    let status: Int32?
    let output: RecordingOutput
    /// Quantity by contract id, without what is closed: by the ledger.
    private(set) var positions: [Int: ExactDecimal] = [:]
    /// The same by the exchange.
    private(set) var truth: [Int: ExactDecimal] = [:]
    /// Orders at the exchange, by order id, with their numbers of placements.
    private(set) var exchangeOrders: [Int] = []
    /// Orders of the ledger.
    let orders: [LedgerEntry]
    /// How often the run has connected.
    let connections: Int
    /// What the exchange holds at the end.
    let snapshot: ExchangeSnapshot
    /// What was told to the journal.
    let records: [JournalRecord]

    /// Runs to the end, by bytes; the same again for the same arguments.
    init(
        _ source: String,
        _ chaos: [ChaosPlan],
        seed: UInt64 = 1,
        files: any FileAccess = NoFiles(),
        writing journal: (any RunJournal)? = nil
    ) throws {
        let loop = EmbeddedEventLoop()
        var configuration = SimConfiguration()
        configuration.seed = seed
        let embedded = EmbeddedExchange(
            ChaosExchange(SimExchange(configuration: configuration), plans: chaos),
            speed: .maximum,
            ClientSession.Configuration(),
            on: loop
        )
        let output = RecordingOutput(RunTrace())
        var supervision = ConnectionSupervisor.Configuration(endpoints: [Endpoint(host: "memory", port: 1)])
        supervision.reconnects = true
        let coordinator = RunCoordinator(
            RunCoordinator.Configuration(mode: .simulator, clientId: 1, supervision: supervision),
            links: embedded,
            clock: embedded.clock,
            output: output,
            journal: journal
        )
        coordinator.random = SeededGenerator(seed: seed).derived("run")
        var records: [JournalRecord] = []
        coordinator.whenJournaled = { records.append($0) }
        let header = try ScriptHeader.parse(source: source, file: "chaos.lua").resolve(inputs: [:])
        let gate = RiskGate(permissions: header.permissions, headerReplacesDefaults: true, defaults: .open)
        try coordinator.add(ScriptSeat(name: "chaos", gate: gate, run: "0badcafe", onStop: .leave)) { desk in
            try ScriptSession(
                source: source,
                file: "chaos.lua",
                configuration: ScriptConfiguration(
                    mode: .simulator,
                    header: header,
                    run: "0badcafe",
                    zones: ZoneDatabase.source(nil)
                ),
                access: desk,
                files: files,
                elapsed: { 0 }
            )
        }
        var status: Int32?
        coordinator.whenEnded = { ended in
            status = ended
            embedded.stop()
        }
        coordinator.take(.begin)
        loop.run()
        (self.status, self.output, connections) = (status, output, coordinator.connectionNumber)
        orders = coordinator.desk.ledger.all
        for position in coordinator.desk.ledger.positions.all(of: nil) where position.quantity != .zero {
            positions[position.contract.conId] = position.quantity
        }
        (snapshot, self.records) = (embedded.snapshot, records)
        for position in snapshot.positions { truth[position.contract.conId] = position.position }
    }

    /// What the script printed.
    var prints: [String] { output.shown("print") }
}
