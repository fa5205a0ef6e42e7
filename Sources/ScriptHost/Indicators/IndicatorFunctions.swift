internal import Indicators
internal import LuaBridge

/// The constructors of indicators, with the usual lengths as defaults.
enum IndicatorFunctions {
    static let entries: [HostEntry] = [
        HostEntry("sma") { _, frame in try make("sma", frame) { SimpleAverage($0[0]) } },
        HostEntry("ema") { _, frame in try make("ema", frame) { ExponentialAverage($0[0]) } },
        HostEntry("wma") { _, frame in try make("wma", frame) { WeightedAverage($0[0]) } },
        HostEntry("rsi") { _, frame in try make("rsi", frame) { RelativeStrength($0[0]) } },
        HostEntry("atr") { _, frame in try make("atr", frame) { AverageTrueRange($0[0]) } },
        HostEntry("adx") { _, frame in try make("adx", frame) { DirectionalMovement($0[0]) } },
        HostEntry("donchian") { _, frame in try make("donchian", frame) { DonchianChannel($0[0]) } },
        HostEntry("vwap") { _, frame in try make("vwap", frame) { _ in VolumeWeightedPrice() } },
        HostEntry("macd") { _, frame in
            try make("macd", frame) { Convergence(fast: $0[0], slow: $0[1], signal: $0[2]) }
        },
        HostEntry("stochastic") { _, frame in
            try make("stochastic", frame) { Stochastic($0[0], smooth: $0[1], signal: $0[2]) }
        },
        HostEntry("bollinger") { _, frame in
            let width = try width(frame, "bollinger")
            return try make("bollinger", frame) { BollingerBands($0[0], width: width) }
        },
        HostEntry("keltner") { _, frame in
            let width = try width(frame, "keltner")
            return try make("keltner", frame) { KeltnerChannel($0[0], range: $0[1], width: width) }
        },
        HostEntry("crossing") { _, _ in .value(.object(CrossingObject())) },
    ]

    /// Their names, with whether a number is not enough for them.
    private static let kinds: [(name: String, needsBars: Bool)] = [
        ("sma", SimpleAverage.needsBars), ("ema", ExponentialAverage.needsBars), ("wma", WeightedAverage.needsBars),
        ("rsi", RelativeStrength.needsBars), ("atr", AverageTrueRange.needsBars),
        ("adx", DirectionalMovement.needsBars), ("donchian", DonchianChannel.needsBars),
        ("vwap", VolumeWeightedPrice.needsBars), ("macd", Convergence.needsBars),
        ("stochastic", Stochastic.needsBars), ("bollinger", BollingerBands.needsBars),
        ("keltner", KeltnerChannel.needsBars),
    ]

    /// The usual lengths, in the order of the arguments.
    private static let usual: [String: [Int]] = [
        "sma": [20], "ema": [20], "wma": [20], "rsi": [14], "atr": [14], "adx": [14], "donchian": [20],
        "macd": [12, 26, 9], "stochastic": [14, 3, 3], "bollinger": [20], "keltner": [20, 10],
    ]

    /// How many lengths each constructor takes.
    static let lengths: [String: Int] = usual.mapValues(\.count)
    /// The position of the width, behind the lengths, in those that take one.
    static let widths = ["bollinger": 2, "keltner": 3]

    /// The names of those that take numbers or bars one by one.
    static let names = kinds.map(\.name)

    /// The names of those that take no numbers.
    static let needBars: Set<String> = Set(kinds.filter(\.needsBars).map(\.name))

    /// The error for a number where a bar is needed.
    static func noBar(_ name: String) -> LuaRaise {
        LuaRaise(message: "\(name): expected a bar, got a number", remedy: "push bars: they have high, low and close")
    }

    /// The error for what is neither a number nor a bar.
    static func noSample(_ name: String) -> LuaRaise {
        LuaRaise(
            message: "\(name): expected a number, a bar or a series",
            remedy:
                "a bar has close, and high, low and volume for some indicators; push the numbers of a list one by one"
        )
    }

    /// The smallest length.
    static func shortest(_ name: String) -> Int { name == "adx" ? 2 : 1 }

    /// Passes the indicator classes to a taker.
    static func giveClasses(to taker: inout some ClassTaker) throws(ScriptError) {
        try taker.take(IndicatorObject<SimpleAverage>.describe("sma"))
        try taker.take(IndicatorObject<ExponentialAverage>.describe("ema"))
        try taker.take(IndicatorObject<WeightedAverage>.describe("wma"))
        try taker.take(IndicatorObject<RelativeStrength>.describe("rsi"))
        try taker.take(IndicatorObject<AverageTrueRange>.describe("atr"))
        try taker.take(IndicatorObject<DirectionalMovement>.describe("adx"))
        try taker.take(IndicatorObject<DonchianChannel>.describe("donchian"))
        try taker.take(IndicatorObject<VolumeWeightedPrice>.describe("vwap"))
        try taker.take(IndicatorObject<Convergence>.describe("macd"))
        try taker.take(IndicatorObject<Stochastic>.describe("stochastic"))
        try taker.take(IndicatorObject<BollingerBands>.describe("bollinger"))
        try taker.take(IndicatorObject<KeltnerChannel>.describe("keltner"))
        try taker.take(CrossingObject.describe())
    }

    /// Returns a length, or why it is none.
    static func length(_ value: Int?, _ name: String) throws(LuaRaise) -> Int {
        let shortest = shortest(name)
        guard let value, value >= shortest, IndicatorLength.range.contains(value) else {
            throw LuaRaise(
                message: "\(name): expected a whole number from \(shortest) to \(IndicatorLength.range.upperBound)"
            )
        }
        return value
    }

    /// Reads the lengths, each with its default if absent; a width may follow.
    private static func make<Figure: Indicator>(
        _ name: String,
        _ frame: borrowing LuaFrame,
        _ figure: ([Int]) -> Figure
    ) throws -> HostResult {
        try check(count: frame.count, name)
        let usual = usual[name] ?? []
        var lengths: [Int] = []
        for (place, value) in usual.enumerated() {
            guard !frame.isNil(place + 1) else {
                lengths.append(value)
                continue
            }
            let length = try length(frame.integer(place + 1), name)
            frame.charge(length)
            lengths.append(length)
        }
        return .value(.object(IndicatorObject(name, figure(lengths))))
    }

    /// Checks the number of arguments of a constructor.
    static func check(count: Int, _ name: String) throws(LuaRaise) {
        let usual = usual[name] ?? []
        let most = widths[name] ?? usual.count
        guard count > most else { return }
        throw LuaRaise(
            message: "\(name): at most \(most) numbers",
            remedy: "push bars afterwards: local x = \(name)(\(usual.map(String.init).joined(separator: ", ")))"
        )
    }

    private static func width(_ frame: borrowing LuaFrame, _ name: String) throws(LuaRaise) -> Double {
        guard let argument = widths[name], !frame.isNil(argument) else { return 2 }
        return try width(frame.number(argument), name)
    }

    /// Returns a width, or why it is none.
    static func width(_ value: Double?, _ name: String) throws(LuaRaise) -> Double {
        guard let value, (0.01...100).contains(value) else {
            throw LuaRaise(message: "\(name): the width must be a number from 0.01 to 100")
        }
        return value
    }
}
