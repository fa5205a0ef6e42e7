import TWSWire
import Testing

@testable import SimExchange

/// The directory of clients by itself: who is there, what each has asked for, who hears of what.
@Suite struct ClientDirectoryTests {
    private static let (zero, seven, nine) = (ConnectionID(1), ConnectionID(2), ConnectionID(3))

    /// Clients 0, 7 and 9, of which 9 is the master client.
    private static func directory() -> ClientDirectory {
        var directory = ClientDirectory(masterClientID: 9)
        for (id, connection) in [(0, zero), (7, seven), (9, nine)] { _ = directory.admit(id, as: connection) }
        return directory
    }

    private static func order(_ clientID: Int, _ binding: OrderProgress.Binding = .own) throws -> SimulatedOrder {
        let instrument = InstrumentCatalogue().find(ContractQuery(symbol: "AAPL", secType: "STK"))[0]
        var terms = Order()
        (terms.action, terms.orderType, terms.totalQuantity) = (.buy, .market, 1)
        var order = SimulatedOrder(
            OrderKey(clientID: clientID, orderID: 1),
            Traded(instrument: instrument, legs: []),
            terms,
            try OrderTerms.behaviour(terms)
        )
        order.binding = binding
        return order
    }

    @Test func idsAndConnectionsAreTakenOnce() {
        var directory = Self.directory()
        var taken = [directory.admit(7, as: ConnectionID(5)), directory.admit(8, as: Self.seven)]
        directory.remove(Self.seven)
        taken.append(directory.admit(7, as: ConnectionID(5)))
        #expect(taken == [false, false, true] && directory.clients.map(\.clientID) == [0, 9, 7])
    }

    @Test func ordersAreHeardOfByTheirClientAndTheMaster() throws {
        let directory = Self.directory()
        #expect(directory.audience(of: try Self.order(7)) == [Self.seven, Self.nine])
        #expect(directory.audience(of: try Self.order(3)) == [Self.nine])
        #expect(directory.audience(of: try Self.order(0, .unbound)) == [Self.nine])
        #expect(directory.audience(of: try Self.order(0, .bound)) == [Self.zero, Self.nine])
        #expect(directory.audienceOfTWS == [Self.zero, Self.nine])
    }

    @Test func aClockOfAnEarlierSubscriptionStrikesNothing() {
        var directory = Self.directory()
        let terms = Subscription.Terms.profit(account: "DU1")
        let first = directory.subscribe(Self.seven, .profit, 5, terms, sent: [:])
        let second = directory.subscribe(Self.seven, .profit, 5, terms, sent: [:])
        #expect(directory.subscription(of: first) == nil && directory.subscription(of: second) != nil)
        directory.remember(["a": "1"], Self.seven, .profit, 5)
        #expect(directory.subscription(Self.seven, .profit, 5)?.sent == ["a": "1"])
        let ended = (1...2).map { _ in directory.unsubscribe(Self.seven, .profit, 5) }
        #expect(ended == [true, false])
        #expect(directory.subscription(of: second) == nil)
    }

    @Test func streamsEndWithTheirClient() {
        var directory = Self.directory()
        func listener(_ connection: ConnectionID, _ id: Int) -> MarketListener {
            MarketListener(connection: connection, requestID: id, content: .depth(rows: 1, isSmart: false))
        }
        directory.listen(listener(Self.seven, 1), to: 10, isFollowed: true)
        directory.listen(listener(Self.zero, 1), to: 10, isFollowed: true)
        directory.listen(listener(Self.zero, 2), to: 11, isFollowed: false)
        #expect(directory.listeners(of: 10).map(\.connection) == [Self.seven, Self.zero])
        #expect(directory.listeners(of: 11).isEmpty)
        let stopped = [
            directory.stopListening(.depth, 2, Self.zero), directory.stopListening(.topOfBook, 1, Self.zero),
        ]
        #expect(stopped == [[11], []])
        directory.remove(Self.seven)
        #expect(directory.listeners(of: 10).map(\.connection) == [Self.zero])
        directory.endMarketData()
        let last = directory.stopListening(.depth, 1, Self.zero)
        #expect(directory.listeners(of: 10).isEmpty && last.isEmpty)
    }
}
