internal import TWSWire

/// The margin of options, after FINRA rule 4210(f)(2): what an account must hold for its short options.
///
/// A long option costs its price. A short one needs its price and a share of the underlying: 20 % of its value less
/// what the option is out of the money, at least 10 % (for a put: of the strike); half of that on futures. Short calls
/// are covered by long shares, short puts by short shares; a short option is covered by a long one of the same right
/// that does not expire before it, which leaves the difference of the strikes.
struct OptionMargin {
    private struct Holding {
        let option: Instrument
        var quantity: Double
        let price: Double
        let underlying: Double
    }

    private var long: [Holding] = []
    private var short: [Holding] = []
    private var shares: [Int: Double] = [:]
    private var total = 0.0

    /// Returns the margin of the options among some positions, by currency.
    static func required(
        _ positions: some Sequence<SimulatedPosition>,
        _ marks: some Marks,
        at now: ExchangeInstant
    ) -> [String: Double] {
        let options = positions.filter { $0.instrument.isOption && $0.quantity != .zero }
        guard !options.isEmpty else { return [:] }
        var sums: [String: Double] = [:]
        for (currency, group) in Dictionary(grouping: options, by: { $0.instrument.currency }) {
            var margin = OptionMargin(group, positions, marks, now)
            sums[currency] = margin.sum()
        }
        return sums
    }

    private init(
        _ options: [SimulatedPosition],
        _ positions: some Sequence<SimulatedPosition>,
        _ marks: some Marks,
        _ now: ExchangeInstant
    ) {
        for position in options {
            let option = position.instrument
            let holding = Holding(
                option: option,
                quantity: abs(position.quantity.double),
                price: marks.mark(option, at: now),
                underlying: marks.underlyingMark(option, at: now) ?? 0
            )
            if position.quantity > .zero { long.append(holding) } else { short.append(holding) }
        }
        let order: (Holding, Holding) -> Bool = {
            ($0.option.strike, $0.option.conId) < ($1.option.strike, $1.option.conId)
        }
        long.sort(by: order)
        short.sort(by: order)
        for position in positions where [.stock, .future].contains(position.instrument.secType) {
            shares[position.instrument.conId] = position.quantity.double
        }
    }

    private mutating func sum() -> Double {
        for index in short.indices {
            cover(index)
            spread(index)
            total += short[index].quantity * Self.naked(short[index])
        }
        return total + long.reduce(0) { $0 + $1.quantity * $1.price * $1.option.multiplierValue }
    }

    /// Deducts what the underlying in the account covers.
    private mutating func cover(_ index: Int) {
        let option = short[index].option
        let perContract = option.secType == .option ? option.multiplierValue : 1
        let held = (shares[option.underConId] ?? 0) * (option.right == .call ? 1 : -1)
        let covered = min(short[index].quantity, max(0, (held / perContract).rounded(.down)))
        guard covered > 0 else { return }
        short[index].quantity -= covered
        shares[option.underConId, default: 0] -= covered * perContract * (option.right == .call ? 1 : -1)
    }

    /// Deducts what long options cover, starting with those that leave the least.
    private mutating func spread(_ index: Int) {
        let sold = short[index].option
        func width(_ bought: Instrument) -> Double {
            max(0, sold.right == .call ? bought.strike - sold.strike : sold.strike - bought.strike)
        }
        let covering = long.indices.filter { place in
            let bought = long[place].option
            return bought.underConId == sold.underConId && bought.right == sold.right
                && bought.lastTradeDateOrContractMonth >= sold.lastTradeDateOrContractMonth
        }.sorted { (width(long[$0].option), $0) < (width(long[$1].option), $1) }
        for place in covering where short[index].quantity > 0 && long[place].quantity > 0 {
            let both = min(short[index].quantity, long[place].quantity)
            short[index].quantity -= both
            long[place].quantity -= both
            let paid = max(0, long[place].price - short[index].price)
            total += both * (width(long[place].option) + paid) * sold.multiplierValue
        }
    }

    /// Returns the margin of an uncovered short option.
    private static func naked(_ holding: Holding) -> Double {
        let option = holding.option
        let share = option.secType == .option ? 1.0 : 0.5
        let isCall = option.right == .call
        let out = max(0, isCall ? option.strike - holding.underlying : holding.underlying - option.strike)
        let least = 0.1 * (isCall ? holding.underlying : option.strike)
        let need = max(0.2 * holding.underlying - out, least) * share
        return (holding.price + need) * option.multiplierValue
    }
}
