internal import TWSWire

/// Executions and their commissions: each is booked once, even if it arrives twice, late or corrected.
extension OrderLedger {
    /// The largest number of executions booked for one order, and for an overfilled one: a broken peer must not fill
    /// the memory.
    private static let most = (executions: 50_000, ofOverfilled: 1_000)

    /// What an unreported change of an execution counts, so that no number of reported ones can make up for it.
    private static let untold = 1 << 20

    mutating func receive(_ details: ServerMessage.ExecDetails) -> [LedgerChange] {
        let execution = details.execution
        let root = Fill.root(of: execution.execId)
        if let known = executions[root] { return correct(execution, at: known) }
        let found = place(orderId: execution.orderId, permId: execution.permId, reference: execution.orderRef)
        guard let place = found else {
            earlyExecutions.keep(details, for: root)
            return []
        }
        let isLeg = entries[place].isLeg(details.contract, execId: execution.execId)
        if let problem = problem(of: execution, at: place) { return problem }
        suspects.isAlive(entries[place].orderId)
        return book(details, root: root, at: place, isLeg: isLeg) + learn(permId: execution.permId, at: place)
    }

    /// The result of an execution that cannot be booked: an alarm, the first time only; `nil` if it can be booked.
    private mutating func problem(of execution: Execution, at place: Int) -> [LedgerChange]? {
        let shares = execution.shares ?? .zero
        let isSound = shares > .zero && !execution.execId.isEmpty && Fill.isAmount(execution.price * shares.double)
        let count = entries[place].fills.count + entries[place].legs.count
        if isSound, count < (entries[place].isOverfilled ? Self.most.ofOverfilled : Self.most.executions) { return nil }
        return entries.update(place) { entry in
            guard !entry.hasUnbookable else { return [] }
            entry.hasUnbookable = true
            let text =
                isSound
                ? "more than \(count) executions; the others are not booked"
                : "an execution of \(shares) at \(execution.price) cannot be booked (\(execution.execId))"
            return [.alarm(orderId: entry.orderId, message: text)]
        }
    }

    private mutating func book(
        _ details: ServerMessage.ExecDetails,
        root: String,
        at place: Int,
        isLeg: Bool
    ) -> [LedgerChange] {
        var fill = Fill(execution: details.execution, contract: contracts.shared(details.contract))
        let report = earlyReports.take(root)
        if let report { _ = fill.take(report) }
        if isLeg || !entries[place].isCombination {
            fill.trade = positions.book(
                fill.signed(in: entries[place]),
                fill,
                of: isReplaying ? Positions.before(entries[place].owner) : entries[place].owner
            )
        }
        let index = isLeg ? entries[place].legs.count : entries[place].fills.count
        executions[root] = ExecutionPlace(entry: Int32(clamping: place), index: Int32(clamping: index), isLeg: isLeg)
        return change(place) { entry in
            let orderId = entry.orderId
            var changes: [LedgerChange] = [
                isLeg ? .leg(orderId: orderId, index: index) : .fill(orderId: orderId, index: index)
            ]
            entry.isAcknowledged = true
            entry.isHeardOf()
            entry.add(fill, isLeg: isLeg)
            if fill.commission != nil, !isLeg { changes.append(.commission(orderId: orderId, index: index)) }
            if !isLeg { changes += entry.alarms(after: fill) }
            return changes
        }
    }

    private mutating func correct(_ execution: Execution, at known: ExecutionPlace) -> [LedgerChange] {
        let place = Int(known.entry)
        let old = entries[place].execution(at: known)
        guard Fill.version(of: execution.execId) != Fill.version(of: old.execution.execId) else { return [] }
        if let problem = problem(of: execution, at: place) { return problem }
        var fill = old
        guard fill.take(execution) else {
            return change(place) { entry in
                entry.replace(old, by: fill, at: known)
                entry.edition &+= Self.untold
                return []
            }
        }
        if let trade = fill.trade { positions.correct(trade, to: fill.signed(in: entries[place]), fill) }
        return change(place) { entry in
            let wasOver = entry.isOverfilled
            entry.replace(old, by: fill, at: known)
            let index = Int(known.index)
            guard !known.isLeg else { return [.legChanged(orderId: entry.orderId, index: index)] }
            let corrected = LedgerChange.corrected(orderId: entry.orderId, index: index)
            return entry.isOverfilled && !wasOver ? [corrected, entry.overfill] : [corrected]
        }
    }

    /// The commission report that arrived before the execution in a message; `nil` if there is none.
    mutating func earlyReport(of message: ServerMessage) -> CommissionAndFeesReport? {
        guard !earlyReports.isEmpty, case .execDetails(let details) = message else { return nil }
        return earlyReports[Fill.root(of: details.execution.execId)]
    }

    mutating func receive(_ report: CommissionAndFeesReport) -> [LedgerChange] {
        let root = Fill.root(of: report.execId)
        guard let known = executions[root] else {
            let early = earlyReports[root].map { Fill.version(of: $0.execId) } ?? 0
            if Fill.version(of: report.execId) >= early { earlyReports.keep(report, for: root) }
            return []
        }
        return change(Int(known.entry)) { entry in
            let old = entry.execution(at: known)
            var fill = old
            // reqExecutions delivers every report again.
            guard fill.take(report) else { return [] }
            entry.replace(old, by: fill, at: known)
            let index = Int(known.index)
            return [
                known.isLeg
                    ? .legChanged(orderId: entry.orderId, index: index)
                    : .commission(orderId: entry.orderId, index: index)
            ]
        }
    }
}

extension Fill {
    /// The quantity, signed by side; if the order's own execution names no known side, the order's side applies.
    @inline(__always)
    fileprivate func signed(in entry: LedgerEntry) -> ExactDecimal {
        switch execution.side {
        case .bought: quantity
        case .sold: -quantity
        default: entry.terms.isBuy ? quantity : -quantity
        }
    }
}

extension LedgerEntry {
    fileprivate func execution(at place: OrderLedger.ExecutionPlace) -> Fill {
        place.isLeg ? legs[Int(place.index)] : fills[Int(place.index)]
    }

    /// Adds an execution to the sums and the list.
    fileprivate mutating func add(_ fill: Fill, isLeg: Bool) {
        edition &+= 1
        commission += fill.commission ?? 0
        if fill.commission == nil, awaitsCommission(isLeg: isLeg) { awaitedCommissions += 1 }
        if isLeg {
            coveredLegs = coveredLegs + fill.covered
            legs.append(fill)
        } else {
            executed = executed + fill.quantity
            covered = covered + fill.covered
            executedValue += fill.value
            fills.append(fill)
        }
    }

    /// Replaces an execution with another version, or with the same one and its commission.
    fileprivate mutating func replace(_ old: Fill, by fill: Fill, at place: OrderLedger.ExecutionPlace) {
        edition &+= 1
        commission += (fill.commission ?? 0) - (old.commission ?? 0)
        if old.commission == nil, fill.commission != nil, awaitsCommission(isLeg: place.isLeg) {
            awaitedCommissions -= 1
        }
        if place.isLeg {
            coveredLegs = coveredLegs + fill.covered - old.covered
            legs[Int(place.index)] = fill
        } else {
            executed = executed + fill.quantity - old.quantity
            covered = covered + fill.covered - old.covered
            executedValue += fill.value - old.value
            fills[Int(place.index)] = fill
        }
    }

    /// What is wrong after a fill is booked: more than was ordered, or more than TWS reported when the order ended.
    fileprivate func alarms(after fill: Fill) -> [LedgerChange] {
        if isOverfilled { return [overfill] }
        guard let outcome, outcome != .filled, executed > reported?.filled ?? .zero else { return [] }
        return [.alarm(orderId: orderId, message: "filled \(fill.quantity) after it had ended (\(word))")]
    }

    fileprivate var overfill: LedgerChange {
        .alarm(orderId: orderId, message: "filled \(executed) of \(fullQuantity ?? .zero)")
    }
}
