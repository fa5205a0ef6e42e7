/// A script as the desk knows it.
package struct ScriptSeat: Sendable {
    /// Its name: of its header, else of its file.
    package let name: String
    /// Canonical path of its file; empty where it has none.
    package let file: String
    /// What stands for its name in the references of orders with a key.
    let digits: String
    /// What the references of its other orders begin with.
    let orderPrefix: String
    /// What it may trade.
    package internal(set) var gate: RiskGate
    /// Eight hexadecimal digits that name the run in its orders' references.
    package let run: String
    /// What becomes of its working orders when it ends.
    package let onStop: OnStop
    /// How many orders it has placed.
    package internal(set) var placed = 0
    /// What has left of it.
    var tally = Tally()
    /// Whether it has ended: nothing of it leaves any more but cancels.
    package internal(set) var isRetired = false

    /// A seat for a script that has not begun.
    package init(name: String, file: String = "", gate: RiskGate, run: String, onStop: OnStop) {
        self.name = name
        self.file = file
        digits = OrderReference.digits(of: name)
        orderPrefix = OrderReference.prefix(run: run)
        self.gate = gate
        self.run = run
        self.onStop = onStop
    }

    /// Whether it may see and cancel every order of the account.
    var watchesAccount: Bool { gate.permissions?.scope == .account }
}
