internal import CivilTime
internal import Notation
package import Report
internal import TWSWire
package import Trading

/// Makes the snapshot of a run from the records of its journal, one after the other.
///
/// A journal contains orders and fills, not the value of an account: the value starts at a given amount and follows the
/// fills, with each position at the price of its last fill.
package struct JournalSnapshot: Sendable {
    private struct Held {
        var quantity = 0.0
        var price = 0.0
        var multiplier = 1.0
    }

    private var run: RunSnapshot
    private var fills: [String: Int] = [:]
    private var commissions: [String: Double] = [:]
    private var orders: [Int: Int] = [:]
    private var wanted: [Int: Wanted] = [:]

    /// The quantity of an order, and how much of it has been executed.
    private struct Wanted {
        var quantity: Double
        var isCombination: Bool
        /// The sizes of its executions, without the legs of a combination, by the stem of the execId.
        var executed: [String: Double] = [:]
    }

    /// Starts with an account of so much money.
    package init(startingEquity: Double) {
        run = RunSnapshot(
            script: ReportedScript(name: "", hash: "", card: ""),
            profile: "run",
            start: .infinity,
            startingEquity: startingEquity
        )
        run.end = -.infinity
    }

    /// Adds the next record.
    package mutating func add(_ record: JournalRecord) {
        let time = Double(record.at.nanoseconds) / 1e9
        run.start = min(run.start, time)
        run.end = max(run.end, time)
        switch record.event {
        case .runStarted(let facts): run.profile = facts.mode
        case .scriptStarted(let name, let file, let hash):
            let names = run.script.name.isEmpty ? name : run.script.name + ", " + name
            run.script = ReportedScript(name: names, hash: hash, card: run.script.card + file + "\n")
        case .intent(let orderId, let contract, let order):
            orders[orderId] = run.orders.count
            wanted[orderId] = Wanted(
                quantity: order.totalQuantity?.double ?? .infinity,
                isCombination: contract.secType == .combination || !contract.comboLegs.isEmpty
            )
            let terms = OrderWords.terms(of: order, contract)
            run.orders.append(ReportedOrder(time: time, orderId: orderId, terms: terms, status: "not sent"))
        case .message(let message): add(message, time)
        default: break
        }
    }

    private mutating func add(_ message: ServerMessage, _ time: Double) {
        switch message {
        case .orderStatus(let status):
            // A filled order stays filled, whatever an older status says.
            guard let place = orders[status.orderId], run.orders[place].status != OrderStatusText.filled else { return }
            run.orders[place].status = status.status.text
        case .execDetails(let details): add(details, time)
        case .commissionAndFeesReport(let report):
            guard let amount = report.commissionAndFees, amount >= 0 else { return }
            commissions[Self.stem(report.execId)] = amount
        default: break
        }
    }

    /// Adds an execution; a correction replaces what it corrects.
    private mutating func add(_ details: ServerMessage.ExecDetails, _ time: Double) {
        count(details)
        guard details.contract.secType != .combination else { return }
        let execution = details.execution
        let shares = execution.shares?.double ?? 0
        let fill = ReportedFill(
            time: time,
            symbol: InstrumentKey(details.contract).text,
            orderId: execution.orderId,
            quantity: execution.side == .bought ? shares : -shares,
            price: execution.price,
            multiplier: Double(details.contract.multiplier) ?? 1
        )
        let stem = Self.stem(execution.execId)
        if let place = fills[stem] {
            (run.fills[place].quantity, run.fills[place].price) = (fill.quantity, fill.price)
        } else {
            fills[stem] = run.fills.count
            run.fills.append(fill)
        }
    }

    /// Counts an execution. Executions show that an order is filled; the status that says so may come late, or never.
    private mutating func count(_ details: ServerMessage.ExecDetails) {
        let execution = details.execution
        guard let place = orders[execution.orderId], var order = wanted[execution.orderId],
            order.isCombination == (details.contract.secType == .combination)
        else { return }
        order.executed[Self.stem(execution.execId)] = execution.shares?.double ?? 0
        wanted[execution.orderId] = order
        let filled = order.executed.values.reduce(0, +).rounded(places: 8)
        if filled >= order.quantity { run.orders[place].status = OrderStatusText.filled }
    }

    /// Returns an execId without its last part, which counts the corrections.
    private static func stem(_ execId: String) -> String {
        execId.split(separator: ".").dropLast().joined(separator: ".")
    }

    /// Returns the result of the run; `nil` without any record.
    package func snapshot() -> RunSnapshot? {
        guard run.start <= run.end else { return nil }
        var run = run
        for (stem, place) in fills { run.fills[place].commission = commissions[stem] ?? 0 }
        var (cash, held) = (run.startingEquity, [String: Held]())
        for fill in run.fills {
            cash -= fill.quantity * fill.price * fill.multiplier + fill.commission
            var position = held[fill.symbol] ?? Held()
            position.quantity += fill.quantity
            (position.price, position.multiplier) = (fill.price, fill.multiplier)
            held[fill.symbol] = position
            let values = held.values.map { $0.quantity * $0.price * $0.multiplier }
            let exposure = values.reduce(0) { $0 + abs($1) }
            run.equity.append(
                EquityPoint(
                    time: fill.time,
                    equity: (cash + values.reduce(0, +)).rounded(places: 6),
                    exposure: exposure
                )
            )
        }
        run.positions = held.sorted { $0.key < $1.key }.filter { $0.value.quantity != 0 }.map { symbol, position in
            ReportedPosition(
                symbol: symbol,
                quantity: position.quantity,
                price: position.price,
                multiplier: position.multiplier
            )
        }
        run.prices = Set(run.fills.map(\.symbol)).sorted().map { symbol in
            let own = run.fills.filter { $0.symbol == symbol }
            return PriceSeries(symbol: symbol, times: own.map(\.time), prices: own.map(\.price))
        }
        run.assumptions = [
            "The account's worth is taken as \(NumberText.fixed(run.startingEquity, places: 2, grouped: true)) at the start.",
            "A journal has no prices but those of fills: positions are valued at their last fill.",
        ]
        return run
    }
}

/// The words for an order's outcome.
private enum OrderStatusText {
    static let filled = "Filled"
}

/// Orders in a few words.
enum OrderWords {
    /// Returns the terms of an order: `BUY 100 AAPL LMT 187.5`.
    static func terms(of order: Order, _ contract: Contract) -> String {
        var words = [
            order.action.text, order.totalQuantity.map { "\($0)" } ?? "", InstrumentKey(contract).text,
            order.orderType.text,
        ]
        if let limit = order.lmtPrice, order.orderType != .market { words.append(NumberText.plain(limit)) }
        if let price = order.auxPrice, price != 0 { words.append("stop \(NumberText.plain(price))") }
        return words.filter { !$0.isEmpty }.joined(separator: " ")
    }
}
