internal import TWSWire

/// The commissions for an order's executions at Interactive Brokers, by kind of contract: the published fixed prices.
///
/// | contract | commission |
/// |---|---|
/// | US stock | USD 0.005 a share, at least 1.00, at most 1 % of the value (IBKR "Fixed" pricing) |
/// | US option | USD 0.65 a contract for premiums from 0.10, 0.50 from 0.05, 0.25 below; at least 1.00 |
/// | future, option on one | USD 2.25 a contract and side, micro futures 0.62, including exchange and clearing fees |
/// | currency | 0.2 basis points of the value, at least USD 2.00 or the equivalent in the currency of the price |
/// | contract for difference on an index | 0.2 basis points of the value, at least USD 1.00 |
/// | metal | 0.15 basis points of the value, at least USD 2.00 |
/// | corporate bond | 0.1 % of the face value, at least USD 1.00 |
/// | US Treasury bond | 0.2 basis points of the face value, 0.01 beyond a million, at least USD 5.00 |
/// | stock of Xetra | 0.05 % of the value, at least EUR 3.00 |
/// | cryptocurrency | 0.18 % of the value, at least USD 1.75, at most 1 % of the value |
/// | Hong Kong stock | 0.08 % of the value, at least HKD 18.00, and stamp duty of 0.1 % rounded up to a whole HKD |
///
/// Regulatory fees on US sales and Hong Kong's small levies are not included. Sources: IBKR's pages "Commissions"
/// (stocks, options, futures, spot currencies); MES as charged by a live paper Gateway in April 2026. Commissions are
/// rounded to ten-thousandths of the contract's currency, once for the order.
package enum CommissionSchedule: Hashable, Sendable {
    case usStock
    case option
    case future(perContract: Int64)
    case currency(minimum: Int64)
    case hongKongStock
    case crypto
    case byValue(millionths: Double, minimum: Int64)
    case bond
    case treasury

    /// Makes the schedule that applies to an instrument.
    package init(for instrument: Instrument) {
        switch (instrument.secType, instrument.currency) {
        case (.option, _): self = .option
        case (.future, _), (.futuresOption, _):
            self = .future(perContract: ["MES", "MNQ"].contains(instrument.symbol) ? 6200 : 22_500)
        case (.forex, let currency):
            self = .currency(minimum: CurrencyTable.minimumCommissions[currency] ?? 20_000)
        case (.crypto, _): self = .crypto
        case (.contractForDifference, _): self = .byValue(millionths: 20, minimum: 10_000)
        case (.commodity, _): self = .byValue(millionths: 15, minimum: 20_000)
        case (.bond, _): self = BondTable.row(conId: instrument.conId)?.issuer == .treasury ? .treasury : .bond
        case (_, "EUR"): self = .byValue(millionths: 500, minimum: 30_000)
        case (_, "HKD"): self = .hongKongStock
        default: self = .usStock
        }
    }

    /// Returns the commission for one whole order of `quantity` at `price`.
    ///
    /// - Parameters:
    ///   - quantity: Shares, contracts, or units of the first currency; above 0.
    ///   - price: The price of one unit, without the multiplier.
    /// - Returns: An amount in the contract's currency with at most four decimal places.
    package func commission(quantity: Double, price: Double) -> Double {
        var order = OrderCommission(self)
        return order.add(quantity: quantity, price: price)
    }

    /// Returns what an execution costs by quantity, before minimum and maximum, in millionths; 0 where the value
    /// decides.
    func charge(quantity: Double, price: Double) -> Int64 {
        switch self {
        case .usStock: Self.rounded(quantity * 5000)
        case .option: Self.rounded(quantity * (price >= 0.10 ? 650_000 : (price >= 0.05 ? 500_000 : 250_000)))
        case .future(let perContract): Self.rounded(quantity * Double(perContract) * 100)
        case .bond: Self.rounded(quantity * Double(BondTable.faceValue) * 1000)
        case .treasury: Self.rounded(quantity * Double(BondTable.faceValue) * 20)
        case .currency, .hongKongStock, .crypto, .byValue: 0
        }
    }

    /// Returns the cost, in ten-thousandths, of an order whose executions sum up to `charge` and `value`, both in
    /// millionths.
    func total(charge: Int64, value: Int64) -> Int64 {
        let byQuantity = Self.rounded(Double(charge) / 100)
        switch self {
        case .usStock: return min(max(byQuantity, 10_000), Self.rounded(Double(value) / 10_000))
        case .option, .bond: return max(byQuantity, 10_000)
        case .treasury:
            let million: Int64 = 200_000  // what the first million of face value costs
            return max(min(byQuantity, million) + max(byQuantity - million, 0) / 20, 50_000)
        case .future: return byQuantity
        case .crypto:
            let byValue = max(Self.rounded(Double(value) * 0.0018 / 100), 17_500)
            return min(byValue, Self.rounded(Double(value) / 10_000))
        case .currency(let minimum): return max(Self.rounded(Double(value) / 5_000_000), minimum)
        case .byValue(let millionths, let minimum):
            return max(Self.rounded(Double(value) * millionths / 100_000_000), minimum)
        case .hongKongStock:
            let duty = (Double(value) / 1_000_000_000).rounded(.up)
            return max(Self.rounded(Double(value) / 125_000), 180_000) + Self.rounded(duty * 10_000)
        }
    }

    static func rounded(_ amount: Double) -> Int64 {
        guard amount.isFinite else { return 0 }
        return Int64(min(1e17, max(0, amount.rounded())))
    }
}

/// The charges for executions so far, in fractions of the instrument's currency.
package struct ChargedAmounts: Hashable, Sendable, Codable {
    /// The charge by quantity, before minimum and maximum, in millionths.
    var charge: Int64 = 0
    /// The value of the executions in millionths.
    var value: Int64 = 0
    /// The total charged, in ten-thousandths.
    var charged: Int64 = 0

    /// The total charged so far, with at most four decimal places.
    var total: Double { Double(charged) / 10_000 }

    /// Adds an execution and returns its commission: what the order costs now beyond what was charged before.
    mutating func add(_ schedule: CommissionSchedule, quantity: Double, price: Double) -> Double {
        charge += schedule.charge(quantity: quantity, price: price)
        value += CommissionSchedule.rounded(quantity * price * 1_000_000)
        let total = max(charged, schedule.total(charge: charge, value: value))
        let commission = total - charged
        charged = total
        return Double(commission) / 10_000
    }
}

/// The commission of one order, execution by execution: minimum, maximum and rounding apply to the order as a whole.
package struct OrderCommission: Hashable, Sendable {
    private let schedule: CommissionSchedule
    private(set) var amounts: ChargedAmounts

    /// Makes the commission of an order without executions.
    package init(_ schedule: CommissionSchedule) {
        self.init(schedule, ChargedAmounts())
    }

    /// Makes the commission of an order with the charges of its executions so far.
    init(_ schedule: CommissionSchedule, _ amounts: ChargedAmounts) {
        self.schedule = schedule
        self.amounts = amounts
    }

    /// The total charged so far, with at most four decimal places.
    package var total: Double { amounts.total }

    /// Adds an execution and returns its commission: what the order costs now beyond what was charged before.
    package mutating func add(quantity: Double, price: Double) -> Double {
        amounts.add(schedule, quantity: quantity, price: price)
    }
}
