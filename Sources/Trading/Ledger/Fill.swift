package import TWSWire

/// One execution of an order, combined with its commission.
///
/// Source: `execDetails` (message 11) and `commissionAndFeesReport` (59), in either order.
package struct Fill: Sendable {
    /// The execution as TWS last reported it; a correction replaces it.
    package private(set) var execution: Execution
    /// Commission and fees; `nil` until the report arrives.
    package private(set) var commission: Double?
    /// The currency of the commission; empty until the report arrives.
    package private(set) var commissionCurrency = ""
    /// The realized profit or loss of a closing execution as TWS calculates it; `nil` for an opening one.
    package private(set) var realizedPNL: Double?

    let sharedContract: Shared<Contract>
    /// The version of the execution that the commission belongs to.
    private var reportedVersion = 0
    /// The largest quantity that any version reported.
    private(set) var covered: ExactDecimal
    /// Where the positions record it; `nil` if it moves no position.
    var trade: Positions.Trade?

    init(execution: Execution, contract: Shared<Contract>) {
        self.execution = execution
        sharedContract = contract
        covered = execution.shares ?? .zero
    }

    /// Creates an execution as reported elsewhere.
    init(
        execution: Execution,
        contract: Shared<Contract>,
        commission: Double?,
        commissionCurrency: String,
        realizedPNL: Double?
    ) {
        self.init(execution: execution, contract: contract)
        self.commission = commission
        self.commissionCurrency = commissionCurrency
        self.realizedPNL = realizedPNL
    }

    /// The contract traded.
    package var contract: Contract { sharedContract.value }

    /// The quantity traded; never negative.
    package var quantity: ExactDecimal { execution.shares ?? .zero }

    /// The amount of money traded, without the multiplier; negative at a negative price.
    var value: Double { execution.price * quantity.double }

    /// The execution's id without its last segment, which counts corrections.
    package var root: String { Fill.root(of: execution.execId) }

    /// Records another version; returns whether it is newer, in which case it replaces the known one.
    mutating func take(_ other: Execution) -> Bool {
        covered = max(covered, other.shares ?? .zero)
        guard Fill.version(of: other.execId) > Fill.version(of: execution.execId) else { return false }
        execution = other
        return true
    }

    /// Applies a commission report; returns whether it contained anything new.
    ///
    /// -1 and an unset value mean "not yet" (nautilus_trader#4230).
    mutating func take(_ report: CommissionAndFeesReport) -> Bool {
        let version = Fill.version(of: report.execId)
        guard let amount = report.commissionAndFees, Fill.isAmount(amount), amount != -1, version >= reportedVersion
        else { return false }
        let profit = report.realizedPNL.flatMap { Fill.isAmount($0) ? $0 : nil }
        let isNew = commission != amount || commissionCurrency != report.currency || realizedPNL != profit
        reportedVersion = version
        commission = amount
        commissionCurrency = report.currency
        realizedPNL = profit
        return isNew
    }

    /// Whether a number can be an amount of money: neither infinite nor TWS's largest double, which means none.
    static func isAmount(_ number: Double) -> Bool { abs(number) < 1e300 }

    /// `a.b.c.02` is the second version of `a.b.c` (protocol: "Ids").
    static func root(of execId: String) -> String {
        guard let point = lastPoint(in: execId) else { return execId }
        return String(Substring(execId.utf8.prefix(point)))
    }

    /// The correction number: the last segment, or 0 if that is not a number.
    static func version(of execId: String) -> Int {
        guard let point = lastPoint(in: execId) else { return 0 }
        return Int(Substring(execId.utf8.dropFirst(point + 1))) ?? 0
    }

    /// The number of bytes before the last point.
    private static func lastPoint(in execId: String) -> Int? {
        let bytes = execId.utf8.span
        var place = bytes.count - 1
        while place >= 0, bytes[place] != UInt8(ascii: ".") { place -= 1 }
        return place < 0 ? nil : place
    }
}
