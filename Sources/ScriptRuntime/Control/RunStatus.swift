internal import ScriptHost
package import Trading

/// What a live run reports about itself.
package struct RunStatus: Sendable, Hashable {
    /// Profit in one currency, before commission.
    package struct Profit: Sendable, Hashable {
        /// The currency's code.
        package var currency: String
        /// The sum of realized profit and of unrealized profit at the last price.
        package var amount: Double
    }

    /// An order that may still fill.
    package struct Working: Sendable, Hashable {
        /// The order ID.
        package var orderId: Int
        /// `BUY 100 AAPL LMT 190.00`.
        package var terms: String
        /// TWS's status word, or `Unknown`.
        package var status: String
    }

    /// The step of a flatten.
    enum FlattenStep: String {
        case reading
        case cancelling
        case checking
        case closing
        case verifying
    }

    /// The trading level: `ACTIVE`, `REDUCING`, `HALTED`.
    package var level = Halt.Level.active
    /// Who has closed the switch, when and why; empty while it is open.
    package var latch = ""
    /// The account; empty before it is known.
    package var account = ""
    /// Whether there is a connection.
    package var isConnected = false
    /// The number of orders that have left.
    package var orders = 0
    /// The number of executions.
    package var fills = 0
    /// The profits, one for each currency.
    package var profits: [Profit] = []
    /// The orders that may still fill, oldest first.
    package var working: [Working] = []
    /// The progress of a flatten; empty if none was requested.
    package var flatten = ""
    /// The reference of the order with unknown state that was released last; empty before the first.
    package var released = ""
    /// Whether the event loop has not answered in time, so that everything but ``level`` may be out of date.
    package var isStale = false

    /// Makes the status of a run that has just started.
    package init() {}

    /// Makes the status from what a desk knows.
    ///
    /// - Parameter closing: The IDs of every order of a flatten.
    init(_ desk: TradingDesk, closing: Set<Int>) {
        let trading = desk.summary(of: nil, closing: closing)
        level = desk.halt.level
        latch = desk.halt.latch?.text ?? ""
        account = desk.connection?.account ?? ""
        isConnected = desk.connection != nil
        orders = trading.orders
        fills = trading.fills
        working = trading.working.map { Working(orderId: $0.orderId, terms: $0.terms, status: $0.status) }
        for line in trading.lines {
            let amount = line.realized + (line.open ?? 0)
            if let place = profits.firstIndex(where: { $0.currency == line.currency }) {
                profits[place].amount += amount
            } else {
                profits.append(Profit(currency: line.currency, amount: amount))
            }
        }
    }

    /// Adds the members of its object.
    func add(to line: inout JSONLine) {
        line.add("level", level.word)
        line.add("latch", latch.isEmpty ? nil : latch)
        line.add("account", account.isEmpty ? nil : account)
        line.add("connected", isConnected)
        line.add("orders", orders)
        line.add("fills", fills)
        line.add("profits", objects: profits) { profit, line in
            line.add("currency", profit.currency)
            line.add("amount", profit.amount)
        }
        line.add("working", objects: working) { order, line in
            line.add("orderId", order.orderId)
            line.add("terms", order.terms)
            line.add("status", order.status)
        }
        line.add("flatten", flatten.isEmpty ? nil : flatten)
        line.add("released", released.isEmpty ? nil : released)
        line.add("stale", isStale)
    }

    /// Reads what ``add(to:)`` writes; `nil` if it is invalid.
    init?(_ members: JSONMembers) {
        guard let level = members.text("level").flatMap(Halt.Level.init(word:)) else { return nil }
        self.level = level
        latch = members.text("latch") ?? ""
        account = members.text("account") ?? ""
        isConnected = members.boolean("connected") ?? false
        orders = members.integer("orders") ?? 0
        fills = members.integer("fills") ?? 0
        profits = members.objects("profits").compactMap { profit in
            guard let currency = profit.text("currency"), let amount = profit.number("amount") else { return nil }
            return Profit(currency: currency, amount: amount)
        }
        working = members.objects("working").compactMap { order in
            guard let orderId = order.integer("orderId"), let terms = order.text("terms"),
                let status = order.text("status")
            else { return nil }
            return Working(orderId: orderId, terms: terms, status: status)
        }
        flatten = members.text("flatten") ?? ""
        released = members.text("released") ?? ""
        isStale = members.boolean("stale") ?? false
    }
}
