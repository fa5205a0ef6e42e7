package import Notation
internal import TWSWire

// An entry goes from the desk to a script in another process as a whole, so that the script sees what it would see here.

extension ByteWriter {
    /// An order as the ledger has it.
    package mutating func entry(_ entry: LedgerEntry) {
        integer(entry.orderId)
        integer(entry.wireId)
        optionalInteger(entry.otherClient)
        integer(entry.owner)
        structure(entry.contract)
        structure(entry.order)
        flags(of: entry)
        optional(entry.reported) { writer, reported in
            writer.decimal(reported.filled)
            writer.decimal(reported.remaining)
            writer.double(reported.avgFillPrice)
        }
        text(entry.whyHeld)
        integer(entry.permId)
        text(entry.word.text)
        list(entry.fills) { $0.fill($1) }
        list(entry.legs) { $0.fill($1) }
        notices(entry.noticeLog)
        optional(entry.earlierQuantity) { $0.decimal($1) }
        sums(of: entry)
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

    /// A notice of an order.
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
    /// An order as the ledger has it.
    package mutating func entry() throws(Malformed) -> LedgerEntry {
        let orderId = try integer()
        let wireId = try integer()
        let otherClient = try optionalInteger()
        let owner = try integer()
        let contract = Shared(try structure(Contract.self))
        var pool = SharedPool<Order>()
        let terms = OrderTerms(try structure(Order.self), sharing: &pool)
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
        entry.fills = try list { reader throws(Malformed) in try reader.fill() }
        entry.legs = try list { reader throws(Malformed) in try reader.fill() }
        entry.noticeLog = try notices()
        entry.earlierQuantity = try optional { reader throws(Malformed) in try reader.decimal() }
        try readSums(of: &entry)
        entry.settleOutcome()
        return entry
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

    /// A notice of an order.
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
