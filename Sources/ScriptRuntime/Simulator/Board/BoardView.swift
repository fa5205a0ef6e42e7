internal import Notation
internal import SimExchange
internal import TWSWire

/// The simulator's live board as lines of text: clients, orders as in TWS's API tab, fills, positions, log; where there
/// are several accounts, those too, and the account of every line.
struct BoardView {
    /// Where the simulator listens.
    let address: String
    /// Columns of the terminal.
    let width: Int
    /// Lines of the terminal.
    let height: Int

    /// The board's lines, at most ``height``; the newest orders, fills and log lines where not all have room.
    func lines(_ snapshot: ExchangeSnapshot, log: [String]) -> [String] {
        let time = ExchangeTime.text(snapshot.time, in: .newYork)
        let money = BoardNumber.money(snapshot.netLiquidation)
        let hasSeveral = snapshot.accounts.count > 1
        let owner = hasSeveral ? "\(snapshot.accounts.count) accounts" : snapshot.accounts.map(\.code).joined()
        var lines = ["ibscript sim on \(address)   \(time)   \(owner)   net liquidation \(money) USD"]
        if hasSeveral { lines += accounts(snapshot).lines(last: height / 4, width: width) }
        let tables = [
            ("Clients", clients(snapshot)), ("Positions", positions(snapshot)), ("Orders", orders(snapshot)),
            ("Fills", fills(snapshot)),
        ]
        // Title, blank and head of five parts; what is left is shared, the orders first.
        let room = max(5, height - lines.count - 5 * 2)
        let share = room / 5
        for (title, table) in tables {
            lines += section(title, table.lines(last: share, width: width, hiding: hasSeveral ? nil : "account"))
        }
        let left = max(0, height - lines.count - 2)
        lines += section("Log", log.suffix(left).map { String($0.prefix(width)) })
        return Array(lines.prefix(height))
    }

    private func section(_ title: String, _ lines: [String]) -> [String] { ["", title] + lines }

    private func accounts(_ snapshot: ExchangeSnapshot) -> BoardTable {
        var table = BoardTable([("account", .left), ("net liquidation", .right), ("cash", .left)])
        for account in snapshot.accounts {
            let cash = account.cash.sorted { $0.key < $1.key }.map { "\(BoardNumber.money($0.value)) \($0.key)" }
            table.add([account.code, BoardNumber.money(account.netLiquidation), cash.joined(separator: "  ")])
        }
        return table
    }

    private func clients(_ snapshot: ExchangeSnapshot) -> BoardTable {
        var table = BoardTable([("client", .right), ("version", .right), ("streams", .right)])
        for client in snapshot.clients {
            table.add(["\(client.clientId)", "\(client.serverVersion)", "\(client.marketStreams)"])
        }
        return table
    }

    private func orders(_ snapshot: ExchangeSnapshot) -> BoardTable {
        var table = BoardTable([
            ("account", .left), ("client", .right), ("order", .right), ("action", .left), ("quantity", .right),
            ("contract", .left), ("type", .left), ("limit", .right), ("aux", .right), ("filled", .right),
            ("average", .right), ("status", .left),
        ])
        for order in snapshot.orders {
            let status = order.isHeld ? "not transmitted" : order.status.text
            table.add([
                order.account, "\(order.clientId)", "\(order.orderId)", order.action.text, "\(order.totalQuantity)",
                BoardNumber.contract(order.contract), order.orderType.text, BoardNumber.price(order.limitPrice),
                BoardNumber.price(order.auxPrice), "\(order.filled)",
                BoardNumber.price(order.averageFillPrice == 0 ? nil : order.averageFillPrice),
                order.whyHeld.isEmpty ? status : "\(status) (\(order.whyHeld))",
            ])
        }
        return table
    }

    private func fills(_ snapshot: ExchangeSnapshot) -> BoardTable {
        var table = BoardTable([
            ("account", .left), ("time", .left), ("order", .right), ("side", .left), ("shares", .right),
            ("contract", .left), ("price", .right), ("commission", .right),
        ])
        for fill in snapshot.executions {
            let shares = fill.execution.shares.map { "\($0)" } ?? ""
            table.add([
                fill.execution.acctNumber, ExchangeTime.text(fill.time, in: .newYork), "\(fill.execution.orderId)",
                fill.execution.side.text, shares, BoardNumber.contract(fill.contract),
                BoardNumber.price(fill.execution.price), BoardNumber.money(fill.commission) + " " + fill.currency,
            ])
        }
        return table
    }

    private func positions(_ snapshot: ExchangeSnapshot) -> BoardTable {
        var table = BoardTable([
            ("account", .left), ("contract", .left), ("position", .right), ("average cost", .right),
            ("price", .right), ("value", .right), ("unrealized", .right), ("realized", .right),
        ])
        for position in snapshot.positions {
            table.add([
                position.account, BoardNumber.contract(position.contract), "\(position.position)",
                BoardNumber.price(position.averageCost), BoardNumber.price(position.marketPrice),
                BoardNumber.money(position.marketValue), BoardNumber.money(position.unrealizedPNL),
                BoardNumber.money(position.realizedPNL),
            ])
        }
        return table
    }
}

/// Numbers and names as the board shows them.
enum BoardNumber {
    /// Money with two places and groups of three: `1,000,000.00`.
    static func money(_ value: Double) -> String {
        guard value.isFinite, abs(value) < 1e15 else { return "\(value)" }
        let cents = Int((value * 100).rounded())
        let whole = String(cents.magnitude / 100)
        let groups = whole.reversed().enumerated().map {
            $0.offset > 0 && $0.offset % 3 == 0 ? "\($0.element)," : "\($0.element)"
        }
        let places = cents.magnitude % 100
        return (cents < 0 ? "-" : "") + groups.reversed().joined() + "." + Digits.padded(Int(places), to: 2)
    }

    /// A price with up to six places; empty for none.
    static func price(_ value: Double?) -> String {
        guard let value else { return "" }
        guard value.isFinite, abs(value) < 1e12 else { return "\(value)" }
        let rounded = value.rounded(places: 6)
        return rounded == rounded.rounded() ? "\(Int(rounded)).0" : "\(rounded)"
    }

    /// A contract in a few words: `AAPL`, `ES 20260320`, `AAPL 20260116 200.0 C`.
    static func contract(_ contract: Contract) -> String {
        var words = [contract.symbol]
        if !contract.lastTradeDateOrContractMonth.isEmpty { words.append(contract.lastTradeDateOrContractMonth) }
        if [.call, .put].contains(contract.right) { words += [price(contract.strike), contract.right.text] }
        if contract.secType == .forex { words = ["\(contract.symbol).\(contract.currency)"] }
        return words.joined(separator: " ")
    }
}
