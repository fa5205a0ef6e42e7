internal import LuaBridge
internal import TWSWire
internal import Trading

/// The live object that `place` returns: an order, its status, its fills and its commission.
///
/// The desk's last report provides everything about the order; the rest concerns the script.
final class Trade: LuaObject {
    unowned let book: TradeBook
    /// The order as last reported by the desk.
    ///
    /// Like its neighbours without a check for exclusive access: only the session's own thread comes here.
    @exclusivity(unchecked) var snapshot: LedgerSnapshot
    /// What happened to it.
    @exclusivity(unchecked) private(set) var history = TradeLog()
    /// The script's handlers, by event.
    @exclusivity(unchecked) private var handlers: [(event: TradeEvent, handler: Handler)] = []
    @exclusivity(unchecked) private var awaiting: [TradeEvent: WaitList] = [:]
    /// Whether the time for what may still arrive after the end has run out.
    var hasWaited = false
    /// Limits the wait for what may still arrive.
    var patience: ScriptTimer?
    /// Whether it is done and its handlers of `done` have not been told: they are when it is settled.
    var owesEnd = false
    /// Whether the script has asked TWS to cancel it.
    var isCancelling = false

    /// Its memory, charged to the script, including everything that was placed with it.
    private let loan: LuaLoan

    /// The size of an order in bytes: here, in the ledger and in transit.
    static let footprint = 4096

    init(_ snapshot: LedgerSnapshot, book: TradeBook, loan: LuaLoan) {
        self.snapshot = snapshot
        self.loan = loan
        self.book = book
    }

    /// The order as last reported by the desk.
    var entry: LedgerEntry { _read { yield snapshot.value } }

    /// The order's id at this client.
    var orderId: Int { entry.orderId }

    /// Whether it is done, and everything that belongs to its end has arrived or has been given the time to: every
    /// execution with its commission, or the reason for a rejection.
    ///
    /// The status `Filled` may arrive before the executions, and `Inactive` before its error.
    var isSettled: Bool {
        guard let outcome = entry.outcome else { return false }
        if hasWaited { return true }
        guard snapshot.isSettled else { return false }
        switch outcome {
        case .rejected: return !entry.notices.isEmpty
        case .filled, .cancelled, .notSent: return true
        }
    }

    /// `order 7: BUY 100 AAPL MKT`.
    var label: String {
        HostEvent.label(of: entry)
    }

    /// What an idle run waits for, in a word.
    var awaited: String {
        if !entry.isAcknowledged { return "acknowledged" }
        return isCancelling && entry.outcome == nil ? "cancelled" : "filled"
    }

    /// The error that `wait` raises: rejected, or cancelled without a fill.
    var failure: LuaRaise? {
        guard let outcome = entry.outcome, outcome != .filled else { return nil }
        if outcome == .cancelled, entry.filled > .zero { return nil }
        let notice = entry.error ?? entry.notices.last
        let word =
            switch outcome {
            case .rejected: "rejected"
            case .notSent: "not sent"
            case .cancelled, .filled: "cancelled without a fill"
            }
        return LuaRaise(
            code: notice.map { .number($0.code) },
            message: "\(label): \(word)" + (notice.map { ": \(ShownText.of($0.message))" } ?? ""),
            remedy: notice.flatMap { TWSCode.remedy($0.code, $0.message) }
        )
    }

    func note(_ note: TradeNote) { history.append(note) }

    func add(_ event: TradeEvent, _ function: LuaFunction) throws(LuaRaise) -> Handler {
        let loan = try book.session.vm.borrow(Handler.footprint)
        let handler = Handler(event: event.rawValue, function: function, hub: book.session.hub, loan: loan)
        handlers.append((event, handler))
        // Inactive handlers are removed from time to time, so that a script may switch as often as it likes.
        if handlers.count & (handlers.count - 1) == 0 { handlers.removeAll { !$0.handler.isOn } }
        return handler
    }

    func enlist(_ event: TradeEvent, _ token: LuaToken, key: LuaValue?) {
        awaiting[event, default: WaitList()].add(token, key: key, isWaiting: book.session.waits.isWaiting)
    }

    /// Delivers an event to the trade's handlers and waits; `payload` is made only if there are any.
    func emit(_ event: TradeEvent, _ payload: @autoclosure () -> [LuaValue]) {
        guard !handlers.isEmpty || !awaiting.isEmpty else { return }
        handlers.removeAll { !$0.handler.isOn }
        let payload = payload()
        for (wanted, handler) in handlers where wanted == event {
            book.session.enqueue(.handler(handler, .values(payload)))
        }
        guard event != .done else { return }
        resume(event) { _ in .values(payload) }
    }

    /// Tells the handlers of `done`, once, and ends the waits of a trade that is done and settled.
    func settle() {
        if owesEnd {
            owesEnd = false
            emit(.done, [.object(self)])
        }
        guard !awaiting.isEmpty else { return }
        let delivery: Delivery = failure.map(Delivery.raise) ?? .values([.object(self)])
        for wanted in TradeEvent.allCases {
            resume(wanted) { key in key == nil ? delivery : .values([.object(self)]) }
        }
    }

    private func resume(_ event: TradeEvent, _ delivery: (LuaValue?) -> Delivery) {
        for (token, key) in awaiting.removeValue(forKey: event)?.waits ?? [] {
            book.session.waits.finish(token, delivery(key).after(key))
        }
    }
}
