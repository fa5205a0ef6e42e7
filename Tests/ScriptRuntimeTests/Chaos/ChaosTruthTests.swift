import Foundation
import Store
import Testing
import Trading

@testable import ScriptRuntime
@testable import SimExchange

/// A script trades through every disaster alone and in pairs, by bytes in virtual time: what the run and its journal hold in the
/// end is what the exchange holds.
@Suite("Trading through disasters")
struct ChaosTruthTests {
    /// With IBSCRIPT_SOAK=1 in the environment there are 500; IBSCRIPT_CHAOS_CASE=N runs one alone.
    private static let cases = ChaosCase.all(Soak.count(500, else: 50))

    private func play(_ chaos: ChaosCase) throws -> (run: ChaosRun, verdict: ChaosVerdict) {
        let folder = FileManager.default.temporaryDirectory.appendingPathComponent("ibscript-\(UUID())")
        defer { try? FileManager.default.removeItem(at: folder) }
        let books = BookFolder(name: "chaos", path: folder.path)
        try books.make()
        let file = FileJournal(.run(books), for: ["chaos"])
        let run = try ChaosRun(chaos.script, chaos.plans, seed: chaos.seed, writing: file)
        return (run, try ChaosVerdict(run, JournalFile(reading: books.journal)))
    }

    @Test("no order twice, no fill lost or doubled, and the journal is the exchange's record", arguments: cases)
    func truth(_ chaos: ChaosCase) throws {
        let verdict = try play(chaos).verdict
        #expect(verdict.faults == [], "\(chaos)")
        // Orders that are sent into the void block their contract, and two live ones halt entries: there may be few.
        #expect(verdict.orders > 0 && verdict.executions > 0, "\(chaos)")
        if !chaos.plans.contains(.doubleLiveOnModify) { #expect(verdict.doubled == [], "\(chaos)") }
        Soak.note("\(chaos): \(verdict.orders) orders, \(verdict.executions) executions")
    }

    @Test("the same case is the same run", arguments: [4, 5, 33])
    func repeats(_ number: Int) throws {
        let chaos = ChaosCase.all(50).first { $0.number == number }
        guard let chaos else { return }
        let (first, second) = (try play(chaos).run, try play(chaos).run)
        #expect(first.records == second.records && first.snapshot == second.snapshot, "\(chaos)")
    }
}
