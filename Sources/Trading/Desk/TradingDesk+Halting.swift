package import TWSWire

// MARK: The kill switch

extension TradingDesk {
    /// Engages the kill switch on a person's behalf; `nil` releases it.
    package mutating func setHalt(_ latch: Halt.Latch?, by person: String, at now: RunInstant) -> [DeskAction] {
        guard latch != halt.latch else { return [] }
        halt.set(latch)
        return journalHalt(by: person, at: now)
    }

    /// Engages the kill switch on the desk's own initiative; the first reason is kept.
    mutating func closeSwitch(because reason: String, at now: RunInstant) -> [DeskAction] {
        let before = halt.latch
        halt.close(because: reason)
        return halt.latch == before ? [] : journalHalt(by: halt.latch?.by ?? "", at: now)
    }

    /// Writes the state of the switch to the journal; the only place that does.
    private func journalHalt(by person: String, at now: RunInstant) -> [DeskAction] {
        let reason = halt.latch?.reason ?? ""
        return journal(.haltChanged(state: halt.level.word, reason: reason, by: person), at: now)
    }

    /// Why new orders may not enter together; `nil` if they may.
    func haltDenial(of orders: [Intent.NewOrder]) -> Denial? {
        guard halt.level == .reducing else { return halt.denial }
        var exposures: [InstrumentKey: Exposure] = [:]
        for new in orders {
            let key = InstrumentKey(new.contract)
            var exposure = exposures[key] ?? self.exposure(in: new.contract)
            if let denial = haltDenial(of: new.order, to: &exposure) { return denial }
            exposures[key] = exposure
        }
        return nil
    }

    /// Why an order may not get new terms; `nil` if it may.
    func haltDenial(of order: Order, instead entry: LedgerEntry) -> Denial? {
        guard halt.level == .reducing else { return halt.denial }
        var exposure = exposure(in: entry.contract)
        exposure.remove(entry.order.action, entry.remaining)
        var rest = order
        // What has filled is already in the position.
        rest.totalQuantity = order.totalQuantity.map { max(.zero, $0 - entry.filled) }
        return haltDenial(of: rest, to: &exposure)
    }

    private func haltDenial(of order: Order, to exposure: inout Exposure) -> Denial? {
        guard let quantity = order.totalQuantity, quantity > .zero, order.cashQty ?? 0 == 0 else {
            return halt.denial(notReducing: "how much the order trades is not known")
        }
        let before = exposure
        exposure.add(order.action, quantity)
        guard !exposure.isReduced(by: order.action) else { return nil }
        let working = order.action == .buy ? before.buying : before.selling
        return halt.denial(
            notReducing: "\(order.action.text) \(quantity) does not only reduce: the position is \(before.position)"
                + (working == .zero ? "" : ", and orders for \(working) work on the same side")
        )
    }

    /// Whether an order that is working or about to be sent only reduces a position.
    private func isReducing(_ orderId: Int) -> Bool {
        guard let entry = ledger[orderId] else { return false }
        return exposure(in: entry.contract).isReduced(by: entry.order.action)
    }

    /// Why the kill switch withholds a message that the desk has made; `nil` for cancels and for messages that trade
    /// nothing.
    ///
    /// Ask right before sending a message: the switch may have been engaged since the message was made.
    package func haltToWithhold(_ message: ClientMessage) -> String? {
        guard case .placeOrder(let place) = message, !place.order.whatIf, let latch = halt.latch else { return nil }
        guard !closing.contains(place.orderId) else { return nil }
        if latch.level == .reducing, isReducing(place.orderId) { return nil }
        return "entries are \(latch.text)"
    }

    /// Orders that must not be sent if they are still waiting: those that the kill switch blocks, or all when a run
    /// ends.
    package func ordersToTakeBack(isEnding: Bool) -> Set<Int> {
        guard isEnding || halt.level != .active else { return [] }
        let working = ledger.working
        var orders = Set(working.map(\.orderId)).subtracting(closing)
        guard !isEnding, halt.level == .reducing else { return orders }
        var exposures: [InstrumentKey: Exposure] = [:]
        for entry in working {
            let key = InstrumentKey(entry.contract)
            let exposure = exposures[key] ?? self.exposure(in: entry.contract)
            exposures[key] = exposure
            if exposure.isReduced(by: entry.order.action) { orders.remove(entry.orderId) }
        }
        return orders
    }

    /// Handles order messages that were taken back before their bytes reached the socket.
    ///
    /// - Parameter frames: The order of each message, oldest first; an order whose change was also waiting is named
    ///   twice.
    package mutating func takenBack(_ frames: [Int], because reason: String, at now: RunInstant) -> [DeskAction] {
        var actions: [DeskAction] = []
        let counts = Dictionary(frames.map { ($0, 1) }, uniquingKeysWith: +)
        for orderId in counts.keys.sorted() {
            guard let entry = ledger[orderId] else { continue }
            // The order and its change were both waiting: TWS has seen neither.
            if counts[orderId, default: 0] > 1 { modifiedEarly[orderId] = nil }
            var place = ClientMessage.PlaceOrder()
            (place.orderId, place.contract, place.order) = (orderId, entry.contract, entry.order)
            actions += notSent(.placeOrder(place), because: reason, at: now)
        }
        return actions
    }
}
