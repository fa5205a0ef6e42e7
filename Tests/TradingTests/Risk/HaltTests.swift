import RandomTesting
import TWSWire
import Testing

@testable import Trading

/// The kill switch as a value.
@Suite("The kill switch")
struct HaltTests {
    private static let reducing = Halt.Latch(level: .reducing, reason: "news", by: "ann", at: "2026-01-05 15:00:00 UTC")
    private static let halted = Halt.Latch(level: .halted, reason: "wrong spread", by: "bob")

    @Test("it only tightens by itself, and the first reason of a level stays")
    func tightens() {
        var halt = Halt()
        #expect(halt.level == .active)
        halt.tighten(Self.reducing)
        #expect(halt.latch == Self.reducing)
        halt.close(because: "an overfill")
        #expect(halt.latch == Halt.Latch(level: .halted, reason: "an overfill", by: "ibscript"))
        halt.tighten(Self.halted)
        halt.tighten(Self.reducing)
        #expect(halt.latch?.by == "ibscript")
    }

    @Test("a person may loosen it")
    func loosens() {
        var halt = Halt()
        halt.set(Self.halted)
        halt.set(Self.reducing)
        #expect(halt.level == .reducing)
        halt.set(nil)
        #expect(halt.level == .active)
        #expect(halt.denial == nil)
    }

    @Test("a denial says how far, since when, by whom, why, and what opens it")
    func denial() throws {
        var halt = Halt()
        halt.set(Halt.Latch(level: .halted, reason: "wrong spread", by: "bob", at: "2026-01-05 15:00:00 UTC"))
        let text = try #require(halt.denial).description
        for part in ["HALTED", "since 2026-01-05 15:00:00 UTC", "by bob", "wrong spread", "ibscript resume"] {
            #expect(text.contains(part), "\(text)")
        }
    }

    @Test("levels have words, from the widest to the narrowest")
    func words() {
        #expect(Halt.Level.allCases.map(\.word) == ["ACTIVE", "REDUCING", "HALTED"])
        #expect(Halt.Level.allCases.sorted() == Halt.Level.allCases)
        for level in Halt.Level.allCases { #expect(Halt.Level(word: level.word) == level) }
        #expect(Halt.Level(word: "halted") == nil)
    }

    /// Whatever subset of working orders fills, and however much of each: a position that was reduced by accepted orders
    /// alone never grows and never turns round.
    @Test("orders that are let in while reducing cannot enlarge a position, whichever of them fill")
    func reducingHolds() {
        var random = SplitMix(seed: 11)
        for _ in 0..<2_000 {
            let position = Int.random(in: -6...6, using: &random)
            var exposure = Exposure(position: ExactDecimal(position))
            var accepted: [Int] = []
            for _ in 0..<5 {
                let quantity = Int.random(in: 1...4, using: &random)
                let isBuy = Bool.random(using: &random)
                var wider = exposure
                wider.add(isBuy ? .buy : .sell, ExactDecimal(quantity))
                guard wider.isReduced(by: isBuy ? .buy : .sell) else { continue }
                exposure = wider
                accepted.append(isBuy ? quantity : -quantity)
            }
            for subset in 0..<(1 << accepted.count) {
                let end = accepted.indices.reduce(position) { subset & (1 << $1) == 0 ? $0 : $0 + accepted[$1] }
                #expect(abs(end) <= abs(position) && end * position >= 0, "\(position) with \(accepted)")
            }
            // What could be let in is let in: the whole position may be closed by one order.
            if position != 0, accepted.isEmpty {
                var whole = exposure
                whole.add(position > 0 ? .sell : .buy, ExactDecimal(abs(position)))
                #expect(whole.isReduced(by: position > 0 ? .sell : .buy))
            }
        }
    }
}
