/// What happens to working orders when a script ends, for whatever reason.
package enum OnStop: String, CaseIterable, Hashable, Sendable {
    /// Orders stay at the broker; the default.
    case leave
    /// Cancels orders that open or enlarge a position; a bracket's children and orders that only reduce the script's
    /// own position stay.
    case cancelEntries = "cancel_entries"
    /// Cancels all orders of the script.
    case cancelAll = "cancel_all"

    /// The rule in plain words, shown when a script starts; "it" is the script.
    package var statement: String {
        switch self {
        case .leave: "orders still working when it ends are left working"
        case .cancelEntries: "when it ends, orders that open a position are cancelled and those that close one stay"
        case .cancelAll: "when it ends, all its orders are cancelled"
        }
    }
}
