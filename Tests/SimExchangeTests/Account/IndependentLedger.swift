import SimExchange
import TWSWire

/// Keeps the account's books from nothing but the messages a client gets.
///
/// Every trade is booked as a full payment in cash, whatever the kind of contract; so the sum of cash and positions at
/// market must come out as the net liquidation that the exchange reports by its own rules.
struct IndependentLedger {
    private var cash: [String: Double] = ["USD": 1_000_000]
    private var positions: [Int: Double] = [:]
    private var contracts: [Int: Contract] = [:]
    private(set) var fills = 0

    mutating func take(_ messages: [ServerMessage]) {
        for message in messages {
            switch message {
            case .execDetails(let details): book(details)
            case .commissionAndFeesReport(let report):
                cash[report.currency, default: 0] -= report.commissionAndFees ?? 0
            default: continue
            }
        }
    }

    private mutating func book(_ details: ServerMessage.ExecDetails) {
        let (contract, execution) = (details.contract, details.execution)
        let shares = (execution.shares?.double ?? 0) * (execution.side == "BOT" ? 1 : -1)
        cash[contract.currency, default: 0] -= shares * execution.price * (Double(contract.multiplier) ?? 1)
        positions[contract.conId, default: 0] += shares
        contracts[contract.conId] = contract
        fills += 1
    }

    /// Cash and positions at the middle of the market's quotes, in dollars.
    func worth(at market: QuoteEngine, _ now: ExchangeInstant) -> Double {
        func middle(_ conID: Int) -> Double { market.book(conID, at: now)?.midpoint ?? .nan }
        let rates = ["USD": 1, "HKD": 1 / middle(900_000_200), "EUR": middle(12_087_792)]
        var sum = cash.reduce(0) { $0 + $1.value * (rates[$1.key] ?? .nan) }
        for (conID, shares) in positions {
            guard let contract = contracts[conID] else { continue }
            sum += shares * middle(conID) * (Double(contract.multiplier) ?? 1) * (rates[contract.currency] ?? .nan)
        }
        return sum
    }
}
