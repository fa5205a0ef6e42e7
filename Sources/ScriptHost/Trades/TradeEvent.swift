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

    /// The method that waits for an event.
    static let waiting = "trade:wait"

    /// The error for an argument after the timeout.
    static let lateTimeout = LuaRaise(
        message: "\(waiting): a time-out comes last",
        remedy: "write t:wait(5), or t:wait(\"fill\", 5)"
    )

    /// What people call the end of an order, which is `done` for a handler.
    static let ends = ["filled", "cancelled"]

    static func require(_ name: String, function: String) throws(LuaRaise) -> TradeEvent {
        if let event = TradeEvent(rawValue: name) { return event }
        if ends.contains(name) {
            // A handler learns what became of the order, but a wait for a fill must not return without one.
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
