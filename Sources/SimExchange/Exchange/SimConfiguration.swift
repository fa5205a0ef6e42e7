/// Everything that decides what a `SimExchange` does, besides the requests it gets.
package struct SimConfiguration: Sendable, Hashable {
    /// Which market data the account is entitled to.
    package enum DataMode: String, Sendable, CaseIterable {
        /// Real-time quotes for everything.
        case live
        /// Delayed quotes, for clients that asked for them with reqMarketDataType(3) or (4); else error 10168.
        case delayed
        /// None: error 354.
        case none
    }

    /// How long messages travel, in milliseconds of the exchange's time.
    package struct Latency: Sendable, Hashable {
        /// From a client's request to its effect at the exchange.
        package var entry: Int = 100
        /// From the exchange back to the client.
        package var response: Int = 50
        /// Largest random delay on top of each way.
        package var jitter: Int = 20

        /// Makes the default latency: 100 ms there, 50 ms back, up to 20 ms more each way.
        package init() {}
    }

    /// When the market is open.
    package enum Sessions: String, Sendable, CaseIterable {
        /// Day and night; DAY orders do not end.
        case open
        /// By each instrument's calendar: quotes stop outside all hours, orders are held (error 399) outside theirs,
        /// and DAY orders end with the trading day.
        case real
    }

    /// When commission reports come.
    package enum CommissionTiming: String, Sendable, CaseIterable {
        /// After the execution, as TWS does as a rule.
        case afterExecution = "after"
        /// Before the execution, which a client has to stand as well.
        case beforeExecution = "before"
    }

    /// TWS's precautionary settings: what it refuses to send from the API.
    package struct Precautions: Sendable, Hashable {
        /// The largest size of an order of stocks; a larger one gets error 383.
        package var sizeLimit: Int = 500
        /// Whether orders may name an exchange where SMART is possible; if not, they get error 10311.
        package var allowsDirectRouting: Bool = false

        /// Makes TWS's own settings: 500 shares, no direct routing.
        package init() {}
    }

    /// One account of the login.
    package struct Account: Sendable, Hashable {
        /// Its code, unlike that of any other account; `nil` makes one of the form DU1234567 from the seed.
        package var code: String?
        /// Cash in the base currency USD at the start.
        package var startingCash: Double

        /// Makes an account with USD 1,000,000 unless told otherwise.
        package init(code: String? = nil, startingCash: Double = 1_000_000) {
            self.code = code
            self.startingCash = startingCash
        }
    }

    /// Decides every number the exchange makes up: quotes, jitter, ids.
    package var seed: UInt64 = 1
    /// The first instant; times before it in requests count as this instant.
    package var start: ExchangeInstant = .virtualStart
    /// When resting and market orders fill.
    package var fills: FillProfile = .paperIB
    /// What orders at the market pay more on a file's prices.
    package var slippage = Slippage()
    /// What contracts there are, for who asks for another one: `the data in prices/ have ACME, ZEST`; `nil` says nothing.
    package var marketNote: String?
    /// When the market is open.
    package var sessions: Sessions = .open
    /// Whether commission reports come after their executions or before.
    package var commissions: CommissionTiming = .afterExecution
    /// TWS's precautionary settings; `nil` as if they were bypassed for API orders.
    package var precautions: Precautions?
    /// Symbols that the account may not trade: error 203.
    package var restrictedSymbols: Set<String> = []
    /// Symbols of stocks that cannot be borrowed: selling more than there is gets error 201.
    package var notShortableSymbols: Set<String> = []
    /// How long orders and answers travel.
    package var latency: Latency = Latency()
    /// Which market data clients get.
    package var data: DataMode = .live
    /// The accounts of the login in TWS's order; empty for the one of the form DU1234567 with USD 1,000,000, or for those
    /// of the state that an exchange goes on from.
    package var accounts: [Account] = []
    /// The client id that sees the orders of all clients; `nil` for none.
    package var masterClientId: Int?
    /// Whether orders are refused with error 321, as TWS's read-only setting does.
    package var isReadOnly: Bool = false

    /// Makes the default configuration: seed 1, from 2026-01-05 10:00 New York on, live data, USD 1,000,000.
    package init() {}
}
