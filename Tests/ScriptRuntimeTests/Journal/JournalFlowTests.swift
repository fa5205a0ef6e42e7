import Foundation
import RuntimeTesting
import Store
import TWSWire
import Testing
import Trading

@testable import ScriptRuntime
@testable import SimExchange

@Suite("The journal of whole runs")
struct JournalFlowTests {
    private static let count = Soak.isOn ? 60 : 6
    private static let chaos: [ChaosPlan] = [
        .duplicateStatus, .commissionFirst, .executionCorrection, .rejection,
    ]

    /// What the run has told its journal is what the file gives back, whatever was traded and whichever way it came; and
    /// its lists are what the events come to.
    @Test("every record of a run of random orders comes back from the file, and the lists follow from them")
    func runs() throws {
        let folder = FileManager.default.temporaryDirectory.appendingPathComponent("ibscript-\(UUID())")
        defer { try? FileManager.default.removeItem(at: folder) }
        for number in 1...Self.count {
            for (name, path) in [("direct", ExchangePath.direct), ("wire", .wire(maximumServerVersion: 200))] {
                let books = BookFolder(name: name, path: folder.appendingPathComponent("\(number)-\(name)").path)
                try books.make()
                let file = FileJournal(.run(books), for: ["flow"])
                let plan = FlowRun.Plan(seed: UInt64(number), chaos: number.isMultiple(of: 2) ? Self.chaos : [])
                let run = try FlowRun(plan, over: path, writing: file)
                let journal = try JournalFile(reading: books.journal)
                #expect(try journal.verify() == [], "seed \(number), \(name)")
                try compare(journal, run)
            }
        }
    }

    private func compare(_ journal: JournalFile, _ run: FlowRun) throws {
        // A record of several orders is an entry for each of them.
        let written = run.journal.flatMap { record in
            guard record.subjects.count > 1 else { return [record] }
            return record.subjects.map { subject in
                var single = record
                single.subjects = [subject]
                return single
            }
        }
        let found = try journal.entries().map(\.record).filter { $0.event != .runEnded(exitCode: 0) }
        let told = written.filter { if case .runEnded = $0.event { false } else { true } }
        // That an order has left is no action of the desk's, so only the file has it.
        let answered = found.filter { if case .sent = $0.event { false } else { true } }
        #expect(answered.count == told.count)
        guard let place = zip(answered, told).enumerated().first(where: { $0.element.0 != $0.element.1 })?.offset else {
            return
        }
        Issue.record("record \(place): written \(told[place])\nfound \(answered[place])")
    }
}
