internal import Notation
internal import TWSWire

// MARK: The market

extension RiskGate {
    /// Checks that a price is known if the limits require one.
    func checkReference(_ order: OrderCase) -> Denial? {
        guard limits.reference.isRequired else { return nil }
        let marks = order.traded.map(\.mark)
        guard !marks.allSatisfy({ $0?.isFresh(limits.reference.age, at: order.now) == true }) else { return nil }
        return Denial(
            code: .noPrice,
            message: "no price of the instrument is known that is at most \(Self.plain(limits.reference.age)) s old",
            remedy: "check that TWS has market data for it"
        )
    }

    /// Checks that prices are close to the market, on either side of it.
    func checkCollar(_ order: OrderCase) -> Denial? {
        guard let reference = order.size.reference, reference.isFinite else { return nil }
        let terms = order.new.order
        let base = order.legs.isEmpty ? abs(reference) : order.legSum ?? abs(reference)
        if limits.collar.limit > 0, let price = terms.lmtPrice, terms.orderType.hasLimit,
            !(abs(price - reference) <= limits.collar.limit * base + 1e-9)
        {
            return outside("lmtPrice", price, reference, limits.collar.limit)
        }
        guard limits.collar.stop > 0, terms.auxPrice != nil || terms.trailStopPrice != nil else { return nil }
        for (name, price) in [
            ("auxPrice", terms.orderType.hasTrigger ? terms.auxPrice : nil), ("trailStopPrice", terms.trailStopPrice),
        ] {
            guard let price else { continue }
            if !(abs(price - reference) <= limits.collar.stop * base + 1e-9) {
                return outside(name, price, reference, limits.collar.stop)
            }
        }
        return nil
    }

    private func outside(_ field: String, _ price: Double, _ reference: Double, _ fraction: Double) -> Denial {
        Denial(
            code: .priceCollar,
            message: "order.\(field): \(Self.plain(price)) is too far from the market at "
                + Self.plain(reference.rounded(places: 8)),
            limit: "price_collar = \(Self.plain(fraction))",
            remedy: "give a price closer to the market"
        )
    }

    /// Checks that the market is narrow enough for a market order if the limits require it.
    func checkSpread(_ order: OrderCase) -> Denial? {
        guard limits.collar.spread > 0, order.new.order.orderType == .market else { return nil }
        for part in order.traded {
            guard let bid = part.mark?.bid, let ask = part.mark?.ask, ask >= bid, bid > 0,
                ask - bid <= limits.collar.spread * (ask + bid) / 2
            else {
                return Denial(
                    code: .spread,
                    message: "order.orderType: bid and ask are too far apart for a market order, or unknown",
                    limit: "\(Self.plain(limits.collar.spread * 100)) % of the price",
                    remedy: "give a limit price"
                )
            }
        }
        return nil
    }

    /// Checks that the order cannot match one of our own.
    func checkSelfMatch(_ order: OrderCase, _ open: inout OpenOrders) -> Denial? {
        guard !order.isExit, order.legs.isEmpty else { return nil }
        let terms = order.new.order
        let reach: Double
        switch terms.orderType {
        case .limit:
            guard let limit = terms.lmtPrice else { return nil }
            reach = limit
        case .market:
            guard let quote = order.part.buys ? order.part.mark?.ask : order.part.mark?.bid else { return nil }
            reach = quote
        default: return nil
        }
        guard let other = open.best(order.part.slot, buys: !order.part.buys),
            order.part.buys ? other <= reach : other >= reach
        else { return nil }
        return Denial(
            code: .selfMatch,
            message: "the order would match one of its own, working at \(Self.plain(other))",
            remedy: "cancel the other one first"
        )
    }

    // MARK: Repetition

    /// Checks that an identical order does not follow immediately.
    func checkLikeness(_ order: OrderCase, _ own: Tally) -> Denial? {
        guard limits.repeatPause > 0, order.orderId == nil,
            let pause = own.pause(since: likeness(order), at: order.now), pause < limits.repeatPause
        else { return nil }
        return Denial(
            code: .repeated,
            message: "an identical order left \(Self.plain(pause.rounded(places: 3))) s ago",
            limit: "\(Self.plain(limits.repeatPause)) s between equal orders",
            remedy: "wait, or set allow_repeat = true in [trade]"
        )
    }

    func likeness(_ order: OrderCase) -> Tally.Likeness {
        let terms = order.new.order
        return Tally.Likeness(
            slot: order.part.slot,
            buys: order.part.buys,
            quantity: terms.totalQuantity ?? .zero,
            limit: terms.lmtPrice,
            trigger: terms.auxPrice
        )
    }

    /// Checks that orders in one instrument do not follow each other endlessly.
    func checkRepeats(_ order: OrderCase, _ own: inout Tally) -> Denial? {
        guard limits.maxRepeats != .max, order.orderId == nil else { return nil }
        let count = own.repeats(in: order.part.slot, at: order.now)
        guard count >= limits.maxRepeats else { return nil }
        return Denial(
            code: .maxRepeats,
            message: "\(count) orders in this instrument have left within a minute",
            limit: "max_repeats = \(limits.maxRepeats)",
            remedy: "check whether the script is looping"
        )
    }
}

extension OrderType {
    /// Whether `lmtPrice` is a market price.
    var hasLimit: Bool {
        switch self {
        case .trailLimit, .relative, .passiveRelative: false
        default: true
        }
    }
}
