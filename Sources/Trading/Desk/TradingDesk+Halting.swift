package import TWSWire

// MARK: The kill switch

extension TradingDesk {
    /// A person has closed or opened the switch; `nil` opens it.
    package mutating func setHalt(_ latch: Halt.Latch?, by person: String, at now: RunInstant) -> [DeskAction] {
        guard latch != halt.latch else { return [] }
        halt.set(latch)
        return journalHalt(by: person, at: now)
    }

    /// The desk closes the switch by itself; the first reason stays.
    mutating func closeSwitch(because reason: String, at now: RunInstant) -> [DeskAction] {
        let before = halt.latch
        halt.close(because: reason)
        return halt.latch == before ? [] : journalHalt(by: halt.latch?.by ?? "", at: now)
    }

    /// The one place where the journal hears of the switch.
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

    /// Why an order may not get other terms; `nil` if it may.
    func haltDenial(of order: Order, instead entry: LedgerEntry) -> Denial? {
        guard halt.level == .reducing else { return halt.denial }
        var exposure = exposure(in: entry.contract)
        exposure.remove(entry.order.action, entry.remaining)
        var rest = order
        // What has filled is in the position already.
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

    /// Whether an order that works, or is about to be sent, only reduces.
    private func isReducing(_ orderId: Int) -> Bool {
        guard let entry = ledger[orderId] else { return false }
        return exposure(in: entry.contract).isReduced(by: entry.order.action)
    }

    /// Why the switch keeps a message back that the desk has made; `nil` for cancels and all that trades nothing.
    ///
    /// To be asked right before a message is sent: the switch may have been closed since it was made.
    package func haltToWithhold(_ message: ClientMessage) -> String? {
        guard case .placeOrder(let place) = message, !place.order.whatIf, let latch = halt.latch else { return nil }
        guard !closing.contains(place.orderId) else { return nil }
        if latch.level == .reducing, isReducing(place.orderId) { return nil }
        return "entries are \(latch.text)"
    }

    /// Orders that must not leave any more if they still wait to be sent: what the switch does not let out, or all for
    /// a run that ends.
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

    /// Messages of orders were taken back before their bytes reached the socket.
    ///
    /// - Parameter frames: The order of each message, oldest first; an order whose change waited as well is named twice.
    package mutating func takenBack(_ frames: [Int], because reason: String, at now: RunInstant) -> [DeskAction] {
        var actions: [DeskAction] = []
        let counts = Dictionary(frames.map { ($0, 1) }, uniquingKeysWith: +)
        for orderId in counts.keys.sorted() {
            guard let entry = ledger[orderId] else { continue }
            // The order itself waited as well as its change: TWS has seen neither.
            if counts[orderId, default: 0] > 1 { modifiedEarly[orderId] = nil }
            var place = ClientMessage.PlaceOrder()
            (place.orderId, place.contract, place.order) = (orderId, entry.contract, entry.order)
            actions += notSent(.placeOrder(place), because: reason, at: now)
        }
        return actions
    }
}
