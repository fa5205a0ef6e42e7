import TWSWire
import Testing

@testable import Trading

@Suite("The desk: requests that are no orders")
struct RequestTests {
    private func details(_ change: (inout ClientMessage.ReqContractDetails) -> Void = { _ in }) -> ClientMessage {
        var request = ClientMessage.ReqContractDetails()
        change(&request)
        return .reqContractDetails(request)
    }

    private func cancel(_ id: Int) -> ClientMessage {
        var request = ClientMessage.CancelMktData()
        request.reqId = id
        return .cancelMktData(request)
    }

    @Test("Numbers of the desk's own are distinct, and the script knows them by the same")
    func allocated() {
        var fixture = DeskFixture(scripts: 2)
        #expect(
            fixture.submit(.request(details(), .allocated))
                == ["requested 2000000000", "send reqContractDetails 2000000000"]
        )
        #expect(
            fixture.submit(.request(details(), .allocated), of: 1)
                == ["requested 2000000001", "send reqContractDetails 2000000001"]
        )
    }

    @Test("The same number of two scripts is two requests, and each hears its own answer under its number")
    func own() {
        var fixture = DeskFixture(scripts: 2)
        let first = fixture.submit(.request(details { $0.reqId = 1 }, .own(1)))
        let second = fixture.submit(.request(details { $0.reqId = 1 }, .own(1)), of: 1)
        #expect(first == ["requested 1", "send reqContractDetails 2000000000"])
        #expect(second == ["requested 1", "send reqContractDetails 2000000001"])
        for (script, id) in [(0, 2_000_000_000), (1, 2_000_000_001)] {
            var end = ServerMessage.ContractDetailsEnd()
            end.reqId = id
            let reception = fixture.desk.receive(.contractDetailsEnd(end), at: DeskFixture.now)
            #expect(reception.recipient == .script(fixture.scripts[script]))
            #expect(reception.message.requestId == 1)
        }
    }

    @Test("A cancel goes to the number that the request got")
    func cancelled() {
        var fixture = DeskFixture(scripts: 2)
        let stream = ClientMessage.reqMktData(.init())
        _ = fixture.submit(.request(stream, .own(5)), of: 1)
        #expect(fixture.submit(.request(stream, .own(5))) == ["requested 5", "send reqMktData 2000000001"])
        #expect(fixture.submit(.request(cancel(5), .own(5))) == ["requested 5", "send cancelMktData 2000000001"])
        #expect(fixture.submit(.request(stream, .allocated)) == ["requested 2000000002", "send reqMktData 2000000002"])
        let own = Intent.request(cancel(2_000_000_002), .own(2_000_000_002))
        #expect(fixture.submit(own) == ["requested 2000000002", "send cancelMktData 2000000002"])
        // The first script's number is not the second one's to cancel.
        #expect(fixture.submit(own, of: 1) == ["requested 2000000002", "send cancelMktData 2000000003"])
    }

    @Test(
        "A number of a script's own cannot reach an order, nor the request of another script",
        arguments: [7, 2_000_000_000, 0, -1]
    )
    func strange(_ local: Int) {
        var fixture = DeskFixture(scripts: 2)
        _ = fixture.submit(DeskFixture.place())
        _ = fixture.submit(.request(.reqMktData(.init()), .allocated))
        #expect(
            fixture.submit(.request(cancel(local), .own(local)), of: 1)
                == ["requested \(local)", "send cancelMktData 2000000001"]
        )
    }

    @Test("A request that this TWS does not know is not sent", arguments: [218, 219])
    func version(_ version: Int) {
        var fixture = DeskFixture(serverVersion: version)
        let answer = fixture.submit(.request(.reqConfig(.init()), .allocated))
        #expect(ClientMessage.ReqConfig.since == 219)
        #expect(answer.first == (version < 219 ? "impossible version_too_old" : "requested 2000000000"))
        #expect(answer.count == (version < 219 ? 1 : 2))
    }

    @Test("Requests without a number have none")
    func withoutNumber() {
        var fixture = DeskFixture()
        #expect(
            fixture.submit(.request(.reqCurrentTime(.init()), .allocated))
                == ["requested without number", "send reqCurrentTime"]
        )
    }

    @Test(
        "A list of open orders that was asked for before an order's error does not tell its fate",
        arguments: [ClientMessage.reqOpenOrders(.init()), .reqAllOpenOrders(.init())]
    )
    func lists(_ request: ClientMessage) {
        var fixture = DeskFixture()
        _ = fixture.submit(DeskFixture.place())
        _ = fixture.submit(.request(request, .allocated))
        #expect(fixture.receive(LedgerFixture.error(200, "no", id: 7)).last == "send reqOpenOrders")
        _ = fixture.receive(.openOrderEnd(.init()))
        #expect(fixture.desk.ledger[7]?.outcome == nil, "the list was asked for before")
        _ = fixture.receive(.openOrderEnd(.init()))
        #expect(fixture.desk.ledger[7]?.outcome == .rejected)
    }

    @Test("No request leaves without a connection or of a script that has ended")
    func closed() {
        var fixture = DeskFixture(isConnected: false)
        #expect(fixture.submit(.request(details(), .allocated)) == ["impossible not_connected"])
        fixture.connect()
        _ = fixture.desk.retire(fixture.scripts[0], at: DeskFixture.now)
        #expect(fixture.submit(.request(details(), .allocated)) == ["impossible script_ended"])
    }

    @Test("A request that could not leave is told to its script under its number")
    func notSent() throws {
        var fixture = DeskFixture(scripts: 2)
        let sent = try #require(fixture.sent(.request(details(), .own(3)), of: 1).first)
        let actions = fixture.desk.notSent(sent, because: "no", at: DeskFixture.now)
        #expect(actions.map(\.words) == ["tell 1 that 3 failed"])
    }
}
