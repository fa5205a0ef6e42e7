import Store
import TWSWire
import Trading

@testable import SimExchange

/// What is wrong after a run, going by the exchange's own record; one text for each fault.
struct ChaosVerdict {
    private(set) var faults: [String] = []
    /// Orders and executions of the exchange that were compared.
    private(set) var orders = 0
    private(set) var executions = 0
    /// References that more than one order of the exchange bears.
    private(set) var doubled: Set<String> = []

    private typealias Part = (execution: Execution, conId: Int)

    init(_ run: ChaosRun, _ journal: JournalFile) throws {
        if run.status != 0 { faults.append("exit \(run.status ?? -1): \(run.output.last)") }
        if run.positions != run.truth { faults.append("positions \(run.positions), not \(run.truth)") }
        faults += try journal.verify()
        let entries = try journal.entries()
        let alarms = entries.compactMap { if case .alarm(let text, _) = $0.record.event { text } else { nil } }
        judgeReferences(run.snapshot, alarms)
        judgeOrders(run.snapshot, try journal.orders(), entries)
        judgeExecutions(run, entries)
    }

    /// A reference is one order at the exchange; two are an alarm.
    private mutating func judgeReferences(_ exchange: ExchangeSnapshot, _ alarms: [String]) {
        for (reference, orders) in Dictionary(grouping: exchange.orders, by: \.reference) where orders.count > 1 {
            doubled.insert(reference)
            if !alarms.contains(where: { $0.contains(reference) }) {
                faults.append("\(orders.count) orders \(orders.map(\.permId)) bear \(reference), without an alarm")
            }
        }
    }

    /// Every order of the exchange is in the journal as it ended; what else is in the journal has traded nothing.
    private mutating func judgeOrders(
        _ exchange: ExchangeSnapshot,
        _ journal: [JournalOrder],
        _ entries: [JournalEntry]
    ) {
        let adopted = Set(
            entries.compactMap { if case .adopted(_, let reference) = $0.record.event { reference } else { nil } }
        )
        var permIds: Set<Int> = []
        for order in exchange.orders {
            orders += 1
            permIds.insert(order.permId)
            guard let own = journal.first(where: { $0.permId == order.permId }) else {
                if !doubled.contains(order.reference) || !adopted.contains(order.reference) {
                    faults.append("the journal lacks \(order.reference), permId \(order.permId), \(order.status)")
                }
                continue
            }
            let words = order.status == .inactive ? ["Rejected", "Inactive"] : [order.status.text]
            if own.reference != order.reference { faults.append("\(own.reference) has permId of \(order.reference)") }
            if !words.contains(own.state) {
                faults.append("the journal has \(own.reference) as \(own.state), the exchange as \(order.status)")
            }
        }
        for own in journal where !permIds.contains(own.permId) {
            if !["Unknown", "NotSent", "NeverSent", "Rejected"].contains(own.state) {
                faults.append("the journal has \(own.reference) as \(own.state), the exchange has never had it")
            }
        }
    }

    /// The journal has every execution of the exchange once, as it was corrected last, with its commission, and no other; it
    /// comes to the same positions.
    private mutating func judgeExecutions(_ run: ChaosRun, _ entries: [JournalEntry]) {
        var (told, paid): ([String: Part], [String: Double]) = ([:], [:])
        for entry in entries {
            switch entry.record.event {
            case .message(.execDetails(let details)):
                let stem = Self.stem(details.execution.execId)
                guard (told[stem]?.execution.execId ?? "") <= details.execution.execId else { continue }
                told[stem] = (details.execution, details.contract.conId)
            case .message(.commissionAndFeesReport(let report)):
                guard let commission = report.commissionAndFees, commission >= 0 else { continue }
                paid[Self.stem(report.execId)] = commission
            default: break
            }
        }
        var positions: [Int: ExactDecimal] = [:]
        let truth = Dictionary(run.snapshot.executions.map { (Self.stem($0.execution.execId), $0) }) { $1 }
        for (stem, record) in truth {
            executions += 1
            guard let own = told[stem]?.execution else {
                faults.append("the journal lacks \(stem) of \(record.execution.orderRef)")
                continue
            }
            let (one, other) = (Self.words(own), Self.words(record.execution))
            if one != other { faults.append("the journal has \(one), the exchange \(other)") }
            let commission = paid[stem] ?? -1
            if abs(commission - record.commission) > 1e-9 {
                faults.append("\(stem): commission \(commission), not \(record.commission)")
            }
        }
        for (stem, part) in told {
            if truth[stem] == nil { faults.append("the exchange lacks \(stem)") }
            let shares = (part.execution.shares ?? .zero) * (part.execution.side == .sold ? -1 : 1)
            positions[part.conId] = (positions[part.conId] ?? .zero) + shares
        }
        positions = positions.filter { $0.value != .zero }
        if positions != run.truth { faults.append("the journal comes to \(positions), not \(run.truth)") }
        let shown = run.orders.flatMap { $0.fills.map(\.execution.execId) }
        if Set(shown.map(Self.stem)).count != shown.count {
            faults.append("a fill is counted twice: \(shown.sorted())")
        }
        if shown.count != truth.count { faults.append("\(shown.count) fills, not \(truth.count)") }
    }

    /// What tells an execution.
    private static func words(_ execution: Execution) -> String {
        let shares = execution.shares ?? .zero
        return "\(execution.execId) \(execution.side) \(shares) at \(execution.price) of \(execution.orderRef), "
            + "permId \(execution.permId)"
    }

    /// An execution without the number of its correction.
    private static func stem(_ execId: String) -> String {
        execId.lastIndex(of: ".").map { String(execId[..<$0]) } ?? execId
    }
}
