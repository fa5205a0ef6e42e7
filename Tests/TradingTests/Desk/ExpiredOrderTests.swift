import TWSWire
import Testing

@testable import Trading

@Suite("Orders that ended with their day")
struct ExpiredOrderTests {
    private static let reference = PastFixture.reference("k1")
    /// Monday 2026-01-05 10:00 in New York.
    private static let monday = RunInstant(seconds: 1_767_625_200)
    private static let day = 86_400.0
    private static let expired = "expired with its day; TWS no longer lists it"

    /// A desk that begins so many days after Monday.
    private static func fixture(after days: Double, _ past: PastOrder, keepsJournal: Bool = false) -> DeskFixture {
        var fixture = DeskFixture(
            keepsJournal: keepsJournal,
            isConnected: false,
            startsFresh: false,
            history: PastFixture.history(past)
        )
        _ = fixture.wait(monday.seconds + days * day)
        fixture.connect(answers: false)
        return fixture
    }

    private static func past(_ tif: TimeInForce, isKnown: Bool = true, first: Order? = nil) -> PastOrder {
        PastFixture.past(
            5,
            reference,
            limit: 190,
            tif: tif,
            placed: monday,
            first: first,
            messages: isKnown ? [PastFixture.open(5, reference, permId: 55, limit: 190)] : []
        )
    }

    @Test(
        "Two complete rounds 3 s apart that list it nowhere settle it as cancelled",
        arguments: [TimeInForce.unset, .day, .immediateOrCancel, .fillOrKill, .opening],
        [true, false]
    )
    func settled(tif: TimeInForce, isKnown: Bool) {
        var fixture = Self.fixture(after: 1, Self.past(tif, isKnown: isKnown))
        fixture.answer()
        #expect(fixture.desk.ledger[5]?.statusText == "Unknown")
        #expect(fixture.submit(DeskFixture.place()) == ["needs"], "its contract waits for the second look")
        #expect(fixture.wait(2.9) == [])
        #expect(fixture.wait(0.1).contains("send reqAllOpenOrders"))
        fixture.answer()
        #expect(fixture.desk.ledger[5]?.outcome == .cancelled)
        #expect(fixture.desk.ledger[5]?.notices.map(\.message) == [Self.expired])
        #expect(fixture.submit(DeskFixture.place()).first == "placed [7]")
    }

    @Test("On its own day, and in the night after it, it stays unknown", arguments: [0.1, 0.5])
    func sameDay(days: Double) {
        var fixture = Self.fixture(after: days, Self.past(.day))
        fixture.answer()
        for _ in 0..<5 {
            _ = fixture.wait(60)
            fixture.answer()
        }
        #expect(fixture.desk.ledger[5]?.statusText == "Unknown")
    }

    @Test("One that was good beyond its day stays unknown, also where only its first terms were")
    func longer() {
        var day = PastFixture.order(Self.reference, limit: 190)
        day.tif = .day
        var long = day
        long.tif = .goodTillCancelled
        for past in [
            Self.past(.goodTillCancelled, isKnown: false), Self.past(.goodTillDate, isKnown: false),
            Self.past(.day, first: long), Self.past(.goodTillCancelled, isKnown: false, first: day),
        ] {
            var fixture = Self.fixture(after: 30, past)
            fixture.answer()
            for _ in 0..<3 {
                _ = fixture.wait(60)
                fixture.answer()
            }
            #expect(fixture.desk.ledger[5]?.statusText == "Unknown")
        }
    }

    @Test("A list without its end mark says nothing, and one that names it keeps it")
    func named() {
        var fixture = Self.fixture(after: 1, Self.past(.day))
        fixture.answer(without: .completedOrders)
        _ = fixture.wait(10)
        _ = fixture.wait(3)
        fixture.answer()
        #expect(fixture.desk.ledger[5]?.statusText == "Unknown", "only one round was complete")
        _ = fixture.wait(3)
        fixture.answer(openOrders: [PastFixture.open(5, Self.reference, permId: 55, limit: 190)])
        _ = fixture.wait(60)
        #expect(fixture.desk.ledger[5]?.isUnknown == false && fixture.desk.ledger[5]?.outcome == nil)
    }

    @Test("What it had filled stays, and an execution that comes later counts")
    func fills() {
        var past = Self.past(.day)
        past.messages.append(PastFixture.execution(5, Self.reference, permId: 55, "a.1", shares: 30))
        var fixture = Self.fixture(after: 1, past)
        fixture.answer()
        _ = fixture.wait(3)
        fixture.answer()
        #expect(fixture.desk.ledger[5]?.filled == 30 && fixture.desk.ledger[5]?.outcome == .cancelled)
        _ = fixture.receive(PastFixture.execution(5, Self.reference, permId: 55, "b.1", shares: 70))
        #expect(fixture.desk.ledger[5]?.outcome == .filled)
    }

    @Test("It is in the journal, and the next run does not ask again")
    func journal() throws {
        var fixture = Self.fixture(after: 1, Self.past(.day), keepsJournal: true)
        fixture.answer()
        _ = fixture.wait(3)
        let words = fixture.answer()
        let written = try #require(words.first { $0.contains("expired") })
        #expect(written.hasPrefix("journal"))
        var past = Self.past(.day)
        past.hasExpired = true
        var next = Self.fixture(after: 2, past)
        next.answer()
        #expect(next.desk.ledger[5]?.outcome == .cancelled && next.wait(100) == [])
    }
}
