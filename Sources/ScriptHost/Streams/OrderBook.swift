internal import LuaBridge
internal import TWSWire
internal import Trading

/// The result of `depth`: the rows of both sides, best first.
final class OrderBook: LiveStream {
    static let event: String? = "depth"

    /// One row of a side.
    struct Row: Hashable {
        var price: Double
        var size: LuaValue
        var marketMaker: String

        static func == (left: Row, right: Row) -> Bool {
            left.price == right.price && left.size == right.size && left.marketMaker == right.marketMaker
        }

        func hash(into hasher: inout Hasher) { hasher.combine(price) }

        var table: LuaValue {
            var fields: [(key: String, value: LuaValue)] = [("price", .number(price)), ("size", size)]
            if !marketMaker.isEmpty { fields.append(("marketMaker", .string(marketMaker))) }
            return .table(fields)
        }
    }

    /// The largest number of rows kept per side, whatever TWS sends.
    private static let most = 200

    private let symbol: String
    private unowned let session: ScriptSession
    private(set) var asks: [Row] = []
    private(set) var bids: [Row] = []
    private var isStale = false
    var isOn = false

    init(_ symbol: String, session: ScriptSession) { (self.symbol, self.session) = (symbol, session) }

    func take(_ message: ServerMessage) -> Bool {
        switch message {
        case .updateMktDepth(let update):
            let row = Row(price: update.price, size: update.size.map { LuaValue($0) } ?? .nil, marketMaker: "")
            change(update.side, update.operation, update.position, row)
        case .updateMktDepthL2(let update):
            let row = Row(
                price: update.price,
                size: update.size.map { LuaValue($0) } ?? .nil,
                marketMaker: update.marketMaker
            )
            change(update.side, update.operation, update.position, row)
        default: return false
        }
        return true
    }

    /// Applies a change. Side 0 is the ask side, 1 the bid side; operation 0 inserts, 1 changes, 2 removes.
    private func change(_ side: Int, _ operation: Int, _ position: Int, _ row: Row) {
        if isStale { (asks, bids, isStale) = ([], [], false) }
        if side == 1 {
            Self.change(&bids, operation, position, row)
        } else {
            Self.change(&asks, operation, position, row)
        }
    }

    private static func change(_ rows: inout [Row], _ operation: Int, _ position: Int, _ row: Row) {
        guard (0..<most).contains(position) else { return }
        switch operation {
        case 2: if position < rows.count { rows.remove(at: position) }
        case 1 where position < rows.count: rows[position] = row
        default:
            rows.insert(row, at: min(position, rows.count))
            if rows.count > most { rows.removeLast() }
        }
    }

    /// Whether both sides have rows.
    var isComplete: Bool { !asks.isEmpty && !bids.isEmpty }

    /// Marks the rows as outdated; they arrive anew with the stream.
    func stall() { isStale = true }

    static func describe() -> LuaClass<OrderBook> {
        var description: LuaClass<OrderBook> = Members.of("depth")
        description.field("bid") { $0.bids.first.map { .number($0.price) } }
        description.field("bidSize") { $0.bids.first?.size }
        description.field("ask") { $0.asks.first.map { .number($0.price) } }
        description.field("askSize") { $0.asks.first?.size }
        description.field("stale") { .bool($0.isStale) }
        description.field("bids") { .array($0.bids.map(\.table)) }
        description.field("asks") { .array($0.asks.map(\.table)) }
        description.text = { book in
            let shown = [
                ("symbol", LuaValue.string(book.symbol)), ("bid", book.bids.first.map { .number($0.price) } ?? .nil),
                ("ask", book.asks.first.map { .number($0.price) } ?? .nil), ("bids", .integer(book.bids.count)),
                ("asks", .integer(book.asks.count)),
            ]
            return Members.text("depth", shown)
        }
        description.method("off") { book, _ in
            book.session.streams.remove(book)
            return .returned
        }
        return description
    }
}

/// `depth(c[, {rows = 5, smart = false}])`.
enum DepthFunction {
    static let entries = [HostEntry("depth", waits: true, call)]

    static let rowCounts = 1...60
    static let badRows = LuaRaise(message: "depth: rows: expected a whole number from 1 to 60")

    private static func call(_ session: ScriptSession, _ frame: borrowing LuaFrame) throws -> HostResult {
        var request = ClientMessage.ReqMktDepth()
        request.contract = try session.contract(try frame.value(1), function: "depth")
        (request.numRows, request.isSmartDepth) = (5, request.contract.exchange == "SMART")
        for (key, value) in try frame.options(2, function: "depth") {
            switch (key, value) {
            case ("rows", .integer(let rows)) where rowCounts.contains(rows): request.numRows = rows
            case ("smart", .bool(let flag)): request.isSmartDepth = flag
            case ("rows", _): throw badRows
            case ("smart", _): throw LuaRaise(message: "depth: smart: expected true or false")
            default: throw Members.unknown(key, of: "depth: options", among: ["rows", "smart"])
            }
        }
        let isSmart = request.isSmartDepth
        let opening = StreamDesk.Opening(
            function: "depth",
            request: .reqMktDepth(request),
            cancel: { id in
                var cancel = ClientMessage.CancelMktDepth()
                (cancel.reqId, cancel.isSmartDepth) = (id, isSmart)
                return .cancelMktDepth(cancel)
            },
            patience: 10,
            needsAnswer: true
        )
        return try session.streams.open(opening, OrderBook(request.contract.symbol, session: session))
    }
}
