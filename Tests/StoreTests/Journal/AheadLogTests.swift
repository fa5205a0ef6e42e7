import Foundation
import Store
import TWSWire
import Testing
import Trading

/// What was written ahead of its commit when a process ended: the files are copied while somebody else holds the database.
@Suite("What a journal has been told and its database does not have")
struct AheadLogTests {
    private let bench: JournalBench

    init() throws { bench = try JournalBench() }

    private func reference(_ number: Int) -> String { "ibs.r.0badcafe.\(number)." }

    private func turn(_ number: Int) -> [JournalRecord] {
        [
            JournalBench.record(.sent(orderId: number - 1), number - 1, reference(number - 1)),
            JournalBench.intent(number, reference(number)),
        ]
    }

    private var begin: [JournalRecord] {
        [
            JournalBench.record(.scriptStarted(name: "alpha", file: "/a/alpha.lua", sha256: "00")),
            JournalBench.intent(1, reference(1)),
        ]
    }

    /// Commits `first` as the database has it, then each of `turns` as it does not have it.
    ///
    /// - Returns: path of a copy as a kill would have left it.
    private func crash(_ turns: [[JournalRecord]], after first: [JournalRecord]? = nil) throws -> String {
        let file = try JournalFile(path: bench.path)
        if let first {
            try file.commit(first, at: JournalBench.stamp())
            _ = try file.orders()
        }
        let holder = try Holder(bench.path, "BEGIN IMMEDIATE")
        for (number, turn) in turns.enumerated() { try file.commit(turn, at: JournalBench.stamp(Int64(number) + 2)) }
        let path = try copy()
        withExtendedLifetime(holder) {}
        return path
    }

    private func copy() throws -> String {
        let folder = bench.folder.appendingPathComponent("\(UUID())")
        try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
        for name in ["journal.db", "journal.db-wal", "journal.db-ahead", "journal.db-ahead2"] {
            let source = bench.folder.appendingPathComponent(name)
            guard FileManager.default.fileExists(atPath: source.path) else { continue }
            try FileManager.default.copyItem(at: source, to: folder.appendingPathComponent(name))
        }
        return folder.appendingPathComponent("journal.db").path
    }

    @Test("is at most a few megabytes, however fast records come: whoever commits waits for the database then")
    func flood() throws {
        let file = try JournalFile(path: bench.path)
        let reason = String(repeating: "x", count: 100_000)
        for number in 1...1_000 {
            try file.commit([JournalBench.record(.disconnected(reason: reason))], at: JournalBench.stamp(Int64(number)))
        }
        for name in ["journal.db-ahead", "journal.db-ahead2"] {
            let facts = try FileManager.default.attributesOfItem(atPath: bench.folder.appendingPathComponent(name).path)
            #expect((facts[.size] as? Int ?? .max) < 9 << 20, "\(name)")
        }
        #expect(try file.entries().count == 1_000)
        try file.close()
    }

    @Test("the log that killed runs have left does not grow from run to run: the next one moves it into the file")
    func longLog() throws {
        /// Commits so many records of 100 kB each, one after the other.
        func fill(_ file: JournalFile, _ numbers: ClosedRange<Int64>) throws {
            let record = JournalBench.record(.disconnected(reason: String(repeating: "x", count: 100_000)))
            for number in numbers {
                try file.commit([record], at: JournalBench.stamp(number))
                _ = try file.latest()
            }
        }
        let file = try JournalFile(path: bench.path)
        try fill(file, 1...30)
        let path = try copy()
        #expect(try size(path) < 1 << 20 && size(path + "-wal") > 2 << 20)
        // With this one the log is longer than the 4 MB from which it is moved.
        let next = try JournalFile(path: path)
        try fill(next, 31...50)
        let deadline = ContinuousClock.now + .seconds(60)
        while try size(path) < 2 << 20, ContinuousClock.now < deadline {}
        #expect(try size(path) > 2 << 20)
        #expect(try next.entries().count == 50)
        try next.close()
        try file.close()
    }

    private func size(_ path: String) throws -> Int {
        try FileManager.default.attributesOfItem(atPath: path)[.size] as? Int ?? 0
    }

    @Test("is there when the journal is opened again, once, with the lists that follow")
    func recovered() throws {
        let path = try crash([turn(2), turn(3)], after: begin)
        for _ in 1...2 {
            let file = try JournalFile(path: path)
            #expect(try file.entries().map(\.record) == begin + turn(2) + turn(3))
            #expect(try file.orders().map(\.reference) == (1...3).map(reference))
            #expect(try file.orders().map(\.isSent) == [true, true, false])
            #expect(try file.history(scripts: []).fileOfName == ["alpha": "/a/alpha.lua"])
            #expect(try file.verify() == [])
            try file.close()
        }
    }

    @Test("is there for whoever only reads, and the file stays as it is")
    func read() throws {
        let path = try crash([turn(2)], after: begin)
        let before = try Data(contentsOf: URL(fileURLWithPath: path))
        for _ in 1...2 {
            let reader = try JournalFile(reading: path)
            let entries = try reader.entries()
            #expect(entries.map(\.record) == begin + turn(2))
            #expect(entries.map(\.seq) == [1, 2, 3, 4])
            #expect(entries[2].intent == 2)
            #expect(try reader.orders().map(\.intent) == [2, 4])
            #expect(try reader.entries(JournalQuery(intent: 4)).map(\.record) == [turn(2)[1]])
        }
        #expect(try Data(contentsOf: URL(fileURLWithPath: path)) == before)
    }

    /// Each of 40 moments is a kill: after any number of turns of which the database has any number.
    @Test("nothing is missing and nothing is there twice, wherever the database has come to")
    func anywhere() throws {
        var written = begin
        let file = try JournalFile(path: bench.path)
        try file.commit(begin, at: JournalBench.stamp())
        for number in 2...41 {
            try file.commit(turn(number), at: JournalBench.stamp(Int64(number)))
            written += turn(number)
            if number.isMultiple(of: 3) { _ = try file.orders() }
            let holder = try Holder(bench.path, "BEGIN IMMEDIATE")
            let copy = try JournalFile(path: try copy())
            #expect(try copy.entries().map(\.record) == written)
            #expect(try copy.entries().map(\.seq) == (1...Int64(written.count)).map(\.self))
            try copy.close()
            withExtendedLifetime(holder) {}
        }
    }

    @Test("whoever opens a journal before it is his leaves alone what a run that is alive has written ahead")
    func notHeld() throws {
        let file = try JournalFile(path: bench.path)
        try file.commit(begin, at: JournalBench.stamp())
        var holder: Holder? = try Holder(bench.path, "BEGIN IMMEDIATE")
        try file.commit(turn(2), at: JournalBench.stamp(2))
        withExtendedLifetime(holder) {}
        holder = nil
        let other = try JournalFile(path: bench.path, isHeld: false)
        _ = try other.history(scripts: [])
        try file.commit(turn(3), at: JournalBench.stamp(3))
        try file.close()
        #expect(try other.begin())
        #expect(try other.entries().map(\.record) == begin + turn(2) + turn(3))
        try other.commit(turn(4), at: JournalBench.stamp(4))
        #expect(try other.entries().map(\.record) == begin + turn(2) + turn(3) + turn(4))
    }

    @Test("whoever reads beside a run that writes sees each row once, in order, and never fewer than before")
    func beside() async throws {
        let file = try JournalFile(path: bench.path)
        let writing = Task.detached { [bench] in
            for number in 1...400 {
                try file.commit([JournalBench.intent(number, "ibs.r.0badcafe.\(number).")], at: JournalBench.stamp())
            }
            _ = bench
        }
        var seen = 0
        while seen < 400 {
            let reader = try JournalFile(reading: bench.path)
            let numbers = try reader.entries().map(\.seq)
            try #require(numbers == (0..<Int64(numbers.count)).map { $0 + 1 } && numbers.count >= seen)
            #expect(try reader.orders().count >= numbers.count)
            seen = numbers.count
        }
        try await writing.value
    }

    /// Every length that a write may have been cut to, and every byte of it that may be another.
    @Test("counts as nothing unless it is whole, and what came before it counts")
    func damaged() throws {
        let path = try crash([turn(2), turn(3)], after: begin)
        let url = URL(fileURLWithPath: path + "-ahead2")
        let whole = try Data(contentsOf: url)
        func entries(_ bytes: Data) throws -> Int {
            try bytes.write(to: url)
            return try JournalFile(reading: path).entries().count
        }
        #expect(try entries(whole) == 6)
        let counts = try (0..<whole.count).map { try entries(whole.prefix($0)) }
        #expect(Set(counts) == [2, 4] && counts == counts.sorted())
        let first = counts.count { $0 == 2 }
        for place in whole.indices {
            var bytes = whole
            bytes[place] ^= 0x20
            #expect(try entries(bytes) == (place < first ? 2 : 4), "byte \(place)")
        }
    }

    @Test("every record reads back equal from it")
    func roundTrip() throws {
        var both = JournalBench.record(.message(JournalBench.status(1, .submitted)), 1, reference(1))
        both.subjects.append(JournalRecord.Subject(orderId: 2, reference: reference(2)))
        var bare = JournalBench.record(.alarm("a\u{7}\"é", orderId: nil))
        (bare.clientId, bare.script, bare.line, bare.scriptName, bare.run) = (nil, nil, nil, "", "")
        let records = [JournalBench.intent(1, reference(1)), both, bare, JournalBench.record(.runEnded(exitCode: 3))]
        let recovered = try JournalFile(path: try crash([records])).entries()
        let other = try JournalFile(path: bench.folder.appendingPathComponent("other.db").path)
        try other.commit(records, at: JournalBench.stamp(2))
        #expect(recovered == (try other.entries()))
        #expect(recovered.count == 5)
    }

    @Test("stays bounded: the two files begin again when the database has followed")
    func bounded() throws {
        let file = try JournalFile(path: bench.path)
        for number in 1...200 {
            try file.commit(turn(number), at: JournalBench.stamp())
            _ = try file.orders()
        }
        for end in ["-ahead", "-ahead2"] {
            let size = try FileManager.default.attributesOfItem(atPath: bench.path + end)[.size] as? Int
            #expect(try #require(size) < 4_096)
        }
    }
}
