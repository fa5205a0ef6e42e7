/// An order of a run.
package struct ReportedOrder: Codable, Hashable, Sendable {
    /// When it was placed, in seconds since the epoch.
    package var time: Double
    /// The order ID; 0 for an order refused before it had one.
    package var orderId: Int
    /// Its terms in a few words, such as `BUY 100 AAPL LMT 187.5`.
    package var terms: String
    /// The final status, in IB's words.
    package var status: String

    /// Makes an order with its final status.
    package init(time: Double, orderId: Int, terms: String, status: String) {
        self.time = time
        self.orderId = orderId
        self.terms = terms
        self.status = status
    }
}
