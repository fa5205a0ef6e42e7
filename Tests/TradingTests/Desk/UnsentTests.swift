import TWSWire
import Testing

@testable import Trading

@Suite("The desk: what could not leave")
struct UnsentTests {
    @Test("Children of a parent that could not leave are withheld")
    func children() throws {
        var fixture = DeskFixture()
        let sent = fixture.sent(.place(DeskFixture.bracket()))
        _ = fixture.desk.notSent(try #require(sent.first), because: "too old", at: DeskFixture.now)
        for child in sent.dropFirst() {
            #expect(fixture.desk.reasonToWithhold(child) == "its parent was not sent")
            let actions = fixture.desk.notSent(child, because: "its parent was not sent", at: DeskFixture.now)
            #expect(actions.count == 1)
        }
        #expect(fixture.desk.ledger.all.map(\.outcome) == [.notSent, .notSent, .notSent])
    }

    @Test("When a child cannot leave, its parent is cancelled and what follows is withheld", arguments: 1...2)
    func child(_ failing: Int) throws {
        var fixture = DeskFixture()
        let sent = fixture.sent(.place(DeskFixture.bracket()))
        for message in sent.prefix(failing) { #expect(fixture.desk.reasonToWithhold(message) == nil) }
        let actions = fixture.desk.notSent(sent[failing], because: "the queue is full", at: DeskFixture.now)
        #expect(actions.map(\.words) == ["tell 0 of order \(7 + failing)", "send cancelOrder 7"])
        #expect(fixture.desk.ledger[7]?.isCancelPending == true)
        guard failing == 1 else { return }
        #expect(fixture.desk.reasonToWithhold(sent[2]) == "another order of its bracket was not sent")
        let last = fixture.desk.notSent(sent[2], because: "another", at: DeskFixture.now)
        #expect(last.map(\.words) == ["tell 0 of order 9"], "the parent is cancelled once")
    }

    @Test("A cancel that could not leave may be sent again")
    func cancel() throws {
        var fixture = DeskFixture()
        _ = fixture.submit(DeskFixture.place())
        _ = fixture.receive(DeskFixture.status(.submitted, 7))
        let sent = try #require(fixture.sent(.cancel(orderId: 7)).first)
        let actions = fixture.desk.notSent(sent, because: "the queue is full", at: DeskFixture.now)
        #expect(actions.map(\.words) == ["tell 0 of order 7"])
        #expect(fixture.submit(.cancel(orderId: 7)) == ["cancelling [7]", "send cancelOrder 7"])
        #expect(fixture.desk.ledger[7]?.outcome == nil)
    }

    @Test("A list of open orders that could not be asked for is not waited for")
    func list() throws {
        var fixture = DeskFixture()
        _ = fixture.submit(DeskFixture.place())
        _ = fixture.receive(LedgerFixture.error(200, id: 7))
        let actions = fixture.desk.notSent(.reqOpenOrders(.init()), because: "full", at: DeskFixture.now)
        #expect(actions.isEmpty)
        _ = fixture.receive(.openOrderEnd(.init()))
        #expect(fixture.desk.ledger[7]?.outcome == nil, "nobody has asked")
        _ = fixture.submit(.request(.reqOpenOrders(.init()), .allocated))
        _ = fixture.receive(.openOrderEnd(.init()))
        #expect(fixture.desk.ledger[7]?.outcome == .rejected)
    }
}
