internal import LuaBridge
internal import Notation
internal import Trading

/// What `trade:on` and `trade:wait` can be asked for.
enum TradeEvent: String, CaseIterable {
    /// The order cannot fill any more.
    case done
    /// An execution.
    case fill
    /// An execution was replaced by a corrected one; no further fill.
    case correction
    /// Another status.
    case status
    /// The commission of an execution.
    case commission
    /// TWS sent an error or notice for the order.
    case error

    static func require(_ name: String, function: String) throws(LuaRaise) -> TradeEvent {
        if let event = TradeEvent(rawValue: name) { return event }
        if name == "filled" || name == "cancelled" { return .done }
        let hint = NearestName.hint(for: name, among: allCases.map(\.rawValue))
        throw LuaRaise(
            message: "\(function): \"\(ShownText.of(name))\": no such event of a trade\(hint)",
            remedy: "use done, fill, status, commission, correction or error"
        )
    }
}
