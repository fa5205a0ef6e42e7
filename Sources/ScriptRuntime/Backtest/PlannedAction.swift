internal import MarketFiles
internal import SimExchange

/// A split or a dividend with the instant at which a backtest applies it: just before the day's first trade.
struct PlannedAction: Sendable {
    let time: ExchangeInstant
    let symbol: String
    let conId: Int
    let kind: CorporateAction.Kind

    /// Returns the actions for instruments of the market, within a range, in order of time.
    static func planned(
        _ actions: [CorporateAction],
        _ market: FileMarket,
        in range: Range<ExchangeInstant>
    ) -> [PlannedAction] {
        actions.compactMap { action in
            guard let conId = market.conId(of: action.symbol),
                let begin = market.firstRow(of: action.symbol, onDay: action.day, in: range), begin > range.lowerBound
            else { return nil }
            let time = begin.adding(nanoseconds: -1)
            return PlannedAction(time: time, symbol: action.symbol, conId: conId, kind: action.kind)
        }.sorted { $0.time < $1.time }
    }

    /// Applies the action.
    func apply(_ exchange: inout SimExchange) {
        switch kind {
        case .split(let ratio): exchange.split(conId, by: ratio)
        case .dividend(let amount): exchange.dividend(conId, amount)
        }
    }
}
