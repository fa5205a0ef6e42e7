internal import TWSWire

// MARK: The end of a reconciliation round

extension TradingDesk {
    /// Ends the round, either complete or because TWS's time is up.
    mutating func endRound(at now: RunInstant) -> [DeskAction] {
        guard let round = reconciler.round else { return [] }
        reconciler.endRound()
        if round.awaited.contains(.openOrders) { ledger.reconciliationNotSent() }
        var missing = round.awaited
        // A live Gateway without executions has been observed to omit this end mark.
        if missing == [.executions], explainsPositions(round.positions) { missing = [] }
        guard missing.isEmpty, reconciler.isLinkUp else { return complain(of: missing, at: now) }
        reconciler.complaint = ""
        noteAccount(round)
        var actions = findings(of: round, at: now)
        let wasReconciled = reconciler.isReconciled
        reconciler.isReconciled = !reconciler.isRoundDue
        if !wasReconciled { actions += unverified() }
        actions += wakeScripts()
        return actions + schedule(at: now)
    }

    private mutating func schedule(at now: RunInstant) -> [DeskAction] {
        if reconciler.isRoundDue { return beginRound(at: now) }
        if reconciler.absences.needsSecondLook || reconciler.comparison.needsSecondLook {
            reconciler.nextRound = now.adding(Reconciler.shortPeriod)
        } else if ledger.hasUnknown {
            reconciler.nextRound = now.adding(Reconciler.period)
        }
        return nextWake.map { [.wakeAt($0)] } ?? []
    }

    /// Treats what was not reported as unknown: orders wait, and TWS is asked again.
    private mutating func complain(of missing: Set<ReconciliationRound.Part>, at now: RunInstant) -> [DeskAction] {
        reconciler.nextRound = reconciler.isLinkUp ? now.adding(Reconciler.shortPeriod) : nil
        if reconciler.isRoundDue { reconciler.nextRound = now }
        let parts = ReconciliationRound.Part.allCases.filter(missing.contains).map(\.rawValue).joined(separator: ", ")
        var actions: [DeskAction] = nextWake.map { [.wakeAt($0)] } ?? []
        guard !parts.isEmpty, parts != reconciler.complaint else { return actions }
        reconciler.complaint = parts
        let wait = isReconciled ? "" : "; new orders wait until it has"
        actions.append(.note("TWS has not finished its list of \(parts) within 10 s, and is asked again\(wait)"))
        return actions
    }

    /// Applies what a complete round says about orders and positions.
    private mutating func findings(of round: ReconciliationRound, at now: RunInstant) -> [DeskAction] {
        let candidates = round.candidates.sorted().compactMap { ledger[$0] }.filter {
            $0.outcome == nil && !keptBack.contains($0.orderId)
        }
        let findings = reconciler.absences.roundCompleted(
            candidates.map {
                Absences.Candidate(
                    orderId: $0.orderId,
                    isUnknown: $0.isUnknown,
                    isFresh: $0.isAcknowledged && !$0.isOfBefore,
                    mayBeUnsent: $0.mayBeUnsent,
                    isDayOver: isDayOver($0, at: now)
                )
            },
            named: reconciler.named,
            at: now
        )
        let absent = candidates.filter { !reconciler.named.contains($0.orderId) && isDayOver($0, at: now) }
        reconciler.expiring = Set(absent.map(\.orderId))
        var actions: [DeskAction] = []
        for entry in ledger.working where entry.order.totalQuantity == nil && !reconciler.named.contains(entry.orderId)
        {
            actions += tell(ledger.closeAtExecuted(orderId: entry.orderId), at: now)
        }
        reconciler.named = []
        for finding in findings { actions += carryOut(finding, at: now) }
        for difference in reconciler.comparison.roundCompleted(round.positions, reconciler.executions) {
            actions.append(.note(Self.text(of: difference)))
        }
        return actions
    }

    private mutating func carryOut(_ finding: Reconciliation.Finding, at now: RunInstant) -> [DeskAction] {
        switch finding {
        case .lost(let orderId): return tell(ledger.lost(orderId: orderId), at: now)
        case .neverSent(let orderId):
            let reason = "TWS does not know it: it was never sent"
            return journal(.notSent(orderId: orderId, reason: reason), at: now)
                + tell(ledger.neverSent(orderId: orderId), at: now)
        case .expired(let orderId):
            reconciler.expiring.remove(orderId)
            return journal(.expired(orderId: orderId), at: now) + tell(ledger.expired(orderId: orderId), at: now)
        case .untraced(let orderId):
            guard let entry = ledger[orderId] else { return [] }
            let text =
                "\(Self.label(entry)) is still unknown: for a minute TWS has listed it neither as open nor as done; "
                + "look for it in TWS; if it is not there: ibscript release \(entry.reference)"
            return [.note(text)]
        case .alive, .refused, .unknown: return []
        }
    }

    /// Whether an order of an earlier run was good only for a day that is now over.
    private func isDayOver(_ entry: LedgerEntry, at now: RunInstant) -> Bool {
        guard let day = pastDays[entry.orderId], entry.order.tif.endsWithDay else { return false }
        return TradingDay.isOver(day, at: now)
    }

    private static func text(of difference: PositionComparison.Difference) -> String {
        "the position in \(difference.instrument.text) has changed by \(difference.quantity) without an execution; "
            + "nothing is booked for it"
    }

    /// Whether the positions match the book, so that no execution can be missing from it.
    private func explainsPositions(_ positions: [InstrumentKey: ExactDecimal]) -> Bool {
        guard !reconciler.comparison.hasBase else {
            return reconciler.comparison.differences(positions, reconciler.executions).isEmpty
        }
        let nets = ledger.positions.nets
        let instruments = Set(ledger.working.map { InstrumentKey($0.contract) }).union(nets.keys)
        return instruments.allSatisfy { (positions[$0] ?? .zero) == (nets[$0] ?? .zero) }
    }

    /// Reports what this TWS cannot verify.
    private mutating func unverified() -> [DeskAction] {
        guard let connection, connection.serverVersion < ClientMessage.ReqCompletedOrders.since,
            ledger.working.contains(where: { $0.isOfBefore })
        else { return [] }
        return [
            .note(
                "this TWS is too old to list completed orders (server version \(connection.serverVersion)): "
                    + "what became of orders that are not open any more is not verified"
            )
        ]
    }
}
