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

    /// The method that waits for an event.
    static let waiting = "trade:wait"

    /// What is said of something behind a time-out.
    static let lateTimeout = LuaRaise(
        message: "\(waiting): a time-out comes last",
        remedy: "write t:wait(5), or t:wait(\"fill\", 5)"
    )

    static func require(_ name: String, function: String) throws(LuaRaise) -> TradeEvent {
        if let event = TradeEvent(rawValue: name) { return event }
        if name == "filled" || name == "cancelled" {
            // A handler is told what became of the order. What waits for a fill must not go on without one.
            guard function == Self.waiting else { return .done }
            throw LuaRaise(
                message: "\(function): \"\(name)\": no such event of a trade",
                remedy: "write t:wait(5) until the order is done, or t:wait(\"fill\", 5) for its next fill"
            )
        }
        let hint = NearestName.hint(for: name, among: allCases.map(\.rawValue))
        throw LuaRaise(
            message: "\(function): \"\(ShownText.of(name))\": no such event of a trade\(hint)",
            remedy: "use done, fill, status, commission, correction or error"
        )
    }
}
