internal import SimExchange

// The words of the command line. The exchange has its own types for them; the command line does not know the exchange.

extension SimulatorOptions {
    /// The source of the exchange's time.
    package enum Clock: String, Sendable, CaseIterable {
        /// A clock of its own, from any day and at any speed.
        case virtual
        /// The machine's clock.
        case system
    }

    /// When orders fill.
    package enum Fills: String, Sendable, CaseIterable {
        /// Like IB's paper account.
        case paperIB = "paper-ib"
        /// In full, whatever the quoted size.
        case optimistic
        /// One increment worse.
        case conservative

        var profile: FillProfile {
            switch self {
            case .paperIB: .paperIB
            case .optimistic: .optimistic
            case .conservative: .conservative
            }
        }
    }

    /// The market data that clients receive.
    package enum Data: String, Sendable, CaseIterable {
        /// Real-time quotes.
        case live
        /// Delayed quotes, for clients that request them.
        case delayed
        /// No quotes.
        case none

        var mode: SimConfiguration.DataMode {
            switch self {
            case .live: .live
            case .delayed: .delayed
            case .none: .none
            }
        }
    }

    /// When the market is open.
    package enum Sessions: String, Sendable, CaseIterable {
        /// Around the clock.
        case open
        /// By each exchange's calendar.
        case real

        var hours: SimConfiguration.Sessions {
            switch self {
            case .open: .open
            case .real: .real
            }
        }
    }
}
