import CSQLite
import Foundation
import Store
import TWSWire
import Testing
import Trading

@Suite("A journal after a crash")
struct JournalCrashTests {
    private let bench: JournalBench
    private static let isSoak = ProcessInfo.processInfo.environment["IBSCRIPT_SOAK"] == "1"

    init() throws { bench = try JournalBench() }

    /// A log that ends anywhere, as after a loss of power, gives the first so many commits, each of them whole.
    @Test("a log that was cut anywhere holds a beginning of what was written")
    func tornTail() throws {
        let commits = Self.isSoak ? 60 : 8
        let file = try JournalFile(path: bench.path)
        for number in 1...commits {
            let reference = "ibs.r.0badcafe.\(number)."
            try file.commit(
                [
                    JournalBench.intent(number, reference),
                    JournalBench.record(.sent(orderId: number), number, reference),
                ],
                at: JournalBench.stamp(Int64(number))
            )
            // The database follows at once, so that each is a commit of its own.
            _ = try file.latest()
        }
        let whole = try file.entries()
        let base = try Data(contentsOf: URL(fileURLWithPath: bench.path))
        let log = try Data(contentsOf: URL(fileURLWithPath: bench.path + "-wal"))
        var lengths: Set<Int> = []
        for length in Array(stride(from: 0, to: log.count, by: 512)) + [log.count] {
            let folder = bench.folder.appendingPathComponent("\(length)")
            try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
            defer { try? FileManager.default.removeItem(at: folder) }
            let path = folder.appendingPathComponent("journal.db").path
            try base.write(to: URL(fileURLWithPath: path))
            try log.prefix(length).write(to: URL(fileURLWithPath: path + "-wal"))
            let torn = try JournalFile(path: path, .process)
            let entries = try torn.entries()
            #expect(entries == Array(whole.prefix(entries.count)))
            #expect(entries.count.isMultiple(of: 2), "a commit is there whole or not at all")
            #expect(try torn.orders().count == entries.count / 2)
            lengths.insert(entries.count)
            try torn.close()
        }
        #expect(lengths == Set((0...commits).map { 2 * $0 }))
    }

    /// The file of the first version, as its SQL: it is opened, brought up, and read.
    @Test("a journal of every version can be read", arguments: [1])
    func golden(_ version: Int) throws {
        let source = URL(fileURLWithPath: #filePath).deletingLastPathComponent()
            .appendingPathComponent("Golden/\(version).sql")
        try Data().write(to: URL(fileURLWithPath: bench.path))
        #expect(JournalBench.sql(try String(contentsOf: source, encoding: .utf8), on: bench.path) == nil)
        let file = try JournalFile(path: bench.path)
        #expect(!file.isReadOnly)
        #expect(try file.verify() == [])
        let events = try file.entries().map(\.record.event)
        guard events.count == 10, case .intent(let orderId, let contract, let order) = events[3],
            case .message(.execDetails(let details)) = events[6]
        else {
            Issue.record("\(events)")
            return
        }
        #expect(orderId == 1 && contract.symbol == "AAPL" && order.totalQuantity == 100)
        #expect(details.execution.price == 190.01 && details.execution.shares == 100)
        #expect(try file.orders().map(\.state) == ["Filled"])
        #expect(try file.history(scripts: []).fileOfName == ["buy-aapl": "/home/ann/buy_aapl.lua"])
    }
}
