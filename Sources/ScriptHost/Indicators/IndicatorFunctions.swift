internal import Indicators
internal import LuaBridge

/// The constructors of indicators, with the usual lengths as defaults.
enum IndicatorFunctions {
    static let entries: [HostEntry] = [
        HostEntry("sma") { _, frame in try make("sma", frame, [20]) { SimpleAverage($0[0]) } },
        HostEntry("ema") { _, frame in try make("ema", frame, [20]) { ExponentialAverage($0[0]) } },
        HostEntry("wma") { _, frame in try make("wma", frame, [20]) { WeightedAverage($0[0]) } },
        HostEntry("rsi") { _, frame in try make("rsi", frame, [14]) { RelativeStrength($0[0]) } },
        HostEntry("atr") { _, frame in try make("atr", frame, [14]) { AverageTrueRange($0[0]) } },
        HostEntry("adx") { _, frame in try make("adx", frame, [14], shortest: 2) { DirectionalMovement($0[0]) } },
        HostEntry("donchian") { _, frame in try make("donchian", frame, [20]) { DonchianChannel($0[0]) } },
        HostEntry("vwap") { _, frame in try make("vwap", frame, []) { _ in VolumeWeightedPrice() } },
        HostEntry("macd") { _, frame in
            try make("macd", frame, [12, 26, 9]) { Convergence(fast: $0[0], slow: $0[1], signal: $0[2]) }
        },
        HostEntry("stochastic") { _, frame in
            try make("stochastic", frame, [14, 3, 3]) { Stochastic($0[0], smooth: $0[1], signal: $0[2]) }
        },
        HostEntry("bollinger") { _, frame in
            let width = try width(frame, 2, "bollinger")
            return try make("bollinger", frame, [20], others: 1) { BollingerBands($0[0], width: width) }
        },
        HostEntry("keltner") { _, frame in
            let width = try width(frame, 3, "keltner")
            return try make("keltner", frame, [20, 10], others: 1) {
                KeltnerChannel($0[0], range: $0[1], width: width)
            }
        },
        HostEntry("crossing") { _, _ in .value(.object(CrossingObject())) },
    ]

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

    /// Reads the lengths, each with its default if absent; `others` arguments may follow.
    private static func make<Figure: Indicator>(
        _ name: String,
        _ frame: borrowing LuaFrame,
        _ usual: [Int],
        shortest: Int = 1,
        others: Int = 0,
        _ figure: ([Int]) -> Figure
    ) throws -> HostResult {
        guard frame.count <= usual.count + others else {
            throw LuaRaise(
                message: "\(name): at most \(usual.count + others) numbers",
                remedy: "push bars afterwards: local x = \(name)(\(usual.map(String.init).joined(separator: ", ")))"
            )
        }
        var lengths: [Int] = []
        for (place, value) in usual.enumerated() {
            guard !frame.isNil(place + 1) else {
                lengths.append(value)
                continue
            }
            guard let length = frame.integer(place + 1), length >= shortest, IndicatorLength.range.contains(length)
            else {
                throw LuaRaise(
                    message: "\(name): expected a whole number from \(shortest) to \(IndicatorLength.range.upperBound)"
                )
            }
            frame.charge(length)
            lengths.append(length)
        }
        return .value(.object(IndicatorObject(name, figure(lengths))))
    }

    private static func width(_ frame: borrowing LuaFrame, _ argument: Int, _ name: String) throws(LuaRaise) -> Double {
        guard !frame.isNil(argument) else { return 2 }
        guard let width = frame.number(argument), (0.01...100).contains(width) else {
            throw LuaRaise(message: "\(name): the width must be a number from 0.01 to 100")
        }
        return width
    }
}
