internal import TWSWire
internal import Trading

extension RunSummary {
    /// Adds the members of the summary's object.
    func add(to line: inout JSONLine) {
        line.add("runtime", runtime)
        line.add("orders", trading.orders)
        line.add("fills", trading.fills)
        line.add("commission", objects: trading.commissions) { sum, object in
            object.add("currency", sum.currency)
            object.add("amount", sum.amount)
        }
        line.add("missingCommissions", trading.missingCommissions == 0 ? nil : trading.missingCommissions)
        line.add("symbols", objects: trading.lines) { traded, object in
            object.add("symbol", traded.symbol)
            object.add("currency", traded.currency)
            object.add("position", traded.position)
            object.add("realizedPNL", traded.realized)
            object.add("openPNL", traded.open)
            object.add("mark", traded.mark)
            object.add("closed", traded.closed == .zero ? nil : traded.closed)
        }
        line.add("working", objects: trading.working) { order, object in
            object.add("orderId", order.orderId)
            object.add("terms", order.terms)
            object.add("status", order.status)
        }
    }
}
