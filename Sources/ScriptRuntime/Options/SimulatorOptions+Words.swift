internal import SimExchange

// The words of the command line. The exchange has types of its own for them; the command line does not know the exchange.

extension SimulatorOptions {
    /// Where the exchange's time comes from.
    package enum Clock: String, Sendable, CaseIterable {
        /// From a day of its own, at any speed.
        case virtual
        /// The machine's.
        case system
    }

    /// When orders fill.
    package enum Fills: String, Sendable, CaseIterable {
        /// As on IB's paper account.
        case paperIB = "paper-ib"
        /// In full, whatever size is quoted.
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

    /// Which market data clients get.
    package enum Data: String, Sendable, CaseIterable {
        /// Real-time quotes.
        case live
        /// Delayed quotes, for clients that ask for them.
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
        /// Day and night.
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
