/// The built-in currency pairs at IDEALPRO.
enum CurrencyTable {
    /// A currency pair's row.
    struct Row {
        let conId: Int

        /// The first currency, whose price is quoted.
        let symbol: String

        /// The currency of the price.
        let currency: String
        let longName: String

        /// The midpoint at the virtual start; for a cross, the one its two pairs give, to half a tick.
        let openPrice: Double

        /// The standard deviation of the logarithm of the price over 24 hours; for a cross, that of its first pair.
        let dailyVolatility: Double

        /// For a cross, the two pairs whose prices it follows.
        var cross: Cross?
    }

    /// A cross follows one pair times another, or divided by it.
    struct Cross {
        let first: Int
        let second: Int
        let isProduct: Bool
    }

    /// IDs below 900,000,000 are IB's own.
    static let rows: [Row] = [
        row(12_087_792, "EUR", "USD", "European Monetary Union Euro", 1.172, 0.005),
        row(12_087_797, "GBP", "USD", "British pound", 1.345, 0.005),
        row(900_000_200, "USD", "HKD", "United States dollar", 7.79, 0.0003),
        row(15_016_059, "USD", "JPY", "United States dollar", 156.8, 0.006),
        row(14_433_401, "AUD", "USD", "Australian dollar", 0.669, 0.006),
        row(15_016_062, "USD", "CAD", "United States dollar", 1.372, 0.004),
        row(12_087_820, "USD", "CHF", "United States dollar", 0.793, 0.005),
        row(39_453_441, "NZD", "USD", "New Zealand dollar", 0.577, 0.006),
        row(
            12_087_807,
            "EUR",
            "GBP",
            "European Monetary Union Euro",
            0.871375,
            0.005,
            .init(12_087_792, over: 12_087_797)
        ),
        row(
            900_000_201,
            "EUR",
            "JPY",
            "European Monetary Union Euro",
            183.77,
            0.005,
            .init(12_087_792, times: 15_016_059)
        ),
        row(
            900_000_202,
            "EUR",
            "CHF",
            "European Monetary Union Euro",
            0.9294,
            0.005,
            .init(12_087_792, times: 12_087_820)
        ),
    ]

    /// The smallest order of each currency that is routed to IDEALPRO; smaller ones are odd lots. From IB's page "Spot
    /// currency minimum and maximum order sizes".
    static let minimumOrders: [String: Int] = [
        "AUD": 25_000, "CAD": 25_000, "CHF": 25_000, "EUR": 20_000, "GBP": 20_000, "HKD": 200_000, "JPY": 2_500_000,
        "NZD": 35_000, "USD": 25_000,
    ]

    /// The equivalent of USD 2.00, the smallest commission, in each price currency, in ten-thousandths.
    static let minimumCommissions: [String: Int64] = [
        "USD": 20_000, "HKD": 156_000, "JPY": 3_136_000, "CAD": 27_440, "CHF": 15_860, "GBP": 14_870,
    ]

    private static func row(
        _ conId: Int,
        _ symbol: String,
        _ currency: String,
        _ longName: String,
        _ openPrice: Double,
        _ dailyVolatility: Double,
        _ cross: Cross? = nil
    ) -> Row {
        Row(
            conId: conId,
            symbol: symbol,
            currency: currency,
            longName: longName,
            openPrice: openPrice,
            dailyVolatility: dailyVolatility,
            cross: cross
        )
    }
}

extension CurrencyTable.Cross {
    fileprivate init(_ first: Int, over second: Int) { self.init(first: first, second: second, isProduct: false) }

    fileprivate init(_ first: Int, times second: Int) { self.init(first: first, second: second, isProduct: true) }
}
