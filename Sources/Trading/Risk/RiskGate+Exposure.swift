internal import TWSWire

// MARK: Working orders and positions

extension RiskGate {
    /// Checks the number of working orders.
    func checkOpenOrders(_ order: OrderCase, _ open: OpenOrders, _ owner: Int) -> Denial? {
        guard order.orderId == nil else { return nil }
        let own = open.count(of: owner)
        if own >= limits.maxOpenOrders { return many(.maxOpenOrders, "\(own) orders work", limits.maxOpenOrders) }
        if open.count >= account.maxOpenOrders {
            return many(.maxOpenOrders, "\(open.count) orders of the account work", account.maxOpenOrders)
        }
        let slot = open.slots[order.part.slot]
        let side = order.part.buys ? slot.buys : slot.sells
        guard side >= limits.maxOpenOrdersPerSide else { return nil }
        return many(.maxOpenOrdersPerSide, "\(side) orders work on this side", limits.maxOpenOrdersPerSide)
    }

    private func many(_ code: Denial.Code, _ what: String, _ limit: Int) -> Denial {
        Denial(
            code: code,
            message: what,
            limit: "\(code.key) = \(limit)",
            remedy: "wait until one is done, or cancel one"
        )
    }

    /// Checks the size that a position would reach if everything working in its direction filled.
    func checkPosition(_ order: OrderCase, _ open: OpenOrders) -> Denial? {
        guard limits.maxPosition != .infinity, !order.isExit else { return nil }
        return order.firstDenial { part in
            let (long, short, cash) = extremes(of: part, order, open)
            let held = part.buys ? long : -short
            // An order that only reduces a position is not limited in size.
            guard held > .zero || cash > 0 else { return nil }
            let value = order.value(of: held, of: part) + cash
            guard !(value <= limits.maxPosition) else { return nil }
            return over(.maxPosition, "the position could be worth \(Self.money(value))", limits.maxPosition)
        }
    }

    /// Checks that the position cannot become negative.
    func checkShort(_ order: OrderCase, _ open: OpenOrders) -> Denial? {
        guard !limits.short, !order.isExit else { return nil }
        return order.firstDenial { part in
            guard !part.buys else { return nil }
            let short = extremes(of: part, order, open).short
            let cash = order.new.order.cashQty ?? 0
            guard short < .zero || cash != 0 else { return nil }
            // What other orders could still sell; a cancelled one counts until TWS has confirmed its end.
            let others = part.position - short - order.size.quantity * part.ratio
            let hasOthers = others > .zero && cash == 0
            return Denial(
                code: .short,
                message: "the position in \(Self.name(part, order)) could become \(short) (held: \(part.position)"
                    + (hasOthers ? ", other working orders could sell \(others))" : ")"),
                limit: "short = false",
                remedy: (hasOthers ? "wait until those orders are done, " : "")
                    + "sell no more than is held, or set short = true in [trade]"
            )
        }
    }

    /// Names the instrument of a part of an order.
    private static func name(_ part: OrderCase.Part, _ order: OrderCase) -> String {
        (order.legs.isEmpty ? "" : "a leg of ") + OrderText.shortName(order.new.contract)
    }

    /// Returns the largest and smallest position possible with the order, and the money of orders by amount.
    private func extremes(
        of part: OrderCase.Part,
        _ order: OrderCase,
        _ open: OpenOrders
    ) -> (long: ExactDecimal, short: ExactDecimal, cash: Double) {
        let slot = part.slot
        var (buying, selling) = (open.slots[slot].buying, open.slots[slot].selling)
        var cash = part.buys ? open.slots[slot].buyingCash : open.slots[slot].sellingCash
        if let old = order.old, old.isOpen {
            let quantity = old.group == nil ? old.quantity * part.ratio : .zero
            if part.buys { buying = buying - quantity } else { selling = selling - quantity }
            cash -= old.cash
        }
        cash = (cash + (order.new.order.cashQty ?? 0)) * part.rate
        var quantity = order.new.order.cashQty ?? 0 == 0 ? order.size.quantity * part.ratio : .zero
        // Of a one-cancels-all group, the largest order counts.
        if let working = order.group.flatMap({ open.slots[slot].groups[$0] }) {
            quantity = max(.zero, quantity - working.most)
        }
        if part.buys { buying = buying + quantity } else { selling = selling + quantity }
        return (part.position + buying, part.position - selling, cash)
    }
}
