import SimExchange
import TWSWire

/// An exchange with one client, driven by hand.
struct Bench {
    var exchange: SimExchange
    let client = ConnectionID(1)
    private var nextOrderID = 0

    /// Connects client 7 at server version 200.
    init(
        seed: UInt64 = 1,
        source: (any MarketSource)? = nil,
        _ change: (inout SimConfiguration) -> Void = { _ in }
    ) {
        var configuration = SimConfiguration()
        configuration.seed = seed
        change(&configuration)
        exchange = SimExchange(configuration: configuration, source: source)
        _ = exchange.connect(clientId: 7, serverVersion: 200, as: client, at: exchange.now)
    }

    /// Sends a request now and returns the answers to the client that come at once.
    mutating func send(_ request: some ClientMessagePayload, from connection: ConnectionID? = nil) -> [ServerMessage] {
        let sender = connection ?? client
        return exchange.receive(request.clientMessage, from: sender, at: exchange.now)
            .filter { $0.connection == sender }.map(\.message)
    }

    /// Places an order now and returns the answers to the client that come at once.
    mutating func place(_ request: ClientMessage.PlaceOrder) -> [ServerMessage] {
        send(request)
    }

    /// Cancels an order now and returns the answers to the client that come at once.
    mutating func cancel(_ orderID: Int) -> [ServerMessage] {
        var request = ClientMessage.CancelOrder()
        request.orderId = orderID
        return send(request)
    }

    /// Lets time pass and returns what comes to the client meanwhile.
    mutating func wait(milliseconds: Int64) -> [ServerMessage] {
        exchange.advance(to: exchange.now.adding(milliseconds: milliseconds))
            .filter { $0.connection == client }.map(\.message)
    }

    /// The next unused order id.
    mutating func orderID() -> Int {
        nextOrderID += 1
        return nextOrderID
    }

    /// Connects another client.
    mutating func connect(_ clientID: Int, as number: Int) -> ConnectionID {
        let connection = ConnectionID(number)
        _ = exchange.connect(clientId: clientID, serverVersion: 200, as: connection, at: exchange.now)
        return connection
    }
}

extension Contract {
    static func stock(_ symbol: String, exchange: String = "SMART", currency: String = "USD") -> Contract {
        var contract = Contract()
        contract.symbol = symbol
        contract.secType = .stock
        contract.exchange = exchange
        contract.currency = currency
        return contract
    }

    static let aapl = stock("AAPL")

    /// The Micro E-mini of March 2026.
    static let mes: Contract = {
        var contract = Contract()
        contract.symbol = "MES"
        contract.secType = .future
        contract.exchange = "CME"
        contract.currency = "USD"
        contract.lastTradeDateOrContractMonth = "202603"
        return contract
    }()

    static let euro: Contract = {
        var contract = Contract()
        contract.symbol = "EUR"
        contract.secType = .forex
        contract.exchange = "IDEALPRO"
        contract.currency = "USD"
        return contract
    }()
}

extension ClientMessage.PlaceOrder {
    /// An order of 100 shares of AAPL, changed by `change`.
    static func order(
        _ id: Int,
        _ action: OrderAction = .buy,
        _ type: OrderType = .market,
        limit: Double? = nil,
        stop: Double? = nil,
        of contract: Contract = .aapl,
        _ change: (inout Order) -> Void = { _ in }
    ) -> ClientMessage.PlaceOrder {
        var request = ClientMessage.PlaceOrder()
        request.orderId = id
        request.contract = contract
        request.order.action = action
        request.order.orderType = type
        request.order.totalQuantity = 100
        request.order.lmtPrice = limit
        request.order.auxPrice = stop
        change(&request.order)
        return request
    }
}
