/// What the journal tells a run that starts.
package struct JournalHistory: Sendable {
    /// Orders that are not done, whoever placed them, and every keyed order of the run's scripts in whatever state;
    /// oldest first.
    package var orders: [PastOrder]
    /// Orders placed within about the last day of the journal, whatever became of them.
    package var day: [DayOrder] = []
    /// The highest order id that a client has used; key: the client id.
    package var highestOrderId: [Int: Int]
    /// The file that first used a script's name on the account; key: the name, value: the canonical path.
    package var fileOfName: [String: String]

    /// Creates a history; empty by default.
    package init(orders: [PastOrder] = [], highestOrderId: [Int: Int] = [:], fileOfName: [String: String] = [:]) {
        self.orders = orders
        self.highestOrderId = highestOrderId
        self.fileOfName = fileOfName
    }
}
