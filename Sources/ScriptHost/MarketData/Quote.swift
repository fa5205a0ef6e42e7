internal import LuaBridge
internal import TWSWire

/// The result of `quote` and `snapshot`: bid, ask, last and more; a live quote changes as ticks arrive.
final class Quote: LuaObject {
    let contract: Contract
    /// The id of the request that feeds it; `nil` for a snapshot.
    let requestId: Int?
    /// The latest values; each tick changes them, on the session's own thread alone.
    @exclusivity(unchecked) var data = QuoteData()
    /// Whether the values may predate a gap because no tick has arrived since.
    @exclusivity(unchecked) var isStale = false
    /// Why TWS delivers no values, in a list of quotes.
    var error: LuaRaise?
    private(set) var isOn: Bool
    private weak var desk: QuoteDesk?
    private let zones: ZoneBook

    /// Its memory, charged to the script; `nil` for a snapshot, whose request has its own.
    private let loan: LuaLoan?

    /// The size of a quote with its request, in bytes.
    static let footprint = 2048

    init(contract: Contract, requestId: Int?, desk: QuoteDesk?, zones: ZoneBook, loan: LuaLoan? = nil) {
        self.zones = zones
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

    /// Whether everything that such a contract usually has is known.
    var isComplete: Bool { data.isComplete && (!isOption || data[.delta] != nil) }

    /// Whether it has greeks.
    var isOption: Bool { contract.secType == .option || contract.secType == .futuresOption }

    static func describe() -> LuaClass<Quote> {
        var description: LuaClass<Quote> = Members.of("quote")
        for field in QuoteField.allCases { description.field("\(field)") { $0.data[field] } }
        let values = description.values  // what follows is not iterated over
        description.field("symbol") { LuaValue($0.contract.symbol) }
        description.field("stale") { .bool($0.isStale) }
        description.field("delayed") { .bool($0.data.isDelayed) }
        description.field("frozen") { .bool($0.data.isFrozen) }
        description.field("error") { quote in
            quote.error.map { raise in
                let code: LuaValue =
                    switch raise.code {
                    case .number(let number)?: .integer(number)
                    case .name(let name)?: .string(name)
                    case nil: .nil
                    }
                return .table([("code", code), ("message", .string(raise.message))])
            }
        }
        description.entries = { .table(try values($0)) }
        description.text = { quote in
            var shown: [(key: String, value: LuaValue)] = [("symbol", .string(quote.contract.symbol))]
            shown += try values(quote)
            for (name, isSet) in [
                ("delayed", quote.data.isDelayed), ("frozen", quote.data.isFrozen), ("stale", quote.isStale),
            ] where isSet { shown.append((name, .bool(true))) }
            return Members.text("quote", shown, times: ["time"], quote.zones)
        }
        description.method("off") { quote, _ in
            quote.off()
            return .returned
        }
        return description
    }
}
