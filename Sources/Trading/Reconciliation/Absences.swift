/// Orders that work as far as is known, and that TWS's complete lists have not named; pure, time is an argument.
///
/// Source of the counts: reliability, "Order identity and recovery".
package struct Absences: Sendable, Hashable {
    /// An order that a complete round of lists is to name.
    package struct Candidate: Sendable, Hashable {
        /// The order.
        package var orderId: Int
        /// Whether its fate is unknown already.
        package var isUnknown: Bool
        /// Whether TWS has spoken of it in this run: then a list may have crossed its end.
        package var isFresh: Bool
        /// Whether nothing tells that its bytes ever left.
        package var mayBeUnsent: Bool
        /// Whether it ends with its day, and that is over.
        package var isDayOver: Bool

        /// A candidate from its parts.
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

    /// Seconds between the two rounds that tell that an order never left, or has ended with its day.
    static let settlingSpan = 3.0
    /// Seconds over which three rounds do not name an order before a person is told.
    static let untracedSpan = 60.0

    private var absences: [Int: Absence] = [:]

    /// Every order has been named.
    package init() {}

    /// Whether an order has been missing for the first time, so that a second look is due soon.
    package var needsSecondLook: Bool { absences.values.contains { $0.rounds == 1 } }

    /// A round of lists is complete.
    ///
    /// - Parameters:
    ///   - candidates: The orders that worked when the lists were asked for, and still do.
    ///   - named: Those that TWS has named as working since.
    /// - Returns: What that says of the orders, in their order.
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
