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

    /// Another event at its time.
    enum Turn: Hashable, Sendable {
        /// Trading in an instrument is halted or resumed.
        case halt(conId: Int, isOn: Bool)
        /// TWS fails as a chaos plan describes.
        case fault(ChaosPlan)
    }

    /// The prices in order of time.
    var steps: [Step] = []
    /// All other events in order of time.
    var turns: [TimedTurn] = []

    /// An event with its time.
    struct TimedTurn: Hashable, Sendable {
        let time: ExchangeInstant
        let turn: Turn
    }

    /// When the course is over; `nil` if its text does not say.
    package var end: ExchangeInstant?
    /// The time of the last line; `nil` if there is none.
    package var last: ExchangeInstant?
    /// The text, which identifies the course.
    let text: String

    /// Whether it makes TWS fail.
    package var hasFaults: Bool { turns.contains { if case .fault = $0.turn { true } else { false } } }

    /// Returns the market that follows the course, and otherwise the seed.
    package func market(seed: UInt64) -> any MarketSource {
        CourseMarket(self, QuoteEngine(seed: seed, catalogue: InstrumentCatalogue(at: .virtualStart)))
    }
}
