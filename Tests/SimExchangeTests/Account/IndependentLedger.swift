import SimExchange
import TWSWire

/// Keeps an account's books from nothing but the messages a client gets.
///
/// Every trade is booked as a full payment in cash, whatever the kind of contract; so the sum of cash and positions at
/// market must come out as the net liquidation that the exchange reports by its own rules. A combination's own
/// execution moves nothing, its legs' do; a correction replaces the execution whose execId differs in the last part.
struct IndependentLedger {
    /// The account whose executions count.
    private let account: String
    private var cash: [String: Double]
    private var positions: [Int: Double] = [:]
    private var contracts: [Int: Contract] = [:]
    private var booked: [String: ServerMessage.ExecDetails] = [:]
    private var commissions: [String: Double] = [:]

    init(account: String, startingCash: Double = 1_000_000) {
        self.account = account
        cash = ["USD": startingCash]
    }

    /// How many executions were booked.
    var fills: Int { booked.count }

    /// The execution that was booked last.
    private(set) var latest: Execution?

    /// Takes messages in; of those together the executions first, so that it is known whose a commission is.
    mutating func take(_ messages: [ServerMessage]) {
        for case .execDetails(let details) in messages
        where details.contract.secType != .combination && details.execution.acctNumber == account {
            let stem = Self.stem(details.execution.execId)
            if let old = booked[stem] { book(old, sign: -1) }
            booked[stem] = details
            book(details, sign: 1)
            latest = details.execution
        }
        for case .commissionAndFeesReport(let report) in messages {
            let stem = Self.stem(report.execId)
            guard booked[stem] != nil else { continue }
            let amount = report.commissionAndFees ?? 0
            cash[report.currency, default: 0] += (commissions[stem] ?? 0) - amount
            commissions[stem] = amount
        }
    }

    private mutating func book(_ details: ServerMessage.ExecDetails, sign: Double) {
        let (contract, execution) = (details.contract, details.execution)
        let shares = sign * (execution.shares?.double ?? 0) * (execution.side == .bought ? 1 : -1)
        cash[contract.currency, default: 0] -= shares * execution.price * (Double(contract.multiplier) ?? 1)
        positions[contract.conId, default: 0] += shares
        contracts[contract.conId] = contract
    }

    /// Closes a position at a price, as an expiry does.
    mutating func close(_ conID: Int, at price: Double) {
        guard let contract = contracts[conID], let shares = positions.removeValue(forKey: conID) else { return }
        cash[contract.currency, default: 0] += shares * price * (Double(contract.multiplier) ?? 1)
    }

    private static func stem(_ executionID: String) -> String {
        executionID.split(separator: ".").dropLast().joined(separator: ".")
    }

    /// Cash and positions at the middle of the market's quotes, in dollars.
    func worth(at market: any MarketSource, _ now: ExchangeInstant) -> Double {
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
