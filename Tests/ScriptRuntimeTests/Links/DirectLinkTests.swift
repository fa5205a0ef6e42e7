import SimExchange
import TWSSession
import TWSWire
import Testing

@testable import ScriptRuntime

@Suite("Client and exchange joined by messages")
struct DirectLinkTests {
    private final class Client: ClientHandler {
        var messages: [ServerMessage] = []
        var readies: [ClientSession.Ready] = []
        var log: [String] = []
        func ready(_ ready: ClientSession.Ready) { readies.append(ready) }
        func receive(_ message: ServerMessage) { messages.append(message) }
        func reconcile(_ reason: String) { log.append("reconcile") }
        func note(_ text: String) { log.append("note \(text)") }
        func simulator(_ notice: SimulatorNotice) {}
        func held(_ requestId: Int) {}
        func left(_ requestId: Int) {}
        func failed(_ error: SessionError) { log.append("failed \(error.code)") }
        func closed(_ error: SessionError?) { log.append("closed \(error?.code.description ?? "by us")") }
    }

    private final class Server: ServerHandler {
        var exchange = SimExchange()
        weak var link: (any ServerLink)?
        func time() -> ServerTime { ServerTime(text: "20260105 10:00:00 US/Eastern", milliseconds: 1) }
        func started(_ connection: ConnectionID, clientId: Int, serverVersion: Int) {
            give(
                exchange.connect(clientId: clientId, serverVersion: serverVersion, as: .init(1), at: exchange.now),
                connection
            )
        }
        func receive(_ message: ClientMessage, from connection: ConnectionID) {
            give(exchange.receive(message, from: .init(1), at: exchange.now), connection)
        }
        func disconnected(_ connection: ConnectionID, reason: String) {}
        func note(_ text: String, on connection: ConnectionID) {}
        func advance(_ seconds: Int64) {
            give(exchange.advance(to: exchange.now.adding(seconds: seconds)), .init(1))
        }
        private func give(_ deliveries: [Delivery], _ connection: ConnectionID) {
            for delivery in deliveries { try? link?.send(delivery.message, to: connection) }
        }
    }

    private func requests() -> [ClientMessage] {
        var buy = ClientMessage.PlaceOrder()
        buy.orderId = 1
        (buy.contract.symbol, buy.contract.secType) = ("AAPL", .stock)
        (buy.contract.exchange, buy.contract.currency) = ("SMART", "USD")
        (buy.order.action, buy.order.orderType, buy.order.tif) = (.buy, .market, .day)
        (buy.order.totalQuantity, buy.order.transmit) = (100, true)
        var rest = buy
        rest.orderId = 2
        (rest.order.orderType, rest.order.lmtPrice, rest.order.tif) = (.limit, 20, .goodTillCancelled)
        var odd = rest
        (odd.orderId, odd.order.lmtPrice, odd.order.orderRef) = (3, 0.1 + 0.2, "a b")
        var data = ClientMessage.ReqMktData()
        (data.reqId, data.contract) = (2_000_000_001, buy.contract)
        var details = ClientMessage.ReqContractDetails()
        (details.reqId, details.contract) = (2_000_000_002, buy.contract)
        var account = ClientMessage.ReqAccountUpdates()
        account.subscribe = true
        return [
            data.clientMessage, details.clientMessage, account.clientMessage, .placeOrder(buy), .placeOrder(rest),
            .placeOrder(odd), .reqOpenOrders(.init()), .reqPositions(.init()), .reqExecutions(.init()),
            .reqCompletedOrders(.init()),
        ]
    }

    private func run(_ link: any ClientLink, _ server: Server, deliver: () -> Void) throws {
        for request in requests() {
            try link.send(request)
            deliver()
            server.advance(3)
            deliver()
        }
        link.close()
        deliver()
    }

    @Test("the same requests over bytes and without them give the same messages")
    func same() throws {
        let (byBytes, direct) = (Client(), Client())
        let (left, right) = (Server(), Server())
        let memory = MemoryLink(
            connection: .init(1),
            client: .init(),
            server: .init(),
            clientHandler: byBytes,
            serverHandler: left,
            clock: { SessionInstant(nanoseconds: 0) }
        )
        left.link = memory
        memory.connect()
        memory.deliver()
        try run(memory, left) { memory.deliver() }
        let link = DirectLink(connection: .init(1), client: .init(), clientHandler: direct, serverHandler: right)
        right.link = link
        link.connect()
        link.deliver()
        try run(link, right) { link.deliver() }
        #expect(direct.readies == byBytes.readies && direct.readies.count == 1)
        #expect(direct.log == byBytes.log && direct.log == ["closed by us"])
        #expect(direct.messages.map(\.name) == byBytes.messages.map(\.name))
        let names = Set(direct.messages.map(\.name))
        let wanted: Set = ["tickPrice", "contractDetails", "updateAccountValue", "openOrder", "execDetails"]
        #expect(names.isSuperset(of: wanted))
        for (one, other) in zip(direct.messages, byBytes.messages) { #expect(one == other) }
    }
}
