package import Notation
internal import TWSWire

// The desk sends an entry to a script in another process so that the script sees the same as in the desk's own process.
// Terms and executions make up most of it, so only what the script does not yet know of them is sent (see
// `ToldOrders`).

extension ByteWriter {
    /// Writes an order as it stands in the ledger.
    ///
    /// - Parameters:
    ///   - told: What the other end knows about its orders.
    ///   - changes: What has changed since the order was last reported; empty if unknown.
    ///   - asked: The request that created the order, which the other end has.
    package mutating func entry(
        _ entry: LedgerEntry,
        _ told: inout ToldOrders,
        changes: [LedgerChange] = [],
        asked: Intent.NewOrder? = nil
    ) {
        integer(entry.orderId)
        let known = told.known(entry.orderId)
        if let known {
            tag(EntryBasis.known.rawValue)
            flag(known.contract !== entry.sharedContract)
            if known.contract !== entry.sharedContract { contract(entry.sharedContract, from: Contract(), &told) }
            structure(entry.order, from: known.terms.order)
        } else if let asked {
            tag(EntryBasis.asked.rawValue)
            contract(entry.sharedContract, from: asked.contract, &told)
            structure(entry.order, from: asked.order)
        } else {
            tag(EntryBasis.nothing.rawValue)
            contract(entry.sharedContract, from: Contract(), &told)
            structure(entry.order)
        }
        integer(entry.wireId)
        optionalInteger(entry.otherClient)
        integer(entry.owner)
        flags(of: entry)
        optional(entry.reported) { writer, reported in
            writer.decimal(reported.filled)
            writer.decimal(reported.remaining)
            writer.double(reported.avgFillPrice)
        }
        text(entry.whyHeld)
        integer(entry.permId)
        text(entry.word.text)
        flag(entry.isUntouched)
        if !entry.isUntouched {
            let news = known?.executions(of: entry, changes)
            flag(news != nil)
            executions(entry.fills, news?.fills)
            executions(entry.legs, news?.legs)
            notices(entry.noticeLog)
            optional(entry.earlierQuantity) { $0.decimal($1) }
            sums(of: entry)
        }
        flag(entry.isSettled)
        told.note(entry, isLast: entry.isSettled)
    }

    /// Writes a contract as its position among the recently sent ones, or as its differences from another contract.
    private mutating func contract(_ contract: Shared<Contract>, from known: Contract, _ told: inout ToldOrders) {
        let place = told.contracts.place(of: contract)
        tag(place)
        guard place == ToldContracts.other else { return }
        structure(contract.value, from: known)
        told.contracts.note(contract)
    }

    /// Writes the executions at the given indices, or all of them.
    private mutating func executions(_ all: FillList, _ places: [Int]?) {
        guard let places else { return list(Array(all)) { $0.fill($1) } }
        list(places) {
            $0.integer($1)
            $0.fill(all[$1])
        }
    }

    private mutating func flags(of entry: LedgerEntry) {
        let flags = [
            entry.isOfBefore, entry.mayBeUnsent, entry.isReleased, entry.isNeverSent, entry.isAcknowledged,
            entry.isUnknown, entry.isCancelPending, entry.isModifyPending, entry.neverLeft, entry.hasUnbookable,
        ]
        for flag in flags { self.flag(flag) }
    }

    private mutating func sums(of entry: LedgerEntry) {
        double(entry.commission)
        decimal(entry.executed)
        double(entry.executedValue)
        decimal(entry.covered)
        decimal(entry.coveredLegs)
        integer(entry.bookedBefore.fills)
        integer(entry.bookedBefore.legs)
        integer(entry.awaitedCommissions)
    }

    private mutating func fill(_ fill: Fill) {
        structure(fill.execution)
        structure(fill.contract)
        optionalDouble(fill.commission)
        text(fill.commissionCurrency)
        optionalDouble(fill.realizedPNL)
    }

    /// Writes a notice about an order.
    package mutating func notice(_ notice: LedgerEntry.Notice) {
        integer(notice.code)
        text(notice.message)
    }

    private mutating func notices(_ log: NoticeLog) {
        list(log.kept.first) { $0.notice($1) }
        list(log.kept.last) { $0.notice($1) }
        optional(log.error) { $0.notice($1) }
        integer(log.dropped)
    }
}

extension ByteReader {
    /// Reads an order, based on what was last heard of it or on the script's own request.
    package mutating func entry(_ heard: inout HeardOrders, asked: Intent.NewOrder? = nil) throws(Malformed)
        -> LedgerSnapshot
    {
        let orderId = try integer()
        let before: LedgerEntry?
        let contract: Shared<Contract>
        let terms: OrderTerms
        switch EntryBasis(rawValue: try tag()) {
        case .known:
            guard let known = heard.take(orderId) else { throw Malformed("order \(orderId) was never told") }
            before = known
            contract = try flag() ? try self.contract(from: Contract(), &heard) : known.sharedContract
            terms = try self.terms(from: known.terms)
        case .asked:
            guard let asked else { throw Malformed("order \(orderId) was never asked for") }
            before = nil
            contract = try self.contract(from: asked.contract, &heard)
            terms = OrderTerms(try structure(from: asked.order), sharing: &heard.pool)
        case .nothing:
            before = nil
            contract = try self.contract(from: Contract(), &heard)
            terms = OrderTerms(try structure(Order.self), sharing: &heard.pool)
        case nil: throw Malformed("an order from something else")
        }
        let wireId = try integer()
        let otherClient = try optionalInteger()
        let owner = try integer()
        var entry = LedgerEntry(
            orderId: orderId,
            owner: owner,
            contract: contract,
            terms: terms,
            otherClient: otherClient,
            wireId: wireId,
            isOfBefore: try flag()
        )
        try readFlags(of: &entry)
        entry.reported = try optional { reader throws(Malformed) in
            LedgerEntry.Reported(
                filled: try reader.decimal(),
                remaining: try reader.decimal(),
                avgFillPrice: try reader.double()
            )
        }
        entry.whyHeld = try text()
        entry.permId = try integer()
        entry.word = OrderStatus(try text())
        if try !flag() {
            let areNews = try flag()
            guard !areNews || before != nil else { throw Malformed("order \(orderId) was never told") }
            entry.fills = try executions(after: areNews ? before?.fills : nil)
            let legs = try executions(after: areNews ? before?.legs : nil)
            if !legs.isEmpty { entry.legs = legs }
            let notices = try notices()
            if notices.count > 0 { entry.noticeLog = notices }
            entry.earlierQuantity = try optional { reader throws(Malformed) in try reader.decimal() }
            try readSums(of: &entry)
        }
        entry.settleOutcome()
        let order = LedgerSnapshot(entry)
        heard.note(order, isLast: try flag())
        return order
    }

    /// Reads a contract that was sent before, or the differences from another one.
    private mutating func contract(
        from known: Contract,
        _ heard: inout HeardOrders
    ) throws(Malformed) -> Shared<Contract> {
        let place = try tag()
        guard place == ToldContracts.other else {
            guard let contract = heard.contracts[place] else { throw Malformed("contract \(place) was never told") }
            return contract
        }
        let contract = Shared(try structure(from: known))
        heard.contracts.note(contract)
        return contract
    }

    /// Reads terms as differences from the known ones.
    private mutating func terms(from known: OrderTerms) throws(Malformed) -> OrderTerms {
        let order = known.order
        let changed = try structure(from: order)
        guard !changed.differingFields(from: order).isEmpty else { return known }
        var pool = SharedPool<Order>()
        return OrderTerms(changed, sharing: &pool)
    }

    /// Reads all executions, or only the changes to the known ones.
    private mutating func executions(after known: FillList?) throws(Malformed) -> FillList {
        guard var fills = known else { return FillList(try list { reader throws(Malformed) in try reader.fill() }) }
        let news = try list { reader throws(Malformed) in (try reader.integer(), try reader.fill()) }
        for (place, fill) in news {
            if place == fills.count {
                fills.append(fill)
            } else {
                guard fills.indices.contains(place) else { throw Malformed("execution \(place) of \(fills.count)") }
                fills[place] = fill
            }
        }
        return fills
    }

    private mutating func readFlags(of entry: inout LedgerEntry) throws(Malformed) {
        entry.mayBeUnsent = try flag()
        entry.isReleased = try flag()
        entry.isNeverSent = try flag()
        entry.isAcknowledged = try flag()
        entry.isUnknown = try flag()
        entry.isCancelPending = try flag()
        entry.isModifyPending = try flag()
        entry.neverLeft = try flag()
        entry.hasUnbookable = try flag()
    }

    private mutating func readSums(of entry: inout LedgerEntry) throws(Malformed) {
        entry.commission = try double()
        entry.executed = try decimal()
        entry.executedValue = try double()
        entry.covered = try decimal()
        entry.coveredLegs = try decimal()
        entry.bookedBefore = (try integer(), try integer())
        entry.awaitedCommissions = try integer()
    }

    private mutating func fill() throws(Malformed) -> Fill {
        Fill(
            execution: try structure(Execution.self),
            contract: Shared(try structure(Contract.self)),
            commission: try optionalDouble(),
            commissionCurrency: try text(),
            realizedPNL: try optionalDouble()
        )
    }

    /// Reads a notice about an order.
    package mutating func notice() throws(Malformed) -> LedgerEntry.Notice {
        LedgerEntry.Notice(code: try integer(), message: try text())
    }

    private mutating func notices() throws(Malformed) -> NoticeLog {
        NoticeLog(
            first: try list { reader throws(Malformed) in try reader.notice() },
            last: try list { reader throws(Malformed) in try reader.notice() },
            error: try optional { reader throws(Malformed) in try reader.notice() },
            dropped: try integer()
        )
    }
}

extension LedgerEntry {
    /// Whether there is nothing yet that the other end must be told: no execution, no notice, no sum.
    fileprivate var isUntouched: Bool {
        fills.isEmpty && legs.isEmpty && noticeLog.count == 0 && noticeLog.error == nil
            && earlierQuantity == nil && edition == 0 && commission.bitPattern == 0 && executedValue.bitPattern == 0
            && executed.isBlank && covered.isBlank
            && coveredLegs.isBlank && bookedBefore == (0, 0) && awaitedCommissions == 0
    }
}

extension ExactDecimal {
    /// Whether it is zero, written without decimal places.
    fileprivate var isBlank: Bool { coefficient == 0 && scale == 0 }
}
