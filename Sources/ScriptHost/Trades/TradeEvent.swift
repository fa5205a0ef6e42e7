internal import LuaBridge
internal import Notation
internal import Trading

/// The events that `trade:on` and `trade:wait` accept.
enum TradeEvent: String, CaseIterable {
    /// The order can no longer fill.
    case done
    /// An execution.
    case fill
    /// An execution was replaced by a corrected one; not a further fill.
    case correction
    /// A new status.
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
