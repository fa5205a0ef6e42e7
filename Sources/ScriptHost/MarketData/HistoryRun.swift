internal import LuaBridge
internal import TWSWire
internal import Trading

/// One call of `history`: the requests that its span takes, one after the other, and the handling of their bars.
///
/// A request that finds no bars in its part of the span is not an error; one that a lost connection ended is repeated
/// once there is a new connection.
final class HistoryRun {
    /// The longest wait for one answer, in seconds.
    private static let patience = 60.0
    /// How often a part is requested again, and after how many seconds.
    private static let (attempts, pause, pacingPause) = (10, 2.0, 61.0)
    /// TWS has only aggregated trades of a cryptocurrency, and says so.
    private static let wantsAggregates = 10_299
    /// Machine time between two progress lines, in nanoseconds.
    private static let progressPeriod: UInt64 = 5_000_000_000
    /// How many calls of `each` follow each other without a pause, and how long the pause is, in seconds. Others get
    /// their turn, and a script with much to do is not mistaken for one that never comes to rest.
    private static let (callsInRow, rest) = (500, 0.001)

    private let inquiry: Inquiry
    private var terms: HistoryTerms
    private let contract: Contract
    private let kind: Series.Kind
    private var span: HistorySpan
    private var bars: [SeriesBar] = []
    /// The memory of `bars`, charged to the script.
    private var loans: [LuaLoan] = []
    /// The number of bars received, kept or not.
    private var count = 0
    private var last = Int.min
    private var done = 0
    private var told: UInt64
    private var failures = 0
    /// Bars for which `each` has not been called yet, oldest last.
    private var waiting: [SeriesBar] = []
    /// The number of calls of `each` that have not started.
    private var calls = 0
    /// Why there were no bars, for the last part that had none.
    private var nothing: LuaRaise?

    private var session: ScriptSession { inquiry.session }

    init(_ inquiry: Inquiry, _ terms: HistoryTerms, _ contract: Contract, _ kind: Series.Kind) {
        (self.inquiry, self.terms, self.contract, self.kind) = (inquiry, terms, contract, kind)
        span = terms.span(now: Int(inquiry.session.now.seconds.rounded(.up)))
        told = inquiry.session.elapsed()
    }

    /// Requests everything at once if one request suffices, otherwise the first part.
    func begin() throws(LuaRaise) {
        if let request = terms.request(for: contract) {
            return try ask(request, isPart: false) { [self] bars throws(LuaRaise) in
                try take(bars, from: .min, to: .max)
                try end()
            }
        }
        guard terms.kind(of: contract) == "ADJUSTED_LAST" else { return try next() }
        // These requests always end now, so a single one must deliver everything.
        let duration = HistorySpan.duration(covering: Int(session.now.seconds) - span.from, span.size)
        let request = terms.request(for: contract, duration: duration, to: nil)
        try ask(request, isPart: false) { [self] bars throws(LuaRaise) in
            try take(bars, from: span.from, to: span.to)
            try end()
        }
    }

    /// Ends the run; nothing is left to request.
    private func end() throws(LuaRaise) {
        span = HistorySpan(span.size, from: span.to, to: span.to)
        try next()
    }

    private func next() throws(LuaRaise) {
        guard inquiry.isOpen else { return }
        guard waiting.isEmpty, calls == 0 else { return call() }
        var following = span
        guard let part = following.next() else { return finish() }
        let request = terms.request(for: contract, duration: part.duration, to: part.to)
        let then: ([Bar]) throws(LuaRaise) -> Void = { [self] bars throws(LuaRaise) in
            span = following
            try take(bars, from: part.from, to: part.to)
            done += 1
            failures = 0
            tellProgress(part)
            try next()
        }
        do throws(LuaRaise) {
            try ask(request, isPart: true, then: then)
        } catch {
            try failed(error, then)
        }
    }

    private func tellProgress(_ part: HistorySpan.Part) {
        let now = session.elapsed()
        guard now &- told >= Self.progressPeriod else { return }
        told = now
        let day = HistoryTerms.text(part.to).prefix(8)
        session.log(
            "\(inquiry.function): \(ShownText.of(contract.symbol)) \(kind.size.text) bars to \(day): "
                + "\(done) of \(span.count) requests, \(CountText.of(count)) bars"
        )
    }

    // MARK: One request

    private func ask(
        _ request: ClientMessage.ReqHistoricalData,
        isPart: Bool,
        then: @escaping ([Bar]) throws(LuaRaise) -> Void
    ) throws(LuaRaise) {
        let hasEnd = session.facts?.serverVersion ?? 0 >= ServerVersion.historicalDataEnd
        var rows = AnswerRows<Bar>(of: inquiry.function, atMost: 200_000)
        try inquiry.ask(
            .reqHistoricalData(request),
            timeout: Self.patience,
            cancel: { id in
                var cancel = ClientMessage.CancelHistoricalData()
                cancel.reqId = id
                return .cancelHistoricalData(cancel)
            },
            undoesOnlyGivenUp: true
        ) { (message, id) -> Result<[Bar], LuaRaise>? in
            switch message {
            case .historicalData(let data) where data.reqId == id:
                if case .raise(let raise)? = rows.append(data.bars) { return .failure(raise) }
                return hasEnd ? nil : .success(rows.rows)
            case .historicalDataEnd(let end) where end.reqId == id: return .success(rows.rows)
            default: return nil
            }
        } then: { bars throws(LuaRaise) in
            try then(bars)
        } failed: { [self] raise throws(LuaRaise) in
            if raise.code == .number(Self.wantsAggregates), terms.what == nil {
                terms.what = "AGGTRADES"
                return isPart ? try next() : try begin()
            }
            guard isPart || Self.isTooMuch(raise) else { throw raise }
            guard isPart else { return try next() }
            try failed(raise, then)
        }
    }

    /// Whether a request exceeds what TWS delivers at once, so that it must be split.
    private static func isTooMuch(_ raise: LuaRaise) -> Bool {
        switch raise.code {
        case .number(162), .number(321): raise.message.lowercased().contains("exceed")
        case .name("answer_too_long"): true
        default: false
        }
    }

    /// Handles a part that has no bars or is requested again.
    private func failed(_ raise: LuaRaise, _ then: ([Bar]) throws(LuaRaise) -> Void) throws(LuaRaise) {
        let isPacing = raise.message.contains("pacing violation")
        if raise.code == .number(162), !isPacing, raise.message.contains("no data") {
            nothing = raise
            return try then([])
        }
        let isLost = [.name("connection_lost"), .name("timeout"), .name("not_connected")].contains(raise.code)
        guard isLost || isPacing, failures < Self.attempts else { throw raise }
        failures += 1
        session.log("\(raise.message); asking again")
        retry(after: isPacing ? Self.pacingPause : Self.pause, byMachine: isPacing)
    }

    /// Requests the same part again once there is a connection; IB's pacing follows the machine's clock.
    private func retry(after seconds: Double, byMachine: Bool = false) {
        let action = { [self] in
            guard !session.isCutOff else { return retry(after: Self.pause) }
            inquiry.step { () throws(LuaRaise) in try next() }
        }
        if byMachine {
            session.timers.startTimeout(after: seconds, action)
        } else {
            session.timers.start(after: seconds, action)
        }
    }

    // MARK: Bars

    /// Keeps a part's own bars, one per time.
    private func take(_ answer: [Bar], from: Int, to: Int) throws(LuaRaise) {
        var fresh: [SeriesBar] = []
        fresh.reserveCapacity(answer.count)
        for bar in answer {
            guard let bar = SeriesBar(bar, in: kind.zone), bar.time >= from, bar.time < to, bar.time > last else {
                continue
            }
            fresh.append(bar)
            last = bar.time
        }
        count += fresh.count
        guard terms.each != nil else {
            loans.append(try session.vm.borrow(fresh.count * SeriesBar.footprint))
            if bars.isEmpty { bars = fresh } else { bars += fresh }
            return
        }
        waiting = fresh.reversed()
    }

    /// Calls `each` with some bars, then continues.
    private func call() {
        guard let each = terms.each else { return }
        while calls < Self.callsInRow, let bar = waiting.popLast() {
            calls += 1
            session.enqueue(
                .call(
                    each,
                    .push { [self] writer in
                        calls -= 1
                        writer.push(bar, isFilled: false, as: kind.shape)
                    }
                )
            )
        }
        session.timers.start(after: Self.rest) { [self] in inquiry.step { () throws(LuaRaise) in try next() } }
    }

    private func finish() {
        if count == 0, let nothing { return inquiry.fail(nothing) }
        guard terms.each == nil else { return inquiry.finish(.values([.integer(count)])) }
        loans = []
        inquiry.step { () throws(LuaRaise) in
            let series = try Series(BarSequence(bars), kind, session: session)
            inquiry.finish(.values([.object(series)]))
        }
    }
}
