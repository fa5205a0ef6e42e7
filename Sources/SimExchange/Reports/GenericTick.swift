internal import TWSWire

/// A generic tick that a reqMktData may request.
struct GenericTick: Sendable {
    let number: Int

    /// The name in TWS's error 321.
    let name: String

    /// The security types for which it is legal.
    let kinds: Set<SecurityType>

    /// Whether the simulator supports it; for others, it says that it does not.
    let isSimulated: Bool

    private init(_ number: Int, _ name: String, _ kinds: Set<SecurityType>, isSimulated: Bool = true) {
        (self.number, self.name, self.kinds, self.isSimulated) = (number, name, kinds, isSimulated)
    }

    private static let stocks: Set<SecurityType> = [.stock]
    private static let optionable: Set<SecurityType> = [.stock, .index]
    private static let traded: Set<SecurityType> = [
        .stock, .option, .future, .continuousFuture, .futuresOption, .crypto, .combination, .bond,
    ]
    private static let priced = traded.union([.forex, .index, .contractForDifference, .commodity])

    /// All generic ticks by number.
    static let all: [GenericTick] = [
        GenericTick(100, "Option Volume", optionable.union([.option])),
        GenericTick(101, "Option Open Interest", optionable.union([.option])),
        GenericTick(104, "Historical Volatility", optionable.union([.option, .future, .forex])),
        GenericTick(105, "Average Opt Volume", optionable),
        GenericTick(106, "impvolat", optionable.union([.future])),
        GenericTick(125, "Bond analytic data", [.bond], isSimulated: false),
        GenericTick(162, "Index Future Premium", [.index], isSimulated: false),
        GenericTick(165, "Misc. Stats", priced),
        GenericTick(220, "Creditman, Mark Price", priced),
        GenericTick(221, "Mark Price", priced),
        GenericTick(225, "Auction", traded),
        GenericTick(232, "Pl Price", priced),
        GenericTick(233, "RTVolume", priced),
        GenericTick(236, "inventory", stocks),
        GenericTick(258, "Fundamentals", stocks),
        GenericTick(291, "IV Close", stocks, isSimulated: false),
        GenericTick(292, "Wide News", priced, isSimulated: false),
        GenericTick(293, "TradeCount", traded),
        GenericTick(294, "TradeRate", traded),
        GenericTick(295, "VolumeRate", traded),
        GenericTick(318, "LastRTHTrade", traded),
        GenericTick(375, "RTTrdVolume", traded),
        GenericTick(411, "rthistvol", priced),
        GenericTick(456, "IBDividends", stocks),
        GenericTick(460, "Bond Factor Multiplier", [.bond], isSimulated: false),
        GenericTick(577, "EtfNavLast(navlast)", stocks, isSimulated: false),
        GenericTick(586, "IPOHLPRC", stocks, isSimulated: false),
        GenericTick(587, "Pl Price Delayed", priced, isSimulated: false),
        GenericTick(588, "Futures Open Interest", [.future, .continuousFuture]),
        GenericTick(595, "Short-Term Volume X Mins", traded, isSimulated: false),
        GenericTick(614, "EtfNavMisc(high/low)", stocks, isSimulated: false),
        GenericTick(619, "Creditman Slow Mark Price", priced),
        GenericTick(623, "EtfFrozenNavLast(fznavlast)", stocks, isSimulated: false),
    ]

    private static let byNumber: [Int: GenericTick] = Dictionary(
        all.map { ($0.number, $0) },
        uniquingKeysWith: { first, _ in first }
    )

    /// Returns the generic tick with a number; `nil` for an unknown number.
    static func of(_ number: Int) -> GenericTick? { byNumber[number] }

    /// Returns the ticks that are legal for a security type, as error 321 lists them.
    static func legal(_ kind: SecurityType) -> String {
        all.filter { $0.kinds.contains(kind) }.map { "\($0.number)(\($0.name))" }.joined(separator: ",")
    }

    /// Parses a genericTickList for a security type.
    ///
    /// - Throws: 321 with the legal ticks for a number that is not legal, and for anything but a number or `mdoff`.
    static func read(_ list: String, _ kind: SecurityType) throws(Rejection) -> GenericTickList {
        var result = GenericTickList()
        for word in list.split(whereSeparator: { $0 == "," || $0 == " " }) {
            if word.lowercased() == "mdoff" {
                result.isQuiet = true
                continue
            }
            // A colon introduces the details of a number, such as 292:BRFG.
            let number = word.split(separator: ":").first.flatMap { Int($0) }
            guard let number, let tick = byNumber[number], tick.kinds.contains(kind) else {
                throw .invalid(
                    "Incorrect generic tick list of \(list).  Legal ones for (\(kind.text)) are: \(legal(kind))",
                    of: ClientMessage.ReqMktData.self
                )
            }
            if tick.isSimulated { result.numbers.insert(number) } else { result.missing.append(tick) }
        }
        return result
    }
}

/// A parsed genericTickList.
struct GenericTickList: Hashable, Sendable {
    /// The supported numbers.
    var numbers: Set<Int> = []

    /// The ticks that the simulator does not support.
    var missing: [GenericTick] = []

    /// Whether the default ticks are left out (`mdoff`).
    var isQuiet = false
}

extension GenericTick: Hashable {
    static func == (left: GenericTick, right: GenericTick) -> Bool { left.number == right.number }

    func hash(into hasher: inout Hasher) { hasher.combine(number) }
}

/// The value of a tick that is not in the default stream.
enum ExtraTick: Hashable, Sendable {
    case price(_ type: Int, Double)
    case size(_ type: Int, Int64)
    case number(_ type: Int, Double)
    case text(_ type: Int, String)
}
