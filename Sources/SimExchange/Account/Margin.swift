internal import TWSWire

/// An approximation of Reg-T margin.
enum Margin {
    /// The shares of a position's value that equity must cover.
    struct Rates: Sendable {
        let initial: Double
        let maintenance: Double
    }

    /// Stocks 50 % and 25 %, bonds 25 % and 20 %, futures 8 % and 7.3 %, metals 10 %, contracts for difference on an
    /// index 5 %, currencies 3 % and 2.5 %, cryptocurrencies in full; `nil` for options, whose margin depends on what
    /// else is held (`OptionMargin`).
    static func rates(_ instrument: Instrument) -> Rates? {
        switch instrument.secType {
        case .future: Rates(initial: 0.08, maintenance: 0.073)
        case .forex: Rates(initial: 0.03, maintenance: 0.025)
        case .option, .futuresOption: nil
        case .bond: Rates(initial: 0.25, maintenance: 0.2)
        case .commodity: Rates(initial: 0.1, maintenance: 0.1)
        case .contractForDifference: Rates(initial: 0.05, maintenance: 0.05)
        case .crypto: Rates(initial: 1, maintenance: 1)
        default: Rates(initial: 0.5, maintenance: 0.25)
        }
    }
}
