internal import LuaBridge
internal import TWSWire

/// What `quote` and `snapshot` give: bid, ask, last and the rest; a live one changes as ticks come.
final class Quote: LuaObject {
    let contract: Contract
    /// Request that feeds it; `nil` for a snapshot.
    let requestId: Int?
    var data = QuoteData()
    private(set) var isOn: Bool
    private weak var desk: QuoteDesk?

    init(contract: Contract, requestId: Int?, desk: QuoteDesk?) {
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
        var description = LuaClass<Quote>(name: "quote")
        description.property = { quote, name in
            if name == "symbol" { return LuaValue(quote.contract.symbol) }
            guard QuoteData.names.contains(name) else {
                throw Members.unknown(name, of: "quote", among: QuoteData.names + ["symbol", "off"])
            }
            return quote.data[name]
        }
        description.entries = { quote in
            .table(QuoteData.names.compactMap { name in quote.data[name].map { (name, $0) } })
        }
        description.text = { quote in
            let parts = QuoteData.names.compactMap { name in
                quote.data[name].flatMap { RecordText.text($0) }.map { "\(name)=\($0)" }
            }
            return "<quote " + (["symbol=\(quote.contract.symbol)"] + parts).joined(separator: ", ") + ">"
        }
        description.method("off") { quote, _ in
            quote.off()
            return .returned
        }
        return description
    }
}
