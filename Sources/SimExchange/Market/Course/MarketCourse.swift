/// A scripted course of the market: the prices of some instruments over time, trading halts, and faults of TWS.
///
/// Instruments without a price in the course follow the seed as usual.
package struct MarketCourse: Hashable, Sendable {
    /// A price of an instrument, which holds until the next one.
    struct Step: Hashable, Sendable {
        let time: ExchangeInstant
        let conId: Int
        /// The price of the trade that comes with the step.
        let price: Double
        let bid: Double
        let ask: Double
        /// The units that are traded, bid and offered.
        let size: Int64
    }

    /// Something else that happens at its time.
    enum Turn: Hashable, Sendable {
        /// Trading in an instrument stops, or goes on.
        case halt(conId: Int, isOn: Bool)
        /// TWS fails in the way of a chaos plan.
        case fault(ChaosPlan)
    }

    /// Prices in order of time.
    var steps: [Step] = []
    /// Everything else in order of time.
    var turns: [TimedTurn] = []

    /// A turn with its time.
    struct TimedTurn: Hashable, Sendable {
        let time: ExchangeInstant
        let turn: Turn
    }

    /// When the course is over; `nil` where its text does not say.
    package var end: ExchangeInstant?
    /// The time of its last line; `nil` without any.
    package var last: ExchangeInstant?
    /// Its text, by which it is known.
    let text: String

    /// Whether it lets TWS fail.
    package var hasFaults: Bool { turns.contains { if case .fault = $0.turn { true } else { false } } }

    /// The market that follows it, and where it says nothing, the seed.
    package func market(seed: UInt64) -> any MarketSource {
        CourseMarket(self, QuoteEngine(seed: seed, catalogue: InstrumentCatalogue(at: .virtualStart)))
    }
}
