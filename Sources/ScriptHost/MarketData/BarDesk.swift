internal import LuaBridge
internal import TWSWire
internal import Trading

/// A script's live series: each grows with its stream and is filled in after a gap.
final class BarDesk {
    /// The longest wait for bars, in seconds.
    static let patience = 60.0
    /// Seconds to wait after a refusal before missed bars are requested again: farms come back later than TWS.
    static let pause = 30.0
    /// The largest number of such retries.
    static let mostRetries = 20
    /// Seconds to wait after the end of a bar for a later one before it counts as complete: the market may be closed.
    static let closingGrace = 10.0

    /// A stream of bars.
    private final class Stream {
        let request: ClientMessage.ReqHistoricalData
        let kind: Series.Kind
        /// `nil` until the first answer is complete.
        var series: Series?
        /// The call waiting for the first answer.
        var opening: Inquiry?
        var timer: ScriptTimer?
        /// Runs out when the forming bar is over.
        var closing: ScriptTimer?
        /// When the bar begins that it completes.
        var closes = Int.min
        /// Whether TWS is believed to have the stream.
        var isAlive = true
        /// Whether bars of an earlier gap were still missing when the latest one began.
        var missesMore = false
        /// The number of unsuccessful requests for missed bars.
        var retries = 0
        /// The bars of the incoming answer.
        var rows = AnswerRows<Bar>(of: "bars", atMost: BarSequence.longest)

        init(request: ClientMessage.ReqHistoricalData, kind: Series.Kind, opening: Inquiry) {
            (self.request, self.kind, self.opening) = (request, kind, opening)
        }

        /// The bars of the answer as a script sees them, one per time.
        var bars: [SeriesBar] {
            var last = Int.min
            return rows.rows.compactMap { bar in
                guard let bar = SeriesBar(bar, in: kind.zone), bar.time > last else { return nil }
                last = bar.time
                return bar
            }
        }
    }

    private unowned let session: ScriptSession
    private var streams: [Int: Stream] = [:] { didSet { isEmpty = streams.isEmpty } }
    /// Requests that fill in a stream that TWS has kept, with the stream's id.
    private var fills: [Int: Int] = [:]
    private var fillTimer: ScriptTimer?
    /// Called once nothing is missing any more.
    private var whenFilled: (() -> Void)?

    /// Whether there is no live series.
    private(set) var isEmpty = true

    init(session: ScriptSession) { self.session = session }

    /// Requests bars and their updates; the inquiry gets the series with the first answer.
    ///
    /// - Throws: The desk's objection.
    func open(
        _ request: ClientMessage.ReqHistoricalData,
        _ kind: Series.Kind,
        _ inquiry: Inquiry
    ) throws(LuaRaise) {
        let function = inquiry.function
        let verdict = session.submit(.request(.reqHistoricalData(request), .allocated), line: nil)
        guard case .requested(let id?) = verdict else { throw session.raise(verdict, function: function, line: nil) }
        let stream = Stream(request: request, kind: kind, opening: inquiry)
        stream.timer = session.timers.start(after: Self.patience) { [unowned self] in
            end(id, LuaRaise(code: .name("timeout"), message: "\(function): no answer within 60.0 s"))
        }
        streams[id] = stream
    }

    /// Ends a stream; its bars stay.
    func remove(_ series: Series) {
        guard let (id, stream) = streams.first(where: { $0.value.series === series }) else { return }
        if let closing = stream.closing { session.timers.cancel(closing) }
        streams[id] = nil
        cancel(id)
        checkFilled()
    }

    private func cancel(_ id: Int) {
        var cancel = ClientMessage.CancelHistoricalData()
        cancel.reqId = id
        _ = session.submit(.request(.cancelHistoricalData(cancel), .own(id)), line: nil)
    }

    /// Whether an error with this id is raised in the script or logged, and need not be shown as well.
    func owns(_ id: Int) -> Bool { streams[id] != nil || fills[id] != nil }

    // MARK: Messages

    /// Processes bars, or an error of a stream.
    func apply(_ message: ServerMessage) {
        guard !isEmpty else { return }
        switch message {
        case .historicalDataUpdate(let update):
            guard let series = streams[update.reqId]?.series,
                let bar = SeriesBar(update.bar, in: series.kind.zone)
            else { return }
            let before = series.content.forming?.time
            tell(series.content.update(bar), of: series)
            if series.content.forming?.time != before { watch(update.reqId) }
        case .historicalData(let data):
            let id = fills[data.reqId] ?? data.reqId
            guard streams[id] != nil else { return }
            if case .raise(let raise)? = streams[id]?.rows.append(data.bars) { return end(id, raise) }
            if session.facts?.serverVersion ?? 0 < ServerVersion.historicalDataEnd { answered(data.reqId) }
        case .historicalDataEnd(let data): answered(data.reqId)
        case .error(let error): failed(error)
        default: break
        }
    }

    /// Completes an answer.
    private func answered(_ number: Int) {
        let fillsOwn = fills[number] == nil
        let id = fills.removeValue(forKey: number) ?? number
        guard let stream = streams[id] else { return }
        let bars = stream.bars
        stream.rows = AnswerRows(of: "bars", atMost: BarSequence.longest)
        if let timer = stream.timer { session.timers.cancel(timer) }
        let opening = stream.opening
        (stream.timer, stream.opening, stream.retries) = (nil, nil, 0)
        guard let series = stream.series else { return begin(id, bars, opening) }
        if stream.missesMore, fillsOwn {
            // The stream delivers only the latest gap.
            streams[id]?.missesMore = false
            return ask(for: id)
        }
        tell(series.content.merge(bars), of: series)
        watch(id)
        checkFilled()
    }

    /// Completes the forming bar when its time is over and no later one arrives.
    private func watch(_ id: Int) {
        guard let stream = streams[id], let series = stream.series, !series.kind.size.isDay else { return }
        if let closing = stream.closing { session.timers.cancel(closing) }
        stream.closing = nil
        guard let bar = series.content.forming else { return }
        stream.closes = bar.time
        stream.closing = session.timers.start(after: left(of: bar, series.kind)) { [unowned self] in
            streams[id]?.closing = nil
            if let bar = series.content.forming, bar.time == streams[id]?.closes {
                tell(series.content.close(), of: series)
            }
        }
    }

    /// The seconds until a forming bar counts as complete.
    private func left(of bar: SeriesBar, _ kind: Series.Kind) -> Double {
        max(0.001, Self.closing(of: bar, kind) - session.now.seconds)
    }

    private static func end(of bar: SeriesBar, _ kind: Series.Kind) -> Double {
        Double(bar.time + kind.size.seconds)
    }

    /// Handles a stream's first complete answer.
    private func begin(_ id: Int, _ bars: [SeriesBar], _ opening: Inquiry?) {
        guard let stream = streams[id] else { return }
        do throws(LuaRaise) {
            let isOver =
                bars.last.map {
                    !stream.kind.size.isDay && Self.end(of: $0, stream.kind) + Self.closingGrace <= session.now.seconds
                } ?? false
            let content = BarSequence(bars, isLive: !isOver)
            let series = try Series(content, stream.kind, session: session, desk: self)
            streams[id]?.series = series
            watch(id)
            opening?.finish(.values([.object(series)]))
            checkFilled()
        } catch {
            streams[id]?.opening = opening
            end(id, error)
        }
    }

    /// Reports complete bars to the script.
    func tell(_ bars: [SeriesBar], of series: Series) {
        guard !bars.isEmpty, session.hub.wants("bar") else { return }
        for bar in bars {
            session.hub.emit(
                "bar",
                .push { writer in
                    series.push(bar, to: writer)
                    writer.push(series)
                }
            )
        }
    }

    private func failed(_ error: ServerMessage.Error) {
        guard !OrderLedger.isAdvisory(error.errorCode) else { return }
        let text = "error \(error.errorCode): \(ShownText.of(error.errorString))"
        if let id = fills.removeValue(forKey: error.reqId) { return retry(id, because: text) }
        guard let stream = streams[error.reqId] else { return }
        if stream.series?.content.isHeld == true {
            stream.isAlive = false
            return retry(error.reqId, because: text)
        }
        let raise = LuaRaise(
            code: .number(error.errorCode),
            message: "\(stream.opening?.function ?? "bars"): \(text)",
            remedy: TWSCode.remedy(error.errorCode, error.errorString)
        )
        end(error.reqId, raise, cancels: false)
    }

    /// Schedules another request for bars that TWS does not deliver now.
    private func retry(_ id: Int, because text: String) {
        guard let stream = streams[id] else { return }
        guard stream.retries < Self.mostRetries else {
            return end(
                id,
                LuaRaise(message: "bars: missed bars could not be fetched: \(text)"),
                cancels: stream.isAlive
            )
        }
        if stream.retries == 0 { session.log("bars: missed bars have not arrived yet: \(text); asking again") }
        if let timer = stream.timer { session.timers.cancel(timer) }
        streams[id]?.retries += 1
        streams[id]?.timer = session.timers.start(after: Self.pause) { [unowned self] in
            streams[id]?.timer = nil
            ask(for: id)
        }
    }

    /// Ends a failed stream: raises the error in the waiting call, or else logs it.
    private func end(_ id: Int, _ raise: LuaRaise, cancels: Bool = true) {
        guard let stream = streams.removeValue(forKey: id) else { return }
        for timer in [stream.timer, stream.closing].compactMap(\.self) { session.timers.cancel(timer) }
        if cancels { cancel(id) }
        if let opening = stream.opening {
            opening.fail(raise)
        } else {
            if let series = stream.series {
                series.isOn = false
                tell(series.content.release(), of: series)
            }
            session.log("\(raise.message); the series no longer grows")
        }
        checkFilled()
    }

    // MARK: Bars without messages

    /// Returns the series with this ID if its bars are shorter than a day and reported as they arrive; otherwise `nil`.
    func steadySeries(_ id: Int) -> Series? {
        guard let stream = streams[id], stream.timer == nil, let series = stream.series, !series.content.isHeld,
            !series.kind.size.isDay
        else { return nil }
        return series
    }

    /// The timer that completes the forming bar of a series; its owner keeps it from running out until ``resume(_:)``.
    func closing(_ id: Int) -> ScriptTimer? { streams[id]?.closing }

    /// Lets the forming bar complete again when its time is over.
    ///
    /// - Returns: The timer to run out then, and after how many seconds; `nil` if it is started here, or none is needed.
    func resume(_ id: Int) -> (timer: ScriptTimer, seconds: Double)? {
        guard let stream = streams[id], let series = stream.series, let closing = stream.closing,
            let bar = series.content.forming
        else {
            watch(id)
            return nil
        }
        stream.closes = bar.time
        return (closing, left(of: bar, series.kind))
    }

    /// Returns the time at which a bar is complete even if no later one has arrived, in seconds.
    static func closing(of bar: SeriesBar, _ kind: Series.Kind) -> Double { end(of: bar, kind) + closingGrace }

    // MARK: Gaps

    /// Handles an interruption: incomplete answers are discarded, and bars may be missing from now on.
    ///
    /// - Parameter reason: Why the connection was lost; `nil` if there still is one.
    func stall(_ reason: String?) {
        whenFilled = nil
        if let fillTimer { session.timers.cancel(fillTimer) }
        fillTimer = nil
        for id in streams.keys.sorted() {
            let series = streams[id]?.series
            if series?.content.isHeld == true { streams[id]?.missesMore = true }
            series?.content.hold()
            if let timer = streams[id]?.timer, streams[id]?.series != nil {
                session.timers.cancel(timer)
                streams[id]?.timer = nil
            }
            guard let reason else { continue }
            streams[id]?.rows = AnswerRows(of: "bars", atMost: BarSequence.longest)
            if streams[id]?.series == nil {
                let function = streams[id]?.opening?.function ?? "bars"
                end(
                    id,
                    LuaRaise(
                        code: .name("connection_lost"),
                        message: "\(function): the connection is lost (\(reason))"
                    )
                )
            }
        }
        if reason != nil { fills = [:] }
    }

    /// Fills in what is missing, then calls `action`. Streams that were requested again deliver it; for those that TWS
    /// has kept, it is requested. A script waits for this for a minute at most; the series waits longer.
    func fill(after gap: ConnectionGap, then action: @escaping () -> Void) {
        whenFilled = action
        for (id, stream) in streams.sorted(by: { $0.key < $1.key }) where stream.series?.content.isHeld == true {
            streams[id]?.retries = 0
            if gap.isRestored { streams[id]?.isAlive = true } else { ask(for: id) }
        }
        if let fillTimer { session.timers.cancel(fillTimer) }
        fillTimer = nil
        checkFilled()
        guard whenFilled != nil else { return }
        fillTimer = session.timers.start(after: Self.patience) { [unowned self] in late() }
    }

    /// Requests the bars since the last complete one; if TWS has lost the stream, by requesting the stream again.
    private func ask(for id: Int) {
        guard let stream = streams[id], let series = stream.series, series.content.isHeld else { return }
        var request = stream.request
        if stream.isAlive { (request.keepUpToDate, request.durationStr) = (false, "30 S") }
        request = request.covering(seconds: max(0, session.now.seconds - Double(series.content.lastComplete)))
        let number: RequestNumber = stream.isAlive ? .allocated : .own(id)
        let verdict = session.submit(.request(.reqHistoricalData(request), number), line: nil)
        // Without a connection, the next one delivers them.
        guard case .requested(let asked?) = verdict else { return }
        if stream.isAlive { fills[asked] = id } else { streams[id]?.isAlive = true }
    }

    private func late() {
        fillTimer = nil
        session.log("bars: missed bars did not arrive within 60 s; the series is filled in when they do")
        whenFilled?()
        whenFilled = nil
    }

    private func checkFilled() {
        guard let action = whenFilled, streams.values.allSatisfy({ $0.series?.content.isHeld != true }) else { return }
        whenFilled = nil
        if let fillTimer { session.timers.cancel(fillTimer) }
        fillTimer = nil
        action()
    }
}
