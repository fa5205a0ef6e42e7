import Testing
import Trading

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
}
