/// A table of a simulator's file.
public struct SimulatorTable: Sendable, Hashable {
    /// Its name.
    let name: String
    /// The column that tells its rows apart, and by which they are read in order.
    let key: String

    /// One row: clock, seed and counters.
    public static let exchange = SimulatorTable(name: "exchange", key: "account")
    /// All orders that were ever placed.
    public static let orders = SimulatorTable(name: "orders", key: "number")
    /// All executions.
    public static let executions = SimulatorTable(name: "executions", key: "number")
    /// All positions.
    public static let positions = SimulatorTable(name: "positions", key: "conId")
    /// Cash by currency.
    public static let cash = SimulatorTable(name: "cash", key: "currency")
    /// What is going to happen.
    public static let events = SimulatorTable(name: "events", key: "number")
    /// What orders have taken of quotes.
    public static let quotes = SimulatorTable(name: "quotes", key: "conId")

    static let all: [SimulatorTable] = [.exchange, .orders, .executions, .positions, .cash, .events, .quotes]
}
