/// The built-in bonds.
enum BondTable {
    /// One row: what differs between them. Prices are in percent of the face value.
    struct Row {
        let conId: Int

        /// The issuer's symbol.
        let symbol: String
        let isin: String
        let longName: String

        /// Per cent a year.
        let coupon: Double

        /// As `yyyyMMdd`.
        let issueDate: String

        /// As `yyyyMMdd`.
        let maturity: String

        /// Coupon and maturity as a bond's name has them.
        let description: String
        let isCallable: Bool

        /// Mid price at the virtual start.
        let openPrice: Double

        /// Standard deviation of the logarithm of the price over 24 hours.
        let dailyVolatility: Double
    }

    /// What one bond repays.
    static let faceValue = 1000

    /// Neither coupons nor repayment are simulated: a bond is a price that moves.
    static let rows = [
        Row(
            conId: 900_000_400,
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
        )
    ]

    /// The bond with an id; `nil` for what is none.
    static func row(conId: Int) -> Row? { rows.first { $0.conId == conId } }
}
