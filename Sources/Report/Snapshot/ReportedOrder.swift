/// One order of a run.
package struct ReportedOrder: Codable, Hashable, Sendable {
    /// Seconds since the epoch at which it was placed.
    package var time: Double
    /// Its number; 0 for one that was refused before it had any.
    package var orderId: Int
    /// Its terms in a few words, such as `BUY 100 AAPL LMT 187.5`.
    package var terms: String
    /// Where it ended, in IB's words.
    package var status: String

    /// An order and its end.
    package init(time: Double, orderId: Int, terms: String, status: String) {
        self.time = time
        self.orderId = orderId
        self.terms = terms
        self.status = status
    }
}
