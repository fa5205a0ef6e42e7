package import TWSWire

/// What the exchange holds at one instant, for boards and tests.
package struct ExchangeSnapshot: Sendable, Hashable {
    /// One connected client.
    package struct Client: Sendable, Hashable {
        /// The connection's ID.
        package let connection: ConnectionID
        /// The client ID that it announced.
        package let clientId: Int
        /// The server version of its protocol.
        package let serverVersion: Int
        /// The number of market data streams.
        package let marketStreams: Int
    }

    /// One account of the login.
    package struct Account: Sendable, Hashable {
        /// The code.
        package let code: String
        /// The open positions by ascending conId.
        package let positions: [Position]
        /// Cash by currency, in that currency.
        package let cash: [String: Double]
        /// The value of cash and positions at market, in the base currency, to the cent.
        package let netLiquidation: Double
    }

    /// One order, whatever its state.
    package struct Order: Sendable, Hashable {
        /// The account.
        package let account: String
        /// The client that placed it.
        package let clientId: Int
        /// The client's ID for it.
        package let orderId: Int
        /// The account's ID for it; 0 while it is held.
        package let permId: Int
        /// The client's reference; empty if none.
        package let reference: String
        /// The contract.
        package let contract: Contract
        /// Whether it buys or sells.
        package let action: OrderAction
        /// The order type in TWS's form.
        package let orderType: OrderType
        /// The size.
        package let totalQuantity: ExactDecimal
        /// The filled quantity.
        package let filled: ExactDecimal
        /// The limit price; `nil` for types without one.
        package let limitPrice: Double?
        /// The stop price; `nil` for types without one.
        package let auxPrice: Double?
        /// The average price of the fills; 0 before the first.
        package let averageFillPrice: Double
        /// The status.
        package let status: OrderStatus
        /// Why it waits, as orderStatus reports it; empty if it does not wait.
        package let whyHeld: String
        /// Whether it was sent with transmit = false and TWS keeps it.
        package let isHeld: Bool
    }

    /// One open position.
    package struct Position: Sendable, Hashable {
        /// The account that holds it.
        package let account: String
        /// The contract.
        package let contract: Contract
        /// The size; negative for a short position.
        package let position: ExactDecimal
        /// The cost of one unit with multiplier and commission.
        package let averageCost: Double
        /// The midpoint of bid and ask.
        package let marketPrice: Double
        /// The value in the contract's currency.
        package let marketValue: Double
        /// The unrealized profit in the contract's currency.
        package let unrealizedPNL: Double
        /// The realized profit in the contract's currency.
        package let realizedPNL: Double
    }

    /// The accounts in TWS's order.
    package let accounts: [Account]
    /// The instant.
    package let time: ExchangeInstant
    /// The connected clients, in order of connection.
    package let clients: [Client]
    /// All orders, oldest first, including finished ones.
    package let orders: [Order]
    /// All executions, oldest first.
    package let executions: [SimulatedExecution]

    /// The open positions of all accounts, account by account.
    package var positions: [Position] { accounts.flatMap(\.positions) }

    /// The cash of all accounts combined, by currency.
    package var cash: [String: Double] { accounts.reduce(into: [:]) { $0.merge($1.cash, uniquingKeysWith: +) } }

    /// The value of cash and positions of all accounts at market, in the base currency, to the cent.
    package var netLiquidation: Double { Cents.rounded(accounts.reduce(0) { $0 + $1.netLiquidation }) }

    /// The orders that are neither held nor done.
    package var openOrders: [Order] { orders.filter { !$0.isHeld && !$0.status.isFinal } }
}

extension SimExchange {
    /// The codes of the accounts in TWS's order, such as DU1234567.
    package var accountCodes: [String] { accounts.codes }

    /// The value of cash and positions of all accounts at market, in the base currency, to the cent.
    package var netLiquidation: Double {
        accounts.netLiquidation(market, at: now)
    }

    /// Returns the value of cash and positions of an account at market, in the base currency, to the cent; `nil` for an
    /// unknown code.
    package func netLiquidation(of account: String) -> Double? {
        accounts.contains(account) ? figures(of: accounts[account]).netLiquidation : nil
    }

    /// Everything at this instant; costs a copy of all orders and executions.
    package var snapshot: ExchangeSnapshot {
        ExchangeSnapshot(
            accounts: accounts.all.map { account in
                ExchangeSnapshot.Account(
                    code: account.code,
                    positions: account.openPositions.map { line($0, of: account.code) },
                    cash: account.cash,
                    netLiquidation: figures(of: account).netLiquidation
                )
            },
            time: now,
            clients: directory.clients.map { client in
                ExchangeSnapshot.Client(
                    connection: client.id,
                    clientId: client.clientID,
                    serverVersion: reporter.version(of: client.id) ?? 0,
                    marketStreams: client.marketStreams.count
                )
            },
            orders: Self.lines(book.orders),
            executions: accounts.executions
        )
    }

    private static func lines(_ orders: some Collection<SimulatedOrder>) -> [ExchangeSnapshot.Order] {
        var lines: [ExchangeSnapshot.Order] = []
        lines.reserveCapacity(orders.count)
        // Most orders are in the contract of the one before.
        var latest: (instrument: Instrument, contract: Contract)?
        for order in orders {
            let known = latest.flatMap { $0.instrument.sharesMemory(with: order.instrument) ? $0.contract : nil }
            let contract = known ?? order.instrument.contract
            latest = (order.instrument, contract)
            lines.append(line(order, contract))
        }
        return lines
    }

    private static func line(_ order: SimulatedOrder, _ contract: Contract) -> ExchangeSnapshot.Order {
        ExchangeSnapshot.Order(
            account: order.terms.account,
            clientId: order.key.clientID,
            orderId: order.key.orderID,
            permId: order.permID,
            reference: order.terms.orderRef,
            contract: contract,
            action: order.terms.action,
            orderType: order.terms.orderType,
            totalQuantity: order.total,
            filled: order.filled,
            limitPrice: order.terms.lmtPrice,
            auxPrice: order.terms.auxPrice,
            averageFillPrice: order.averagePrice,
            status: order.status,
            whyHeld: order.whyHeld,
            isHeld: order.stage == .held
        )
    }

    private func line(_ position: SimulatedPosition, of account: String) -> ExchangeSnapshot.Position {
        let price = mark(position.instrument)
        return ExchangeSnapshot.Position(
            account: account,
            contract: position.instrument.contract,
            position: position.quantity,
            averageCost: position.averageCost,
            marketPrice: price,
            marketValue: position.marketValue(at: price),
            unrealizedPNL: position.unrealized(at: price),
            realizedPNL: position.realized
        )
    }
}
