/// Orders that should be working and that TWS's complete lists do not contain. Pure: time is an argument.
///
/// Source of the counts: reliability, "Order identity and recovery".
package struct Absences: Sendable, Hashable {
    /// An order that a complete round of lists should contain.
    package struct Candidate: Sendable, Hashable {
        /// The order.
        package var orderId: Int
        /// Whether its fate is already unknown.
        package var isUnknown: Bool
        /// Whether TWS has reported on it in this run, so that a list may have crossed its end.
        package var isFresh: Bool
        /// Whether there is no evidence that its bytes were ever sent.
        package var mayBeUnsent: Bool
        /// Whether it is good only for a day that is over.
        package var isDayOver: Bool

        /// Creates a candidate from its parts.
        package init(
            orderId: Int,
            isUnknown: Bool,
            isFresh: Bool = false,
            mayBeUnsent: Bool = false,
            isDayOver: Bool = false
        ) {
            self.orderId = orderId
            self.isUnknown = isUnknown
            self.isFresh = isFresh
            self.mayBeUnsent = mayBeUnsent
            self.isDayOver = isDayOver
        }
    }

    private struct Absence: Hashable {
        var rounds = 1
        let first: RunInstant
        var isTold = false
    }

    /// Seconds between the two rounds that show that an order was never sent or has expired with its day.
    static let settlingSpan = 3.0
    /// Seconds over which three rounds must miss an order before a person is told.
    static let untracedSpan = 60.0

    private var absences: [Int: Absence] = [:]

    /// Creates a record without absences.
    package init() {}

    /// Whether an order is missing for the first time, so that a second round is due soon.
    package var needsSecondLook: Bool { absences.values.contains { $0.rounds == 1 } }

    /// Evaluates a completed round of lists.
    ///
    /// - Parameters:
    ///   - candidates: The orders that were working when the lists were requested and still are.
    ///   - named: The orders that TWS has listed as working since then.
    /// - Returns: The findings, in the order of the candidates.
    package mutating func roundCompleted(
        _ candidates: [Candidate],
        named: Set<Int>,
        at now: RunInstant
    ) -> [Reconciliation.Finding] {
        var findings: [Reconciliation.Finding] = []
        var left: [Int: Absence] = [:]
        for candidate in candidates where !named.contains(candidate.orderId) {
            var absence = absences[candidate.orderId] ?? Absence(first: now)
            if absences[candidate.orderId] != nil { absence.rounds += 1 }
            if !candidate.isUnknown, !candidate.isFresh || absence.rounds > 1 {
                findings.append(.lost(orderId: candidate.orderId))
            }
            let isSettled = absence.rounds >= 2 && absence.first.adding(Self.settlingSpan) <= now
            if isSettled, candidate.mayBeUnsent || candidate.isDayOver {
                let orderId = candidate.orderId
                findings.append(candidate.mayBeUnsent ? .neverSent(orderId: orderId) : .expired(orderId: orderId))
                continue
            }
            if !candidate.mayBeUnsent, absence.rounds >= 3, absence.first.adding(Self.untracedSpan) <= now,
                !absence.isTold
            {
                absence.isTold = true
                findings.append(.untraced(orderId: candidate.orderId))
            }
            left[candidate.orderId] = absence
        }
        absences = left
        return findings
    }
}
