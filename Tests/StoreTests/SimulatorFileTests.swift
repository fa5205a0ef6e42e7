import CSQLite
import Foundation
import Store
import Testing

/// The file of a simulator's state: what is written is there again, and what is no such file is left alone.
@Suite struct SimulatorFileTests {
    private let folder = FileManager.default.temporaryDirectory.appendingPathComponent("ibscript-\(UUID())")
    private var path: String { folder.appendingPathComponent("state.db").path }

    /// Stands for a row of the simulator.
    private struct Cash: Codable, Hashable {
        var account = "DU1"
        var currency: String
        var amount: Double
    }

    private struct Event: Codable, Hashable {
        var number: Int
        var time = Int64.min
        var kind = "fill"
        var orders = [1, 2]
        var request: String?
        var price: Double? = 0.1 + 0.2
        var legPrices = [1.1, -2.25]
    }

    init() throws {
        try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
    }

    @Test func itsNameIsMadeOnceAndIsItsOwn() throws {
        let file = try SimulatorFile(path: path)
        let name = try file.instance()
        #expect(name.wholeMatch(of: /[0-9a-f]{16}/) != nil)
        try file.close()
        #expect(try SimulatorFile(path: path).instance() == name)
        #expect(try SimulatorFile(path: path + "2").instance() != name)
    }

    @Test func rowsAreThereAgain() throws {
        let events = [Event(number: 3), Event(number: 1, request: "00", price: nil), Event(number: 2)]
        let file = try SimulatorFile(path: path)
        try file.write { transaction in
            try transaction.put(events, in: .events)
            try transaction.put([Cash(currency: "USD", amount: 1)], in: .cash)
            try transaction.put([Cash(currency: "USD", amount: 0.1)], in: .cash)
        }
        try file.write { try $0.remove([2, 7], from: .events) }
        try file.close()
        let again = try SimulatorFile(path: path)
        #expect(try again.read(Event.self, from: .events) == [events[1], events[0]])
        #expect(try again.read(Cash.self, from: .cash) == [Cash(currency: "USD", amount: 0.1)])
        try again.write { try $0.removeAll() }
        #expect(try again.read(Cash.self, from: .cash).isEmpty)
    }

    /// A write is in the file as a whole or not at all.
    @Test func failedWriteLeavesNothing() throws {
        struct Refused: Error {}
        let file = try SimulatorFile(path: path)
        let error = #expect(throws: StoreError.self) {
            try file.write { transaction in
                try transaction.put([Cash(currency: "USD", amount: 1)], in: .cash)
                throw Refused()
            }
        }
        #expect(error?.code == .cannotWrite)
        #expect(try file.read(Cash.self, from: .cash).isEmpty)
    }

    /// The second of two rows is refused by the file itself: it lacks its key.
    @Test func rowWithoutKeyLeavesNothing() throws {
        struct Keyless: Codable { var amount = 1.0 }
        let file = try SimulatorFile(path: path)
        for table in [SimulatorTable.events, .exchange] {
            let error = #expect(throws: StoreError.self) {
                try file.write { transaction in
                    try transaction.put([Cash(currency: "USD", amount: 1)], in: .cash)
                    try transaction.put([Keyless()], in: table)
                }
            }
            #expect(error?.code == .cannotWrite)
            #expect(try file.read(Cash.self, from: .cash).isEmpty)
            #expect(try file.read(Keyless.self, from: table).isEmpty)
        }
        try file.write { try $0.put([Cash(currency: "EUR", amount: 2)], in: .cash) }
        #expect(try file.read(Cash.self, from: .cash) == [Cash(currency: "EUR", amount: 2)])
    }

    /// A copy of the file and its log, taken while the file is open, is what a killed process leaves behind; cut short at
    /// any place, the log still gives the first so many writes.
    @Test func anyPrefixOfTheLogIsThatOfTheWrites() throws {
        let file = try SimulatorFile(path: path)
        for number in 0..<20 {
            try file.write { transaction in
                try transaction.put([Event(number: number)], in: .events)
                try transaction.put([Cash(currency: "USD", amount: Double(number))], in: .cash)
            }
        }
        let log = try Data(contentsOf: URL(fileURLWithPath: path + "-wal"))
        let copy = folder.appendingPathComponent("copy.db").path
        var counts: Set<Int> = []
        for length in stride(from: log.count, through: 0, by: -2060) {
            for suffix in ["", "-wal"] { try? FileManager.default.removeItem(atPath: copy + suffix) }
            try FileManager.default.copyItem(atPath: path, toPath: copy)
            try log.prefix(length).write(to: URL(fileURLWithPath: copy + "-wal"))
            let rest = try SimulatorFile(path: copy)
            let events = try rest.read(Event.self, from: .events)
            #expect(events == (0..<events.count).map { Event(number: $0) })
            let cash = try rest.read(Cash.self, from: .cash).first?.amount
            #expect(cash == (events.isEmpty ? nil : Double(events.count - 1)))
            counts.insert(events.count)
            try rest.close()
        }
        #expect(counts == Set(0...20))
    }

    @Test func secondUserIsRefused() throws {
        let file = try SimulatorFile(path: path)
        let error = #expect(throws: StoreError.self) { try SimulatorFile(path: path) }
        #expect(error?.code == .inUse)
        #expect(error?.description == "\(path) is in use by another process; stop that one first, or name another file")
        try file.close()
        try SimulatorFile(path: path).close()
    }

    @Test func laterVersionIsRefused() throws {
        try SimulatorFile(path: path).close()
        try Self.execute("PRAGMA user_version = 99", at: path)
        let before = try Data(contentsOf: URL(fileURLWithPath: path))
        let error = #expect(throws: StoreError.self) { try SimulatorFile(path: path) }
        #expect(error?.code == .tooNew)
        #expect(error?.message == "\(path) was written by a later version of ibscript")
        #expect(try Data(contentsOf: URL(fileURLWithPath: path)) == before)
    }

    /// Someone else's file.
    enum ForeignFile: CaseIterable {
        case letters, oneLetter, database, databaseWithoutTables, databaseWithLog
    }

    /// Other people's files keep every byte.
    @Test(arguments: ForeignFile.allCases)
    func foreignFileIsLeftAlone(file: ForeignFile) throws {
        switch file {
        case .letters: try Data(repeating: 0x41, count: 5000).write(to: URL(fileURLWithPath: path))
        case .oneLetter: try Data([0x41]).write(to: URL(fileURLWithPath: path))
        case .database: try Self.execute("CREATE TABLE diary (text TEXT)", at: path)
        case .databaseWithoutTables: try Self.execute("PRAGMA user_version = 1", at: path)
        case .databaseWithLog:
            try Self.execute("PRAGMA journal_mode = WAL; CREATE TABLE diary (text TEXT)", at: path + "-open") {
                for suffix in ["", "-wal"] {
                    try FileManager.default.copyItem(atPath: path + "-open" + suffix, toPath: path + suffix)
                }
            }
            try FileManager.default.removeItem(atPath: path + "-open")
        }
        let before = try contents()
        #expect(before.count == (file == .databaseWithLog ? 2 : 1))
        let error = #expect(throws: StoreError.self) { try SimulatorFile(path: path) }
        #expect(error?.code == .foreign)
        #expect(try contents() == before)
    }

    /// A process that ends before the first page is written leaves an empty file.
    @Test func emptyFileIsTaken() throws {
        try Data().write(to: URL(fileURLWithPath: path))
        let file = try SimulatorFile(path: path)
        #expect(try file.read(Cash.self, from: .cash).isEmpty)
    }

    /// These would be an address or a database in memory if SQLite took them as they are.
    @Test(arguments: ["file:a.db?mode=memory", ":memory:", "50%41#?.db"])
    func anyNameIsThatOfAFile(name: String) throws {
        let path = folder.appendingPathComponent(name).path
        for _ in 0..<2 {
            let file = try SimulatorFile(path: path)
            try file.write { try $0.put([Cash(currency: "USD", amount: 1)], in: .cash) }
            try file.close()
        }
        #expect(Array(try contents().keys) == [name])
    }

    @Test func missingFolderIsNamed() throws {
        let error = #expect(throws: StoreError.self) { try SimulatorFile(path: "\(folder.path)/none/state.db") }
        #expect(error?.code == .cannotOpen)
        #expect(error?.message.contains("none/state.db cannot be opened") == true)
    }

    /// A row that the program cannot read is an error with the file's name, not a trap.
    @Test func unreadableRowIsAnError() throws {
        let file = try SimulatorFile(path: path)
        try file.write { try $0.put([Cash(currency: "USD", amount: 1)], in: .cash) }
        let error = #expect(throws: StoreError.self) { try file.read(Event.self, from: .cash) }
        #expect(error?.code == .damaged)
        #expect(error?.message.hasPrefix(path) == true)
    }

    @Test func closedFileIsAnError() throws {
        let file = try SimulatorFile(path: path)
        try file.close()
        let error = #expect(throws: StoreError.self) { try file.write { try $0.removeAll() } }
        #expect(error?.code == .cannotWrite)
        #expect(error?.message == "\(path): it was closed")
    }

    /// The files of the folder, by name.
    private func contents() throws -> [String: Data] {
        var contents: [String: Data] = [:]
        for name in try FileManager.default.contentsOfDirectory(atPath: folder.path) {
            contents[name] = try Data(contentsOf: folder.appendingPathComponent(name))
        }
        return contents
    }

    /// Does something to a database as any other program would.
    private static func execute(_ sql: String, at path: String, whileOpen body: () throws -> Void = {}) throws {
        var database: OpaquePointer?
        defer { sqlite3_close(database) }
        try #require(sqlite3_open(path, &database) == SQLITE_OK)
        try #require(sqlite3_exec(database, sql, nil, nil, nil) == SQLITE_OK)
        try body()
    }
}
