internal import CivilTime
internal import LuaBridge
internal import TWSWire

/// The filter of `chain(c, {right = "P", days = {20, 60}, delta = {-0.35, -0.15}, strikes = {180, 200}})`.
struct OptionFilter {
    /// An option that the underlying's parameters allow; TWS says later whether it exists.
    struct Candidate: Hashable {
        let expiry: String
        let strike: Double
        let right: OptionRight
        let tradingClass: String
        let multiplier: String
        let exchange: String
    }

    /// The names of the keys, in display order.
    static let keys = ["right", "days", "delta", "strikes", "expiry", "exchange", "tradingClass"]

    var rights: [OptionRight] = [.call, .put]
    /// Days from today to the last trade date.
    var days: ClosedRange<Double>?
    var delta: ClosedRange<Double>?
    var strikes: ClosedRange<Double>?
    /// The start of the last trade date: a year, a month such as `202602`, or a day.
    var expiry: String?
    var exchange: String?
    var tradingClass: String?

    /// Reads the options of the call.
    init(_ entries: [(key: String, value: LuaValue)]) throws(LuaRaise) {
        for (key, value) in entries {
            switch (key, value) {
            case ("right", .string(let text)): rights = [try Self.right(text)]
            case ("days", _): days = try Self.range(value, key)
            case ("delta", _): delta = try Self.range(value, key)
            case ("strikes", _): strikes = try Self.range(value, key)
            case ("expiry", .string(let text)): expiry = try Self.expiry(text)
            case ("expiry", .integer(let number)): expiry = try Self.expiry("\(number)")
            case ("exchange", .string(let text)): exchange = text
            case ("tradingClass", .string(let text)): tradingClass = text
            case (let name, _) where Self.keys.contains(name):
                throw LuaRaise(message: "chain: \(name): expected a text, got \(value.kind)")
            default: throw LuaRaise(message: "chain: \(Members.unknown(key, of: "options", among: Self.keys).message)")
            }
        }
    }

    static func right(_ text: String) throws(LuaRaise) -> OptionRight {
        switch text.uppercased() {
        case "P", "PUT": return .put
        case "C", "CALL": return .call
        default:
            throw LuaRaise(message: "chain: right: \(ShownText.quoted(text)) is not a right", remedy: "write P or C")
        }
    }

    /// Reads the start of a last trade date, which is written without dashes, as IB does.
    private static func expiry(_ text: String) throws(LuaRaise) -> String {
        func isStart(_ text: String) -> Bool {
            [4, 6, 8].contains(text.utf8.count) && day(text + "0101".suffix(8 - text.utf8.count)) != nil
        }
        if isStart(text) { return text }
        let bare = text.filter { $0 != "-" && $0 != "/" }
        throw LuaRaise(
            message: "chain: expiry: \(ShownText.quoted(text)) is not a day or month of IB",
            remedy: isStart(bare) ? "write \(bare)" : "write 20260220, or 202602 for a month"
        )
    }

    /// Reads two numbers, or one that stands for both.
    private static func range(_ value: LuaValue, _ key: String) throws(LuaRaise) -> ClosedRange<Double> {
        func number(_ value: LuaValue) -> Double? {
            switch value {
            case .integer(let number): Double(number)
            case .number(let number): number
            default: nil
            }
        }
        if let one = number(value) { return one...one }
        guard case .array(let ends) = value, ends.count == 2, let low = number(ends[0]), let high = number(ends[1]),
            low <= high
        else {
            throw LuaRaise(
                message: "chain: \(key): expected two numbers, the smaller first",
                remedy: key == "delta" ? "delta = {-0.35, -0.15} for puts" : "\(key) = {20, 60}"
            )
        }
        return low...high
    }

    /// Returns the matching options, ignoring what only TWS can tell; by last trade date and strike.
    ///
    /// - Parameter today: Days since 1970.
    func candidates(
        of parameters: [ServerMessage.SecurityDefinitionOptionParameter],
        today: Int
    ) -> [Candidate] {
        let place = exchange ?? (parameters.contains { $0.exchange == "SMART" } ? "SMART" : parameters.first?.exchange)
        var found: Set<Candidate> = []
        for row in parameters where row.exchange == place && (tradingClass ?? row.tradingClass) == row.tradingClass {
            for expiry in row.expirations where fits(expiry, today) {
                for strike in row.strikes where strikes?.contains(strike) ?? true {
                    for right in rights {
                        found.insert(
                            Candidate(
                                expiry: expiry,
                                strike: strike,
                                right: right,
                                tradingClass: row.tradingClass,
                                multiplier: row.multiplier,
                                exchange: row.exchange
                            )
                        )
                    }
                }
            }
        }
        return found.sorted {
            ($0.expiry, $0.tradingClass, $0.right.text, $0.strike)
                < ($1.expiry, $1.tradingClass, $1.right.text, $1.strike)
        }
    }

    private func fits(_ expiry: String, _ today: Int) -> Bool {
        if let wanted = self.expiry, !expiry.hasPrefix(wanted) { return false }
        guard let day = Self.day(expiry) else { return false }
        let left = Double(day - today)
        return left >= 0 && (days?.contains(left) ?? true)
    }

    /// Returns the days since 1970 of a text such as `20260220`.
    static func day(_ text: String) -> Int? {
        guard let reading = TimeText.read(String(text.prefix(8))) else { return nil }
        return reading.time.days
    }
}
