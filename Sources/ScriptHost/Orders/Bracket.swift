internal import LuaBridge
internal import TWSWire
internal import Trading

/// The result of `bracket`: an entry with its exits, each by its role.
///
/// The exits always have the size of what the entry has traded or may still trade: they follow a change of its
/// quantity. If the entry ends partly filled, TWS cancels its exits with it, and they are placed again for the filled
/// part.
final class Bracket: LuaObject {
    /// How long TWS may take to cancel the exits of an ended entry, in seconds.
    private static let patience = 2.0

    private enum Phase {
        /// The entry is working.
        case entering
        /// The entry has ended without its full quantity; its exits are about to end as well.
        case settling(ScriptTimer)
        /// The exits have the size of the position.
        case settled
    }

    let parent: Trade
    private var exits: [BracketTerms.Part: Trade] = [:]
    private let parts: [BracketTerms.Part]
    private let key: String?
    private let line: Int?
    private unowned let book: TradeBook
    private var phase = Phase.entering

    /// Creates a bracket from trades: the entry, then one for each part.
    init(_ trades: [Trade], _ parts: [BracketTerms.Part], key: String?, line: Int?, book: TradeBook) {
        parent = trades[0]
        self.parts = parts
        self.key = key
        self.line = line
        self.book = book
        for (part, trade) in zip(parts, trades.dropFirst()) { exits[part] = trade }
    }

    /// Whether nothing is left to do for it.
    var isSettled: Bool { if case .settled = phase { true } else { false } }

    /// Handles a change of one of the trades.
    func changed() {
        switch phase {
        case .entering:
            guard let outcome = parent.entry.outcome else { return }
            if outcome == .filled {
                phase = .settled
                return
            }
            let timer = book.session.timers.start(after: Self.patience, keepsAlive: true) { [unowned self] in settle() }
            phase = .settling(timer)
            changed()
        case .settling(let timer):
            guard exits.values.allSatisfy({ $0.entry.outcome != nil }) else { return }
            book.session.timers.cancel(timer)
            settle()
        case .settled: break
        }
    }

    /// Handles a new quantity of the entry: its exits get it too.
    func resized() {
        let quantity = parent.entry.order.totalQuantity
        for part in parts { resize(part, to: quantity) }
    }

    /// Gives the exits the size of what the entry has traded.
    private func settle() {
        phase = .settled
        let filled = parent.entry.filled
        let exited = exits.values.reduce(ExactDecimal.zero) { $0 + $1.entry.filled }
        let working = parts.filter { exits[$0]?.entry.outcome == nil }
        if filled == .zero {
            for part in working {
                try? exits[part].map { trade throws(LuaRaise) in try book.cancel(trade, line: line) }
            }
        } else if !working.isEmpty {
            for part in working { resize(part, to: filled) }
        } else if filled > exited {
            placeExits(filled - exited)
        }
    }

    private func resize(_ part: BracketTerms.Part, to quantity: ExactDecimal?) {
        guard let trade = exits[part], trade.entry.outcome == nil, let quantity,
            trade.entry.order.totalQuantity != quantity
        else { return }
        do throws(LuaRaise) {
            _ = try book.modify(trade, .table([("totalQuantity", LuaValue(quantity))]), line: line)
        } catch {
            alarm("its \(part.rawValue) could not be changed to \(quantity): \(error.message)", trade)
        }
    }

    private func placeExits(_ quantity: ExactDecimal) {
        let group = book.nextGroup()
        let orders = parts.compactMap { part -> Intent.NewOrder? in
            guard let trade = exits[part] else { return nil }
            var (order, terms) = (Order(), trade.entry.order)
            (order.action, order.orderType, order.tif) = (terms.action, terms.orderType, terms.tif)
            (order.lmtPrice, order.auxPrice) = (terms.orderType == .limit ? terms.lmtPrice : nil, terms.auxPrice)
            if terms.orderType == .limit { order.auxPrice = nil }
            order.totalQuantity = quantity
            terms = order
            if parts.count > 1 { (order.ocaGroup, order.ocaType) = (group, GroupFunction.reducing) }
            // The keys differ from those of the exits that ended with the entry.
            return Intent.NewOrder(
                contract: trade.entry.contract,
                order: order,
                named: terms.differingFields(from: Order()),
                key: key.map { "\($0)-\(part.rawValue.prefix(1).uppercased())" }
            )
        }
        do throws(LuaRaise) {
            guard let trades = try book.place(orders, function: "bracket", line: line) else {
                return alarm("its exits wait for what TWS knows: call bracket again", parent)
            }
            book.session.log("\(parent.label): \(quantity) filled, so its exits are placed for that")
            for (part, trade) in zip(parts, trades) { exits[part] = trade }
        } catch {
            alarm("\(quantity) filled, and its exits could not be placed: \(error.message)", parent)
        }
    }

    private func alarm(_ text: String, _ trade: Trade) {
        book.session.emit(.output(.alarm(message: "bracket: \(text)", orderId: trade.orderId)))
    }

    /// Whether it contains a trade.
    func holds(_ trade: Trade) -> Bool { trade === parent || exits.values.contains { $0 === trade } }

    static func describe() -> LuaClass<Bracket> {
        var description: LuaClass<Bracket> = Members.of("bracket")
        description.field(BracketTerms.Part.entry) { .object($0.parent) }
        description.field("target") { $0.exits[.target].map(LuaValue.object) }
        description.field("stop") { $0.exits[.stop].map(LuaValue.object) }
        let values = description.values
        description.entries = { .table(try values($0)) }
        description.text = { bracket in
            let parts =
                [(BracketTerms.Part.entry, bracket.parent)]
                + bracket.parts.compactMap { part in
                    bracket.exits[part].map { (part.rawValue, $0) }
                }
            return "<bracket " + parts.map { "\($0)=<\($1.label), \($1.entry.statusText)>" }.joined(separator: ", ")
                + ">"
        }
        description.method("cancel") { bracket, frame in
            for trade in [bracket.parent] + bracket.parts.compactMap({ bracket.exits[$0] }) {
                try bracket.book.cancel(trade, line: frame.line)
            }
            return .returned
        }
        return description
    }
}
