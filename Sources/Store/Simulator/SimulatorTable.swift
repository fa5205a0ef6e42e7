/// A table of a simulator's file.
public struct SimulatorTable: Sendable, Hashable {
    /// Its name.
    let name: String
    /// The columns that tell its rows apart, and by which they are read in order.
    let keys: [String]

    /// One row: clock, seed and counters.
    public static let exchange = SimulatorTable(name: "exchange", keys: ["seed"])
    /// All orders that were ever placed.
    public static let orders = SimulatorTable(name: "orders", keys: ["number"])
    /// All executions.
    public static let executions = SimulatorTable(name: "executions", keys: ["number"])
    /// The accounts.
    public static let accounts = SimulatorTable(name: "accounts", keys: ["number"])
    /// All positions of all accounts.
    public static let positions = SimulatorTable(name: "positions", keys: ["account", "conId"])
    /// Cash by account and currency.
    public static let cash = SimulatorTable(name: "cash", keys: ["account", "currency"])
    /// What is going to happen.
    public static let events = SimulatorTable(name: "events", keys: ["number"])
    /// What orders have taken of quotes.
    public static let quotes = SimulatorTable(name: "quotes", keys: ["conId"])

    static let all: [SimulatorTable] = [
        .exchange, .orders, .executions, .accounts, .positions, .cash, .events, .quotes,
    ]
}
