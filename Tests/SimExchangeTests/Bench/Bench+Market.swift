import TWSWire

@testable import SimExchange

extension Bench {
    static let aaplID = 265_598

    /// A bench without jitter: requests reach the exchange 100 ms after they are sent, news takes 50 ms back.
    static func punctual(seed: UInt64 = 1, _ change: (inout SimConfiguration) -> Void = { _ in }) -> Bench {
        Bench(seed: seed) { configuration in
            configuration.latency.jitter = 0
            change(&configuration)
        }
    }

    /// When a request sent now reaches the exchange.
    var arrival: ExchangeInstant { exchange.now.adding(milliseconds: 100) }

    /// Bid and ask of AAPL, or of another instrument, at an instant.
    func book(_ conID: Int = Bench.aaplID, at instant: ExchangeInstant? = nil) -> TopOfBook {
        exchange.market.source.book(conID, at: instant ?? exchange.now)
            ?? TopOfBook(bid: .nan, ask: .nan, bidSize: 0, askSize: 0, time: exchange.now)
    }

    /// Price of the last trade of AAPL, or of another instrument, at an instant.
    func last(_ conID: Int = Bench.aaplID, at instant: ExchangeInstant? = nil) -> Double {
        exchange.market.source.quote(conID, at: instant ?? exchange.now)?.last ?? .nan
    }

    /// Trades of AAPL after one instant and up to another.
    func trades(after start: ExchangeInstant, upTo end: ExchangeInstant) -> [MarketTrade] {
        exchange.market.source.trades(
            Bench.aaplID,
            from: start.adding(nanoseconds: 1),
            to: end.adding(nanoseconds: 1),
            limit: 100_000
        )
    }

    /// Lets time pass until an instant and returns what comes to the client meanwhile.
    mutating func wait(until instant: ExchangeInstant) -> [ServerMessage] {
        exchange.advance(to: instant).filter { $0.connection == client }.map(\.message)
    }

    /// The state of the client's order with an id.
    func status(_ orderID: Int) -> OrderStatus? {
        exchange.snapshot.orders.first { $0.orderId == orderID && $0.clientId == 7 }?.status
    }

    /// The terms that reqOpenOrders shows of an order.
    mutating func openTerms(_ orderID: Int) throws -> Order {
        for case .openOrder(let open) in send(ClientMessage.ReqOpenOrders()) where open.orderId == orderID {
            return open.order
        }
        throw NotOpen(orderID: orderID)
    }

    private struct NotOpen: Error {
        let orderID: Int
    }
}

extension [ServerMessage] {
    /// The codes of the error messages.
    var codes: [Int] {
        compactMap { message in
            if case .error(let error) = message { error.errorCode } else { nil }
        }
    }

    /// The texts of the error messages.
    var errorTexts: [String] {
        compactMap { message in
            if case .error(let error) = message { error.errorString } else { nil }
        }
    }

    /// The terms of the openOrder messages.
    var terms: [Order] {
        compactMap { message in
            if case .openOrder(let open) = message { open.order } else { nil }
        }
    }
}

/// A price in whole cents, free of the noise of binary fractions.
func cents(_ price: Double) -> Double { (price * 100).rounded() / 100 }
