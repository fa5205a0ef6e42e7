internal import TWSWire

extension LedgerEntry {
    /// What the indexes of a store are made from.
    struct Standing {
        let isWorking: Bool
        let isUnknown: Bool
        let part: OpenOrders.Part
    }

    /// Changes the entry; returns how it stood before and how it stands now.
    mutating func change<Result>(
        _ body: (inout LedgerEntry) -> Result
    ) -> (result: Result, before: Standing, after: Standing) {
        let before = standing
        let result = body(&self)
        return (result, before, standing)
    }

    private var standing: Standing {
        Standing(isWorking: outcome == nil, isUnknown: isUnknown, part: openPart)
    }

    /// What the order may still do.
    var openPart: OpenOrders.Part {
        guard outcome == nil else { return OpenOrders.Part() }
        var part = OpenOrders.Part()
        (part.isOpen, part.owner, part.slot) = (true, owner, Int(slot))
        if let bonds { (part.group, part.legs) = (bonds.group, bonds.legs) }
        part.buys = terms.isBuy
        part.quantity = openQuantity
        part.cash = terms.cash
        part.limit = terms.restingLimit
        return part
    }

    /// What has filled and what may still fill.
    var mostFilled: ExactDecimal { outcome == nil ? filled + openQuantity : filled }

    /// Until TWS confirms a smaller quantity, the larger one may still fill.
    private var openQuantity: ExactDecimal {
        guard let earlier = earlierQuantity, !terms.isByCash else { return remaining }
        return max(remaining, earlier - executed)
    }
}

extension OrderTerms {
    /// The limit price of a limit order.
    var restingLimit: Double? { orderType == .limit ? lmtPrice : nil }

    /// The amount of an order by cash, 0 for others.
    var cash: Double { common.value.cashQty ?? 0 }
}
