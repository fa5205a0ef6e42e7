/// What happens to orders that still work when a script ends, for whatever reason it ends.
package enum OnStop: String, CaseIterable, Hashable, Sendable {
    /// They stay at the broker; the default.
    case leave
    /// Orders that open or enlarge a position are cancelled; the children of a bracket and orders that only make the
    /// script's own position smaller stay.
    case cancelEntries = "cancel_entries"
    /// All orders of the script are cancelled.
    case cancelAll = "cancel_all"

    /// The rule in plain words, to be stated when a script starts; "it" is the script.
    package var statement: String {
        switch self {
        case .leave: "orders still working when it ends are left working"
        case .cancelEntries: "when it ends, orders that open a position are cancelled and those that close one stay"
        case .cancelAll: "when it ends, all its orders are cancelled"
        }
    }
}
