import CSQLite
import Foundation
import Store
import TWSWire
import Testing
import Trading

@Suite("A journal's file")
struct JournalFileTests {
    private let bench: JournalBench
    private var path: String { bench.path }

    init() throws { bench = try JournalBench() }

    /// One record of every kind.
    private static let records: [JournalRecord] = {
        let denial = Denial(code: .halted, message: "a \"quoted\"\nline", limit: "1", remedy: "ä")
        var error = ServerMessage.Error()
        (error.reqId, error.errorCode, error.errorString) = (7, 201, "Order rejected - reason:\u{1F600} \"x\" \\")
        let order = JournalBench.order("ibs.r.0badcafe.1.", limit: 0.1 + 0.2)
        let contract = JournalBench.contract()
        let reference = order.orderRef
        func record(_ event: JournalRecord.Event) -> JournalRecord { JournalBench.record(event) }
        func of7(_ event: JournalRecord.Event) -> JournalRecord { JournalBench.record(event, 7, reference) }
        var outside = record(.haltChanged(state: "halted", reason: "enough", by: "ibscript halt"))
        (outside.run, outside.clientId, outside.script, outside.scriptName, outside.line) = ("", nil, nil, "", nil)
        return [
            record(.runStarted(JournalRun(mode: "paper", account: "DU1", instance: "sim 1", program: "0.1.0"))),
            record(.runStarted(JournalRun(mode: "paper", account: "DU1", program: "0.1.0"))),
            record(.scriptStarted(name: "alpha", file: "/tmp/ä.lua", sha256: "00ff")),
            record(.connected(accounts: ["DU1", "DU2"])), record(.connected(accounts: [])),
            of7(.intent(orderId: 7, contract: contract, order: order)),
            of7(.modification(orderId: 7, contract: contract, order: order)),
            of7(.sent(orderId: 7)), of7(.cancel(orderId: 7)),
            of7(.message(JournalBench.status(7, .submitted))), of7(.message(.error(error))),
            of7(.notSent(orderId: 7, reason: "a")), of7(.notModified(orderId: 7, reason: "b")),
            of7(.notCancelled(orderId: 7, reason: "c")), record(.denial(denial)),
            of7(.alarm("overfilled", orderId: 7)), record(.alarm("odd", orderId: nil)),
            of7(.adopted(orderId: 7, reference: reference)), outside,
            record(.gap(from: JournalBench.now, to: RunInstant(nanoseconds: .max))),
            record(.disconnected(reason: "gone")), record(.scriptEnded(name: "alpha", exitCode: 1)),
            record(.runEnded(exitCode: 130)),
        ]
    }()

    @Test("Every kind of record comes back as it was, with both clocks")
    func roundTrip() throws {
        let file = try JournalFile(path: path)
        try file.commit(Self.records, at: JournalBench.stamp(5))
        try file.close()
        let entries = try JournalFile(reading: path).entries()
        for (entry, record) in zip(entries, Self.records) {
            var entry = entry
            // An alarm or release names its order in its event, an entry as its subject.
            if record.subjects.isEmpty { entry.record.subjects = [] }
            #expect(entry.record == record)
        }
        #expect(entries.map(\.seq) == (1...Int64(Self.records.count)).map(\.self))
        #expect(entries.allSatisfy { $0.monotonic == 5 && $0.wall == JournalBench.stamp(5).wall })
    }

    @Test("A message that concerns several orders is found with each of them, and told once")
    func severalOrders() throws {
        let file = try JournalFile(path: path)
        var record = JournalBench.record(.message(.openOrderEnd(.init())))
        record.subjects = [.init(orderId: 1, reference: "ibs.r.0badcafe.1."), .init(orderId: 2, reference: "b")]
        try file.commit([JournalBench.intent(1, "ibs.r.0badcafe.1."), JournalBench.intent(2, "b"), record], at: .now)
        for order in try file.orders() {
            let entries = try file.entries(JournalQuery(intent: order.intent))
            #expect(entries.count == 2)
            #expect(entries.last?.record.event == record.event)
        }
    }

    @Test("Nothing in it can be changed, replaced or removed")
    func appendOnly() throws {
        let file = try JournalFile(path: path)
        try file.commit([JournalBench.record(.sent(orderId: 1))], at: JournalBench.stamp())
        #expect(try file.entries().count == 1)
        for statement in [
            "UPDATE events SET kind = 'x'", "DELETE FROM events", "INSERT OR REPLACE INTO events SELECT * FROM events",
            "UPDATE OR IGNORE events SET seq = 2",
        ] {
            #expect(JournalBench.sql(statement, on: path) == "the journal is append-only")
        }
        #expect(try file.entries().count == 1)
    }

    @Test("It is its owner's file alone, and what was asked of SQLite is in force")
    func settings() throws {
        let file = try JournalFile(path: path)
        try file.commit([JournalBench.record(.sent(orderId: 1))], at: JournalBench.stamp())
        for name in [path, path + "-wal", path + "-ahead", path + "-ahead2"] {
            let attributes = try FileManager.default.attributesOfItem(atPath: name)
            #expect(attributes[.posixPermissions] as? Int == 0o600)
        }
        // The log is not moved into the file by itself, however long it becomes.
        for number in 0..<1_500 {
            try file.commit([JournalBench.record(.disconnected(reason: "\(number)"))], at: JournalBench.stamp())
            _ = try file.latest()
        }
        let log = try FileManager.default.attributesOfItem(atPath: path + "-wal")[.size] as? Int ?? 0
        #expect(log > 1_001 * 4_096)
        try file.close()
        #expect(!FileManager.default.fileExists(atPath: path + "-wal"))
    }

    @Test("A file system that has no write-ahead log is refused: a file of another mode cannot be turned")
    func refusedMode() throws {
        let file = try JournalFile(path: path)
        try file.close()
        // Somebody reads in the old mode: the mode cannot change while they do.
        #expect(JournalBench.sql("PRAGMA journal_mode = DELETE", on: path) == nil)
        let other = try Holder(path, "BEGIN; SELECT count(*) FROM events")
        let error = #expect(throws: StoreError.self) { try JournalFile(path: path) }
        #expect(error?.code == .inUse)
        withExtendedLifetime(other) {}
    }

    @Test("A file of something else is left as it is")
    func foreign() throws {
        try Data("hello".utf8).write(to: URL(fileURLWithPath: path))
        #expect(throws: StoreError.self) { try JournalFile(path: path) }
        #expect(try String(contentsOfFile: path, encoding: .utf8) == "hello")
        let state = bench.folder.appendingPathComponent("state.db").path
        try SimulatorFile(path: state).close()
        let before = try Data(contentsOf: URL(fileURLWithPath: state))
        let error = #expect(throws: StoreError.self) { try JournalFile(path: state) }
        #expect(error?.code == .foreign && error?.message == "\(state) is not a journal")
        #expect(try Data(contentsOf: URL(fileURLWithPath: state)) == before)
        #expect(throws: StoreError.self) { try JournalFile(reading: bench.folder.appendingPathComponent("no.db").path) }
    }

    @Test("Migrations have names; a file of a later version can be read and not written")
    func versions() throws {
        var file = try JournalFile(path: path)
        try file.commit([JournalBench.intent(1, "ibs.r.0badcafe.1.")], at: JournalBench.stamp())
        try file.close()
        let names = "INSERT INTO migrations SELECT 9, 'x' WHERE (SELECT name FROM migrations) = 'events-and-orders'"
        #expect(JournalBench.sql(names + "; PRAGMA user_version = 9", on: path) == nil)
        let unknown =
            "INSERT INTO events SELECT NULL, 1, 1, 1, '', NULL, NULL, '', NULL, 'new-kind', '', NULL, '{}' FROM migrations"
        #expect(JournalBench.sql(unknown + " WHERE version = 9", on: path) == nil)
        file = try JournalFile(path: path)
        #expect(file.isReadOnly)
        #expect(try file.entries().count == 1)
        let error = #expect(throws: StoreError.self) {
            try file.commit([JournalBench.record(.sent(orderId: 1))], at: JournalBench.stamp())
        }
        #expect(error?.code == .tooNew)
        try file.close()
    }

    @Test("While another process holds the database nothing is lost, and nothing more is taken once that was noticed")
    func locked() throws {
        let file = try JournalFile(path: path)
        var other: Holder? = try Holder(path, "BEGIN IMMEDIATE")
        let (first, second) = (JournalBench.record(.sent(orderId: 1)), JournalBench.record(.sent(orderId: 2)))
        try file.commit([first], at: JournalBench.stamp())
        #expect(#expect(throws: StoreError.self) { try file.entries() }?.code == .inUse)
        let error = #expect(throws: StoreError.self) { try file.commit([second], at: JournalBench.stamp()) }
        #expect(error?.code == .inUse)
        withExtendedLifetime(other) {}
        other = nil
        try file.commit([second], at: JournalBench.stamp())
        #expect(try file.entries().map(\.record) == [first, second])
    }
}

extension JournalStamp {
    static var now: JournalStamp { JournalBench.stamp() }
}
