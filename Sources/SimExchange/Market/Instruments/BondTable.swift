/// The built-in bonds.
enum BondTable {
    /// A bond's row. Prices are in percent of the face value.
    struct Row {
        /// The debtor, by its term in bondContractDetails.
        enum Issuer: String {
            case corporation = "CORP"
            case treasury = "GOVT"
        }

        let conId: Int
        let issuer: Issuer

        /// The issuer's symbol.
        let symbol: String
        let isin: String
        let longName: String

        /// Percent per year.
        let coupon: Double

        /// As `yyyyMMdd`.
        let issueDate: String

        /// As `yyyyMMdd`.
        let maturity: String

        /// Coupon and maturity as in a bond's name.
        let description: String
        let isCallable: Bool

        /// The midpoint at the virtual start.
        let openPrice: Double

        /// The standard deviation of the logarithm of the price over 24 hours.
        let dailyVolatility: Double
    }

    /// The redemption value of one bond.
    static let faceValue = 1000

    /// Neither coupons nor redemption are simulated: a bond is a price that moves.
    ///
    /// The Treasury bond is included for its coupon in whole percent: ib_async 2.1 can read no other.
    static let rows = [
        Row(
            conId: 900_000_400,
            issuer: .corporation,
            symbol: "ABCB",
            isin: "US03076KAA60",
            longName: "AMERIS BANCORP",
            coupon: 5.75,
            issueDate: "20170313",
            maturity: "20270315",
            description: "ABCB 5 3/4 03/15/27",
            isCallable: true,
            openPrice: 99.5,
            dailyVolatility: 0.0015
        ),
        Row(
            conId: 900_000_401,
            issuer: .treasury,
            symbol: "US-T",
            isin: "US91282CJZ59",
            longName: "UNITED STATES TREASURY",
            coupon: 4,
            issueDate: "20240215",
            maturity: "20340215",
            description: "US-T 4 02/15/34",
            isCallable: false,
            openPrice: 99.75,
            dailyVolatility: 0.004
        ),
    ]

    /// Returns the bond with a conId; `nil` for any other.
    static func row(conId: Int) -> Row? { rows.first { $0.conId == conId } }
}
