/// A script as the desk knows it.
package struct ScriptSeat: Sendable {
    /// The script's name, from its header or else its file.
    package let name: String
    /// The canonical path of the script's file; empty if it has none.
    package let file: String
    /// The digits that represent the name in references of orders with a key.
    let digits: String
    /// The prefix of the references of its other orders.
    let orderPrefix: String
    /// The gate that decides what the script may trade.
    package internal(set) var gate: RiskGate
    /// Eight hexadecimal digits that identify the run in its orders' references.
    package let run: String
    /// What happens to its working orders when it ends.
    package let onStop: OnStop
    /// The number of orders it has placed.
    package internal(set) var placed = 0
    /// The tally of the orders it has sent.
    var tally = Tally()
    /// Whether the script has ended; it can then send nothing but cancels.
    package internal(set) var isRetired = false

    /// Creates a seat for a script that has not started.
    package init(name: String, file: String = "", gate: RiskGate, run: String, onStop: OnStop) {
        self.name = name
        self.file = file
        digits = OrderReference.digits(of: name)
        orderPrefix = OrderReference.prefix(run: run)
        self.gate = gate
        self.run = run
        self.onStop = onStop
    }

    /// Whether the script may see and cancel every order of the account.
    var watchesAccount: Bool { gate.permissions?.scope == .account }
}
