import Testing

@testable import Trading

@Suite("Orders that complete lists do not name")
struct AbsencesTests {
    /// Rounds at these seconds, in which the order is never named; what each of them finds.
    private static func findings(_ candidate: Absences.Candidate, at seconds: [Double]) -> [[Reconciliation.Finding]] {
        var absences = Absences()
        var isUnknown = candidate.isUnknown
        return seconds.map { second in
            var candidate = candidate
            candidate.isUnknown = isUnknown
            let found = absences.roundCompleted([candidate], named: [], at: RunInstant(seconds: second))
            if found.contains(.lost(orderId: candidate.orderId)) { isUnknown = true }
            return found
        }
    }

    @Test("Sent and not found: unknown at once; after three rounds over a minute it is told, once")
    func sent() {
        let found = Self.findings(.init(orderId: 7, isUnknown: false), at: [0, 3, 59, 60, 120])
        #expect(found == [[.lost(orderId: 7)], [], [], [.untraced(orderId: 7)], []])
    }

    @Test("Two rounds a minute apart are not enough, three in less than a minute neither")
    func notYet() {
        #expect(Self.findings(.init(orderId: 7, isUnknown: true), at: [0, 60]) == [[], []])
        #expect(Self.findings(.init(orderId: 7, isUnknown: true), at: [0, 20, 59.9]) == [[], [], []])
    }

    @Test("Not known to have left: two rounds at least 3 s apart say that it never did")
    func neverSent() {
        let candidate = Absences.Candidate(orderId: 7, isUnknown: true, mayBeUnsent: true)
        #expect(Self.findings(candidate, at: [0, 3]) == [[], [.neverSent(orderId: 7)]])
        #expect(Self.findings(candidate, at: [0, 2.9, 3]) == [[], [], [.neverSent(orderId: 7)]])
        #expect(Self.findings(candidate, at: [0]) == [[]])
    }

    @Test("Ended with its day at the latest: two rounds at least 3 s apart say that it has")
    func expired() {
        let candidate = Absences.Candidate(orderId: 7, isUnknown: true, isDayOver: true)
        #expect(Self.findings(candidate, at: [0, 3]) == [[], [.expired(orderId: 7)]])
        #expect(Self.findings(candidate, at: [0, 2.9, 3]) == [[], [], [.expired(orderId: 7)]])
        let known = Absences.Candidate(orderId: 7, isUnknown: false, isDayOver: true)
        #expect(Self.findings(known, at: [0, 3]) == [[.lost(orderId: 7)], [.expired(orderId: 7)]])
    }

    @Test(
        "An order that TWS has acknowledged in this run may have ended while the list was made: a second round decides"
    )
    func fresh() {
        let candidate = Absences.Candidate(orderId: 7, isUnknown: false, isFresh: true)
        #expect(Self.findings(candidate, at: [0, 3]) == [[], [.lost(orderId: 7)]])
    }

    @Test("An order that is named begins anew")
    func named() {
        var absences = Absences()
        let candidate = Absences.Candidate(orderId: 7, isUnknown: true, mayBeUnsent: true)
        _ = absences.roundCompleted([candidate], named: [], at: RunInstant(seconds: 0))
        #expect(absences.needsSecondLook)
        _ = absences.roundCompleted([candidate], named: [7], at: RunInstant(seconds: 3))
        #expect(!absences.needsSecondLook)
        #expect(absences.roundCompleted([candidate], named: [], at: RunInstant(seconds: 6)) == [])
    }
}
