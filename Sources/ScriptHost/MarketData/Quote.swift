internal import LuaBridge
internal import TWSWire

/// What `quote` and `snapshot` give: bid, ask, last and the rest; a live one changes as ticks come.
final class Quote: LuaObject {
    let contract: Contract
    /// Request that feeds it; `nil` for a snapshot.
    let requestId: Int?
    var data = QuoteData()
    /// Whether the values may be of before a gap: no tick has come since.
    var isStale = false
    private(set) var isOn: Bool
    private weak var desk: QuoteDesk?

    /// Its memory, on the script's account; `nil` for a snapshot, whose request has its own.
    private let loan: LuaLoan?

    /// Bytes that a quote takes, with its request.
    static let footprint = 2048

    init(contract: Contract, requestId: Int?, desk: QuoteDesk?, loan: LuaLoan? = nil) {
        self.loan = loan
        self.contract = contract
        self.requestId = requestId
        self.desk = desk
        isOn = desk != nil
    }

    /// Ends the stream; the last values stay.
    func off() {
        guard isOn else { return }
        isOn = false
        desk?.remove(self)
    }

    static func describe() -> LuaClass<Quote> {
        var description: LuaClass<Quote> = Members.of("quote")
        for field in QuoteField.allCases { description.field("\(field)") { $0.data[field] } }
        let values = description.values  // the symbol, declared after them, is no value to iterate over
        description.field("symbol") { LuaValue($0.contract.symbol) }
        description.field("stale") { .bool($0.isStale) }
        description.entries = { .table(try values($0)) }
        description.text = { Members.text("quote", [("symbol", .string($0.contract.symbol))] + (try values($0))) }
        description.method("off") { quote, _ in
            quote.off()
            return .returned
        }
        return description
    }
}
