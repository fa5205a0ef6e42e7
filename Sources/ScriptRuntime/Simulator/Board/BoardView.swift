internal import Notation
internal import SimExchange
internal import TWSWire

/// The simulator's live board as lines of text: clients, orders as in TWS's API tab, fills, positions, log; with
/// several accounts, those too, and the account of every line.
struct BoardView {
    /// The address on which the simulator listens.
    let address: String
    /// The number of columns of the terminal.
    let width: Int
    /// The number of lines of the terminal.
    let height: Int

    /// Returns the board's lines, at most ``height`` and none wider than ``width``; the newest orders, fills and log
    /// lines if not all have room. Empty tables are left out.
    func lines(_ snapshot: ExchangeSnapshot, log: [String]) -> [String] {
        let hasSeveral = snapshot.accounts.count > 1
        var lines = heading(snapshot)
        if hasSeveral { lines += accounts(snapshot).lines(last: max(1, height / 4), width: width) }
        let sections = [
            ("Clients", clients(snapshot)), ("Positions", positions(snapshot)), ("Orders", orders(snapshot)),
            ("Fills", fills(snapshot)),
        ].filter { $0.1.count > 0 }
        // Each table gets a blank line and a title if there is room for them, a head and a row; otherwise its head
        // alone.
        let isRoomy = height - lines.count >= 4 * (sections.count + 1)
        let frames = isRoomy ? 3 * (sections.count + 1) : sections.count + 1
        let shares = rows(of: sections.map(\.1.count), within: height - lines.count - frames)
        for ((title, table), share) in zip(sections, shares) where share > 0 {
            let part = table.lines(last: share, width: width, hiding: hasSeveral ? nil : "account")
            lines += isRoomy ? ["", title] + part : part
        }
        let left = height - lines.count - (isRoomy ? 2 : 0)
        guard left > 0, !log.isEmpty else { return Array(lines.prefix(height)) }
        return lines + (isRoomy ? ["", "Log"] : []) + log.suffix(left).map { String($0.prefix(width)) }
    }

    /// Returns how many rows each table shows: one each as long as there is room, the last tables first, then more in
    /// turn.
    private func rows(of counts: [Int], within room: Int) -> [Int] {
        var (shares, left) = ([Int](repeating: 0, count: counts.count), room)
        while left > 0, shares != counts {
            for place in counts.indices.reversed() where left > 0 && shares[place] < counts[place] {
                shares[place] += 1
                left -= 1
            }
        }
        return shares
    }

    /// Returns the address, the exchange's time, and whose money it is; two lines if one is too short.
    private func heading(_ snapshot: ExchangeSnapshot) -> [String] {
        let owner =
            snapshot.accounts.count > 1
            ? "\(snapshot.accounts.count) accounts" : snapshot.accounts.map(\.code).joined()
        let place = "ibscript sim on \(address)   \(ExchangeTime.text(snapshot.time, in: .newYork))"
        let money = "\(owner)   net liquidation \(BoardNumber.money(snapshot.netLiquidation)) USD"
        let line = "\(place)   \(money)"
        return line.count <= width ? [line] : [place, money].map { String($0.prefix(width)) }
    }

    private func accounts(_ snapshot: ExchangeSnapshot) -> BoardTable {
        var table = BoardTable([.init("account", .left), .init("net liquidation", .right), .init("cash", .left)])
        for account in snapshot.accounts {
            let cash = account.cash.sorted { $0.key < $1.key }.map { "\(BoardNumber.money($0.value)) \($0.key)" }
            table.add([account.code, BoardNumber.money(account.netLiquidation), cash.joined(separator: "  ")])
        }
        return table
    }

    private func clients(_ snapshot: ExchangeSnapshot) -> BoardTable {
        var table = BoardTable([.init("client", .right), .init("version", .right), .init("streams", .right)])
        for client in snapshot.clients {
            table.add(["\(client.clientId)", "\(client.serverVersion)", "\(client.marketStreams)"])
        }
        return table
    }

    private func orders(_ snapshot: ExchangeSnapshot) -> BoardTable {
        var table = BoardTable([
            .init("account", .left), .init("client", .right, dispensability: 5), .init("order", .right),
            .init("action", .left), .init("quantity", .right),
            .init("contract", .left), .init("type", .left, dispensability: 1),
            .init("limit", .right, dispensability: 2), .init("aux", .right, dispensability: 3), .init("filled", .right),
            .init("average", .right, dispensability: 4), .init("status", .left),
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
            .init("account", .left), .init("time", .left, dispensability: 3), .init("order", .right, dispensability: 2),
            .init("side", .left), .init("shares", .right),
            .init("contract", .left), .init("price", .right), .init("commission", .right, dispensability: 1),
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
            .init("account", .left), .init("contract", .left), .init("position", .right),
            .init("average cost", .right, dispensability: 3),
            .init("price", .right, dispensability: 5), .init("value", .right, dispensability: 4),
            .init("unrealized", .right, dispensability: 1), .init("realized", .right, dispensability: 2),
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

/// Numbers and names on the board.
enum BoardNumber {
    /// Returns an amount of money with two decimal places and groups of three: `1,000,000.00`.
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

    /// Returns a price with up to six decimal places; empty for none.
    static func price(_ value: Double?) -> String {
        guard let value else { return "" }
        guard value.isFinite, abs(value) < 1e12 else { return "\(value)" }
        let rounded = value.rounded(places: 6)
        return rounded == rounded.rounded() ? "\(Int(rounded)).0" : "\(rounded)"
    }

    /// Returns a contract in a few words: `AAPL`, `ES 20260320`, `AAPL 20260116 200.0 C`.
    static func contract(_ contract: Contract) -> String {
        var words = [contract.symbol]
        if !contract.lastTradeDateOrContractMonth.isEmpty { words.append(contract.lastTradeDateOrContractMonth) }
        if [.call, .put].contains(contract.right) { words += [price(contract.strike), contract.right.text] }
        if contract.secType == .forex { words = ["\(contract.symbol).\(contract.currency)"] }
        return words.joined(separator: " ")
    }
}
