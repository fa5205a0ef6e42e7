import Foundation
import GRDB
import Store
import Testing

/// The file of a simulator's state: what is written is there again, and what is no such file is left alone.
@Suite struct SimulatorFileTests {
    private let folder = FileManager.default.temporaryDirectory.appendingPathComponent("ibscript-\(UUID())")
    private var path: String { folder.appendingPathComponent("state.db").path }

    /// Stands for a row of the simulator.
    private struct Cash: Codable, Hashable {
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
        let queue = try DatabaseQueue(path: path)
        try queue.write { try $0.execute(sql: "INSERT INTO grdb_migrations (identifier) VALUES ('2')") }
        try queue.close()
        let error = #expect(throws: StoreError.self) { try SimulatorFile(path: path) }
        #expect(error?.code == .tooNew)
        #expect(error?.message == "\(path) was written by a later version of ibscript")
    }

    /// Other people's files keep every byte.
    @Test(arguments: [true, false])
    func foreignFileIsLeftAlone(isDatabase: Bool) throws {
        if isDatabase {
            let queue = try DatabaseQueue(path: path)
            try queue.write { try $0.execute(sql: "CREATE TABLE diary (text TEXT)") }
            try queue.close()
        } else {
            try Data(repeating: 0x41, count: 5000).write(to: URL(fileURLWithPath: path))
        }
        let before = try Data(contentsOf: URL(fileURLWithPath: path))
        let error = #expect(throws: StoreError.self) { try SimulatorFile(path: path) }
        #expect(error?.code == .foreign)
        #expect(try Data(contentsOf: URL(fileURLWithPath: path)) == before)
        #expect(try FileManager.default.contentsOfDirectory(atPath: folder.path) == ["state.db"])
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
}
