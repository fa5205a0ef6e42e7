package import TWSWire

/// One execution of an order, joined with its commission.
///
/// Source: `execDetails` (message 11) and `commissionAndFeesReport` (59), in either order.
package struct Fill: Sendable, Hashable {
    /// The execution as TWS reported it last; a correction replaces it.
    package var execution: Execution
    /// The contract that was traded.
    package var contract: Contract
    /// Commission and fees; `nil` until the report has come.
    package var commission: Double?
    /// Currency of the commission; empty until the report has come.
    package var commissionCurrency = ""
    /// Realised profit or loss of a closing execution; `nil` for an opening one.
    package var realizedPNL: Double?

    /// The execution's id without the last segment, which counts corrections.
    package var root: String { Fill.root(of: execution.execId) }

    /// `a.b.c.02` is the second version of `a.b.c` (protocol: "Ids").
    static func root(of execId: String) -> String {
        guard let point = execId.lastIndex(of: ".") else { return execId }
        return String(execId[..<point])
    }

    /// The number of the correction: the last segment, 0 when it is no number.
    static func version(of execId: String) -> Int {
        guard let point = execId.lastIndex(of: ".") else { return 0 }
        return Int(execId[execId.index(after: point)...]) ?? 0
    }
}
