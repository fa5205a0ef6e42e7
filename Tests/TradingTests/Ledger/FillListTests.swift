import RandomTesting
import TWSWire
import Testing

@testable import Trading

@Suite("Executions of an order")
struct FillListTests {
    typealias Fixture = LedgerFixture

    private func fill(_ number: Int) -> Fill {
        var execution = Execution()
        execution.execId = "f.\(number).01.01"
        return Fill(execution: execution, contract: Shared(Contract()))
    }

    @Test("a list holds what an array would, and so does every copy of it, whatever changes later")
    func copies() {
        var random = SplitMix(seed: 7)
        var (list, array) = (FillList(), [Fill]())
        var copies: [(list: FillList, execIds: [String])] = []
        for number in 0..<2_000 {
            if array.isEmpty || number % 3 != 0 {
                list.append(fill(number))
                array.append(fill(number))
            } else {
                let place = Int.random(in: array.indices, using: &random)
                list[place] = fill(number)
                array[place] = fill(number)
            }
            guard number % 50 == 0 else { continue }
            copies.append((list, array.map(\.execution.execId)))
            #expect(list.indices == array.indices)
            #expect(list.last?.root == array.last?.root)
        }
        for copy in copies { #expect(copy.list.map(\.execution.execId) == copy.execIds) }
        #expect(FillList(array).map(\.execution.execId) == list.map(\.execution.execId))
    }

    /// With the executions in an array, the copies would take 80 GB.
    @Test("a copy of the entry can be kept for each of 20,000 executions")
    func kept() {
        var ledger = Fixture.ledger(quantity: 1_000_000)
        var entries: [LedgerEntry] = []
        for number in 1...20_000 {
            _ = ledger.receive(Fixture.execution("f.\(number).01.01", 1, at: 1))
            if let entry = ledger[7] { entries.append(entry) }
        }
        #expect(entries.map(\.fills.count) == Array(1...20_000))
        #expect(entries.allSatisfy { $0.fills.last?.execution.execId == "f.\($0.fills.count).01.01" })
    }
}
