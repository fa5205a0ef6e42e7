/// Elementary functions built only from IEEE operations, so that prices are the same on every platform.
enum Elementary {
    private static let logOfTwo = 0.693_147_180_559_945_309_417

    /// Returns the exponential function; relative error below 1e-15 in its range, arguments between -700 and 700.
    static func exponential(_ argument: Double) -> Double {
        let bounded = min(700, max(-700, argument))
        let power = (bounded / logOfTwo).rounded()
        let rest = bounded - power * logOfTwo
        var term = 1.0
        var sum = 1.0
        var count = 1.0
        while abs(term) > 1e-18 {
            term *= rest / count
            sum += term
            count += 1
        }
        return Double(sign: .plus, exponent: Int(power), significand: sum)
    }

    /// Returns the natural logarithm of a positive number; relative error below 1e-14.
    static func logarithm(_ argument: Double) -> Double {
        guard argument > 0 else { return -.infinity }
        let isSmall = argument.significand < 1.414_213_562_373_095
        let exponent = Double(argument.exponent) + (isSmall ? 0 : 1)
        let fraction = isSmall ? argument.significand : argument.significand / 2
        let ratio = (fraction - 1) / (fraction + 1)
        let square = ratio * ratio
        var power = ratio
        var sum = 0.0
        for count in 0..<16 {
            sum += power / Double(2 * count + 1)
            power *= square
        }
        return exponent * logOfTwo + 2 * sum
    }

    /// Returns the distribution function of the standard normal distribution; absolute error below 1e-14.
    ///
    /// Uses the series of Marsaglia, "Evaluating the Normal Distribution", Journal of Statistical Software 11(4), 2004.
    static func normalDistribution(_ argument: Double) -> Double {
        guard abs(argument) < 8 else { return argument < 0 ? 0 : 1 }
        let square = argument * argument
        var term = argument
        var sum = argument
        var divisor = 3.0
        while abs(term) > 1e-17 {
            term *= square / divisor
            sum += term
            divisor += 2
        }
        return 0.5 + sum * exponential(-square / 2) * 0.398_942_280_401_432_7
    }
}
