import TWSWire
import Testing

@testable import SimExchange

/// The reporter by itself: what versions it leaves out, and the order of a fill's messages as captured from a paper
/// Gateway (ibkr-go, api_dollar_cost_averaging and place_order_modify_to_market_late_execution, April 2026).
@Suite struct ReporterTests {
    private let client = ConnectionID(1)

    private func order(_ change: (inout SimulatedOrder) -> Void) throws -> SimulatedOrder {
        let instrument = InstrumentCatalogue().find(ContractQuery(symbol: "AAPL", secType: "STK"))[0]
        var terms = Order()
        (terms.action, terms.orderType, terms.totalQuantity) = (.buy, .market, 1)
        var order = SimulatedOrder(
            OrderKey(clientID: 7, orderID: 3),
            Traded(instrument: instrument, legs: []),
            terms,
            try OrderTerms.behaviour(terms)
        )
        order.stage = .live
        change(&order)
        return order
    }

    private func execution() -> SimulatedExecution {
        var execution = Execution()
        (execution.orderId, execution.execId, execution.side) = (3, "0000e0d5.6769a7c4.01.01", .bought)
        return SimulatedExecution(
            execution: execution,
            contract: .aapl,
            conId: 265_598,
            commission: 1,
            currency: "USD",
            realizedPNL: nil,
            time: .virtualStart
        )
    }

    @Test func nothingGoesToWhoIsNotThereOrDoesNotKnowIt() {
        var reporter = Reporter()
        reporter.endMulti(1, to: client)
        #expect(reporter.takeDeliveries().isEmpty)
        // accountUpdateMultiEnd came with server version 102 (the protocol's table of messages).
        reporter.open(client, serverVersion: ServerMessage.AccountUpdateMultiEnd.since - 1)
        reporter.endMulti(1, to: client)
        #expect(reporter.takeDeliveries().isEmpty)
        reporter.open(client, serverVersion: ServerMessage.AccountUpdateMultiEnd.since)
        reporter.endMulti(1, to: client)
        #expect(reporter.takeDeliveries().map(\.message.name) == ["accountUpdateMultiEnd"])
        reporter.close(client)
        reporter.endMulti(1, to: client)
        #expect(reporter.takeDeliveries().isEmpty)
    }

    @Test func aFillIsToldInTheCapturedOrder() throws {
        var reporter = Reporter()
        reporter.open(client, serverVersion: 200)
        let filled = try order { ($0.status, $0.filled) = (.filled, 1) }
        reporter.tellFill(of: filled, [execution()], .afterExecution, to: [client])
        let names = reporter.takeDeliveries().map(\.message.name)
        #expect(
            names == [
                "execDetails", "openOrder", "orderStatus", "openOrder", "orderStatus", "commissionAndFeesReport",
            ]
        )
        let late = try order { ($0.status, $0.filled, $0.isMadeMarketable) = (.filled, 1, true) }
        reporter.tellFill(of: late, [execution()], .afterExecution, to: [client])
        #expect(
            reporter.takeDeliveries().map(\.message.name).prefix(3) == ["openOrder", "orderStatus", "execDetails"]
        )
    }

    @Test func whatAFilledOrderIsToldByCanBeMadeLater() throws {
        let filled = try order { ($0.status, $0.filled, $0.permID) = (.filled, 1, 77) }
        var reporter = Reporter()
        reporter.open(client, serverVersion: 200)
        reporter.tellFill(of: filled, [execution()], .afterExecution, to: [client, ConnectionID(9)])
        let made = reporter.takeDeliveries()
        reporter.defersFilledOrders = true
        reporter.tellFill(of: filled, [execution()], .afterExecution, to: [client, ConnectionID(9)])
        let outputs = reporter.takeOutputs()
        #expect(outputs == [.deliver(made[0]), .filled(client, FilledOrder(filled)), .deliver(made[5])])
        #expect(outputs.flatMap(\.deliveries) == made)
        // A part of the order is told at once.
        let part = try order { ($0.status, $0.filled, $0.total) = (.submitted, 1, 2) }
        reporter.tellFill(of: part, [execution()], .afterExecution, to: [client])
        #expect(reporter.takeOutputs().compactMap(\.message?.name).count == 4)
    }

    @Test func aHeldOrderIsNotTold() throws {
        var reporter = Reporter()
        reporter.open(client, serverVersion: 200)
        reporter.tell(try order { $0.stage = .held }, to: [client])
        #expect(reporter.takeDeliveries().isEmpty)
    }
}
