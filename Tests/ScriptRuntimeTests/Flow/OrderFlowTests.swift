import TWSWire
import Testing
import Trading

@testable import ScriptRuntime
@testable import SimExchange

/// Whatever way orders take to the exchange, and wherever their script is, the desk's journal and book must be the same, and right.
@Suite("Random order flow over every path")
struct OrderFlowTests {
    /// Flows of each kind; with IBSCRIPT_SOAK=1 in the environment all 1,000.
    private static let count = Soak.count(1000, else: 30)

    /// The plans that lose nothing for good and double nothing: a book must be right in spite of them.
    private static let mild: [ChaosPlan] = [
        .duplicateStatus, .lateExecution, .commissionFirst, .commissionPending, .executionCorrection, .rejection, .hold,
        .presetNotice, .slow, .restoredDataKept, .noAcknowledgement,
    ]

    /// The versions of the wire: protobuf, the last text, and an old one.
    private static let versions = [ServerVersion.ceiling, 200, 157]

    @Test("the same journal, book and lines, and the exchange's positions")
    func calm() throws {
        var found = Coverage()
        for seed in 1...UInt64(Self.count) {
            let plan = FlowRun.Plan(seed: seed, isAtTheClose: seed % 2 == 0)
            found.add(try Self.compare(plan))
        }
        #expect(found.types == Set(FlowOrders.permissions.orderTypes ?? []))
        #expect(found.outcomes == [.filled, .cancelled, .rejected])
        #expect(found.partial > 0 && found.legs > 0 && found.byCash > 0 && found.fractional > 0)
        #expect(found.modifications > Self.count && found.cancels > Self.count && found.denials > 0)
        #expect(found.fills > 10 * Self.count && found.positions > Self.count)
    }

    @Test("the same through chaos that loses nothing")
    func chaotic() throws {
        var random = SeededGenerator(seed: 9)
        var found = Coverage()
        for number in 1...Self.count {
            let share = random.nextInteger(in: 1...4)
            let plans = Self.mild.filter { _ in random.nextInteger(in: 1...share) == 1 }
            found.add(try Self.compare(FlowRun.Plan(seed: UInt64(number + 10_000), chaos: plans)))
        }
        #expect(found.corrected > 0 && found.partial > 0 && found.legs > 0)
        #expect(found.fills > 5 * Self.count)
        Soak.note("\(2 * Self.count) order flows over three paths, \(found.fills) fills in chaos")
    }

    /// In these flows a script starts a timer of no length in the turn that sends: whether the timer or the answer comes first
    /// must not depend on where the script runs. The full counts have found them.
    @Test(
        "the same where a timer of no length meets an answer",
        arguments: [
            FlowRun.Plan(seed: 105),
            FlowRun.Plan(seed: 10_114, chaos: [.duplicateStatus, .commissionPending, .noAcknowledgement]),
        ]
    )
    func meetings(plan: FlowRun.Plan) throws { _ = try Self.compare(plan) }

    /// Runs a plan over every path, and gives the direct one's run.
    private static func compare(_ plan: FlowRun.Plan) throws -> FlowRun {
        let name = "seed \(plan.seed), \(plan.chaos.map(\.rawValue).joined(separator: ","))"
        let direct = try FlowRun(plan, over: .direct)
        #expect(direct.status == 0, Comment(rawValue: name))
        #expect(direct.positions == direct.truth, Comment(rawValue: name))
        #expect(direct.faults == [], Comment(rawValue: name))
        for version in versions {
            let name = "\(name), version \(version)"
            let wired = try FlowRun(plan, over: .wire(maximumServerVersion: version))
            #expect(wired.status == 0, Comment(rawValue: name))
            #expect(wired.positions == wired.truth, Comment(rawValue: name))
            expectSame(wired.orders(over: version), direct.orders(over: version), "order", name)
            expectSame(wired.journal(over: version), direct.journal(over: version), "record", name)
            expectSame(wired.heard, direct.heard, "news", name)
            expectSame(wired.lines, direct.lines, "line", name)
        }
        for place in [FlowRun.ScriptPlace.relayed, .away] {
            let apart = try FlowRun(plan, over: .direct, in: place)
            let name = "\(name), \(place)"
            #expect(apart.status == 0, Comment(rawValue: name))
            expectSame(apart.orders, direct.orders, "order", name)
            expectSame(apart.journal, direct.journal, "record", name)
            expectSame(apart.heard, direct.heard, "news", name)
            expectSame(apart.lines, direct.lines, "line", name)
        }
        return direct
    }

    /// Tells the first difference: whole lists would be megabytes.
    private static func expectSame<Item: Equatable>(_ wired: [Item], _ direct: [Item], _ what: String, _ name: String) {
        #expect(wired.count == direct.count, "\(what)s, \(name)")
        guard let place = zip(wired, direct).enumerated().first(where: { $0.element.0 != $0.element.1 })?.offset else {
            return
        }
        Issue.record("\(name): \(what) \(place) by wire: \(wired[place])\ndirect: \(direct[place])")
    }

    /// What the flows have met with, so that a flow that does too little is noticed.
    private struct Coverage {
        var types: Set<OrderType> = []
        var outcomes: Set<LedgerEntry.Outcome> = []
        var (fills, legs, partial, byCash, fractional, corrected) = (0, 0, 0, 0, 0, 0)
        var (positions, modifications, cancels, denials) = (0, 0, 0, 0)

        mutating func add(_ run: FlowRun) {
            positions += run.positions.count
            for order in run.orders {
                if let outcome = order.outcome { outcomes.insert(outcome) }
                guard !order.fills.isEmpty else { continue }
                types.insert(order.order.orderType)
                fills += order.fills.count
                legs += order.legs.count
                partial += order.fills.count > 1 ? 1 : 0
                byCash += order.order.cashQty == nil ? 0 : 1
                fractional += order.filled.whole == nil ? 1 : 0
                corrected += order.fills.count { $0.execution.execId.hasSuffix(".02") }
            }
            for record in run.journal {
                switch record.event {
                case .modification: modifications += 1
                case .cancel: cancels += 1
                case .denial: denials += 1
                default: break
                }
            }
        }
    }
}
