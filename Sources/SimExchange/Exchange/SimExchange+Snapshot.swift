public import TWSWire

/// What the exchange holds at one instant, for boards and tests.
public struct ExchangeSnapshot: Sendable, Hashable {
    /// One connected client.
    public struct Client: Sendable, Hashable {
        /// The connection's name.
        public let connection: ConnectionID
        /// The client id it gave.
        public let clientId: Int
        /// The protocol version it speaks.
        public let serverVersion: Int
        /// How many market data streams it has.
        public let marketStreams: Int
    }

    /// One account of the login.
    public struct Account: Sendable, Hashable {
        /// Its code.
        public let code: String
        /// Its open positions by rising conId.
        public let positions: [Position]
        /// Cash by currency, in that currency.
        public let cash: [String: Double]
        /// Cash and positions at market, in the base currency, to the cent.
        public let netLiquidation: Double
    }

    /// One order, whatever its state.
    public struct Order: Sendable, Hashable {
        /// The account it is for.
        public let account: String
        /// The client that placed it.
        public let clientId: Int
        /// The client's id for it.
        public let orderId: Int
        /// The account's id for it; 0 while it is held.
        public let permId: Int
        /// What it trades.
        public let contract: Contract
        /// `BUY` or `SELL`.
        public let action: String
        /// The type under TWS's name.
        public let orderType: String
        /// Its size.
        public let totalQuantity: ExactDecimal
        /// How much of it is filled.
        public let filled: ExactDecimal
        /// The limit; `nil` for types without one.
        public let limitPrice: Double?
        /// The stop; `nil` for types without one.
        public let auxPrice: Double?
        /// Average price of its fills; 0 before the first.
        public let averageFillPrice: Double
        /// Its state.
        public let status: OrderStatus
        /// Why it waits, as orderStatus tells it; empty if it does not.
        public let whyHeld: String
        /// Whether it was sent with transmit = false and TWS keeps it.
        public let isHeld: Bool
    }

    /// One open position.
    public struct Position: Sendable, Hashable {
        /// The account that holds it.
        public let account: String
        /// The contract.
        public let contract: Contract
        /// Negative for a short position.
        public let position: ExactDecimal
        /// Cost of one unit with multiplier and commission.
        public let averageCost: Double
        /// The middle of bid and ask.
        public let marketPrice: Double
        /// Value in the contract's currency.
        public let marketValue: Double
        /// Open profit in the contract's currency.
        public let unrealizedPNL: Double
        /// Realised profit in the contract's currency.
        public let realizedPNL: Double
    }

    /// The accounts in TWS's order.
    public let accounts: [Account]
    /// The instant.
    public let time: ExchangeInstant
    /// The connected clients in the order they came.
    public let clients: [Client]
    /// All orders, oldest first, finished ones too.
    public let orders: [Order]
    /// All executions, oldest first.
    public let executions: [SimulatedExecution]

    /// The open positions of all accounts, account by account.
    public var positions: [Position] { accounts.flatMap(\.positions) }

    /// The cash of all accounts together, by currency.
    public var cash: [String: Double] { accounts.reduce(into: [:]) { $0.merge($1.cash, uniquingKeysWith: +) } }

    /// Cash and positions of all accounts at market, in the base currency, to the cent.
    public var netLiquidation: Double { Cents.rounded(accounts.reduce(0) { $0 + $1.netLiquidation }) }

    /// The orders that are neither held nor done.
    public var openOrders: [Order] { orders.filter { !$0.isHeld && !$0.status.isFinal } }
}

extension SimExchange {
    /// The codes of the accounts in TWS's order, such as DU1234567.
    public var accountCodes: [String] { accounts.codes }

    /// Cash and positions of all accounts at market, in the base currency, to the cent.
    public var netLiquidation: Double {
        Cents.rounded(accounts.all.reduce(0) { $0 + figures(of: $1).netLiquidation })
    }

    /// Cash and positions of an account at market, in the base currency, to the cent; `nil` for a code that none has.
    public func netLiquidation(of account: String) -> Double? {
        accounts.contains(account) ? figures(of: accounts[account]).netLiquidation : nil
    }

    /// Everything at this instant; costs a copy of all orders and executions.
    public var snapshot: ExchangeSnapshot {
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
            clients: clients.map { client in
                ExchangeSnapshot.Client(
                    connection: client.id,
                    clientId: client.clientID,
                    serverVersion: client.serverVersion,
                    marketStreams: client.marketStreams.count
                )
            },
            orders: book.orders.map(Self.line),
            executions: executions
        )
    }

    private static func line(_ order: SimulatedOrder) -> ExchangeSnapshot.Order {
        ExchangeSnapshot.Order(
            account: order.terms.account,
            clientId: order.key.clientID,
            orderId: order.key.orderID,
            permId: order.permID,
            contract: order.instrument.contract,
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
