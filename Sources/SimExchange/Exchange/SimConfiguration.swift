/// Everything that determines what a `SimExchange` does, besides the requests it receives.
package struct SimConfiguration: Sendable, Hashable {
    /// The market data to which the account is entitled.
    package enum DataMode: String, Sendable, CaseIterable {
        /// Real-time quotes for everything.
        case live
        /// Delayed quotes, for clients that requested them with reqMarketDataType(3) or (4); otherwise error 10168.
        case delayed
        /// No market data: error 354.
        case none
    }

    /// How long messages travel, in milliseconds of the exchange's time.
    package struct Latency: Sendable, Hashable {
        /// From a client's request to its effect at the exchange.
        package var entry: Int = 100
        /// From the exchange back to the client.
        package var response: Int = 50
        /// The largest random delay added to each way.
        package var jitter: Int = 20

        /// Makes the default latency: 100 ms there, 50 ms back, and up to 20 ms more each way.
        package init() {}
    }

    /// When the market is open.
    package enum Sessions: String, Sendable, CaseIterable {
        /// Around the clock; DAY orders do not end.
        case open
        /// By each instrument's calendar: quotes stop outside all hours, orders are held (error 399) outside theirs,
        /// and DAY orders end with the trading day.
        case real
    }

    /// When commission reports come.
    package enum CommissionTiming: String, Sendable, CaseIterable {
        /// After the execution, as TWS usually does.
        case afterExecution = "after"
        /// Before the execution, which a client must handle as well.
        case beforeExecution = "before"
    }

    /// TWS's precautionary settings: the orders that it refuses to accept from the API.
    package struct Precautions: Sendable, Hashable {
        /// The largest size of a stock order; a larger one gets error 383.
        package var sizeLimit: Int = 500
        /// Whether orders may name an exchange where SMART is possible; otherwise, they get error 10311.
        package var allowsDirectRouting: Bool = false

        /// Makes TWS's default settings: 500 shares, no direct routing.
        package init() {}
    }

    /// One account of the login.
    package struct Account: Sendable, Hashable {
        /// The code, different from that of any other account; `nil` makes a code of the form DU1234567 from the seed.
        package var code: String?
        /// The cash in the base currency USD at the start.
        package var startingCash: Double

        /// Makes an account with USD 1,000,000 by default.
        package init(code: String? = nil, startingCash: Double = 1_000_000) {
            self.code = code
            self.startingCash = startingCash
        }
    }

    /// Determines every number that the exchange makes up: quotes, jitter, IDs.
    package var seed: UInt64 = 1
    /// The first instant; earlier times in requests count as this instant.
    package var start: ExchangeInstant = .virtualStart
    /// When resting and market orders fill.
    package var fills: FillProfile = .paperIB
    /// What market orders pay in addition to the prices of a file.
    package var slippage = Slippage()
    /// A note on the available contracts for errors about others: `the data in prices/ have ACME, ZEST`; `nil` for
    /// none.
    package var marketNote: String?
    /// When the market is open.
    package var sessions: Sessions = .open
    /// Whether commission reports come after their executions or before.
    package var commissions: CommissionTiming = .afterExecution
    /// TWS's precautionary settings; `nil` if they are bypassed for API orders.
    package var precautions: Precautions?
    /// The symbols that the account may not trade: error 203.
    package var restrictedSymbols: Set<String> = []
    /// The symbols of stocks that cannot be borrowed: selling more than the position gets error 201.
    package var notShortableSymbols: Set<String> = []
    /// How long orders and answers travel.
    package var latency: Latency = Latency()
    /// The market data that clients receive.
    package var data: DataMode = .live
    /// The accounts of the login in TWS's order; empty for a single one of the form DU1234567 with USD 1,000,000, or
    /// for the accounts of the restored state.
    package var accounts: [Account] = []
    /// The client ID that sees the orders of all clients; `nil` for none.
    package var masterClientId: Int?
    /// Whether orders are refused with error 321, as with TWS's read-only setting.
    package var isReadOnly: Bool = false

    /// Makes the default configuration: seed 1, from 2026-01-05 10:00 New York, live data, USD 1,000,000.
    package init() {}
}
