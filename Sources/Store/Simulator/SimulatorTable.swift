/// A table of a simulator's file.
package struct SimulatorTable: Sendable, Hashable {
    /// Its name.
    let name: String
    /// The columns that identify its rows and order them when read.
    let keys: [String]

    /// A single row: clock, seed and counters.
    package static let exchange = SimulatorTable(name: "exchange", keys: ["seed"])
    /// All orders ever placed.
    package static let orders = SimulatorTable(name: "orders", keys: ["number"])
    /// All executions.
    package static let executions = SimulatorTable(name: "executions", keys: ["number"])
    /// The accounts.
    package static let accounts = SimulatorTable(name: "accounts", keys: ["number"])
    /// All positions of all accounts.
    package static let positions = SimulatorTable(name: "positions", keys: ["account", "conId"])
    /// Cash by account and currency.
    package static let cash = SimulatorTable(name: "cash", keys: ["account", "currency"])
    /// Future events.
    package static let events = SimulatorTable(name: "events", keys: ["number"])
    /// The sizes that orders have taken from quotes.
    package static let quotes = SimulatorTable(name: "quotes", keys: ["conId"])

    static let all: [SimulatorTable] = [
        .exchange, .orders, .executions, .accounts, .positions, .cash, .events, .quotes,
    ]
}
