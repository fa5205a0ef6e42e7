import TWSWire
import Testing

@testable import Trading

@Suite("What the gate's desk has learned")
struct KnowledgeTests {
    @Test("the latest 10,000 symbols are kept, and none that is longer than a symbol can be")
    func symbols() {
        var knowledge = RiskGate.Knowledge()
        for number in 1...10_001 { knowledge.learn("S\(number)", of: number) }
        knowledge.learn("zero", of: 0)
        knowledge.learn(String(repeating: "x", count: 101), of: 20_000)
        #expect(knowledge.symbol(of: 1) == nil)
        #expect(knowledge.symbol(of: 2) == "S2")
        #expect(knowledge.symbol(of: 10_001) == "S10001")
        #expect(knowledge.symbol(of: 0) == nil)
        #expect(knowledge.symbol(of: 20_000) == nil)
        knowledge.learn("other", of: 2)
        #expect(knowledge.symbol(of: 2) == "other")
    }

    @Test("an order in a contract that was prepared asks for nothing")
    func prepared() {
        var bench = GateBench()
        let asked = bench.submit(.prepare([GateBench.contract(1), GateBench.contract(2)]))
        guard case .requested(nil) = asked.verdict else {
            Issue.record("\(asked.verdict)")
            return
        }
        for contract in [1, 2] {
            let order = GateBench.order(.buy, 1, limit: 100, GateBench.contract(contract))
            let (verdict, actions) = bench.desk.submit(.place([order]), of: bench.script, at: bench.now)
            guard case .placed = verdict else {
                Issue.record("\(verdict)")
                return
            }
            #expect(actions.compactMap(\.message).count == 1)
        }
        let (other, _) = bench.desk.submit(
            .place([GateBench.order(.buy, 1, GateBench.contract(4))]),
            of: bench.script,
            at: bench.now
        )
        guard case .needs(.details) = other else {
            Issue.record("\(other)")
            return
        }
    }
}
