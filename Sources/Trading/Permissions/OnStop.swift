/// What happens to orders that still work when a run ends, for whatever reason it ends.
package enum OnStop: String, CaseIterable, Hashable, Sendable {
    /// They stay at the broker; the default.
    case leave
    /// Orders that open or enlarge a position are cancelled, those that close one stay.
    case cancelEntries = "cancel_entries"
    /// All orders of the run are cancelled.
    case cancelAll = "cancel_all"

    /// The values that the runtime carries out.
    ///
    /// Telling an entry from an exit needs the position of the run, so `cancel_entries` is read but not among them.
    package static let enforced: Set<OnStop> = [.leave, .cancelAll]

    /// The rule in plain words, to be stated when a run starts.
    package var statement: String {
        switch self {
        case .leave: "orders still working when the run ends are left working"
        case .cancelEntries: "orders that open a position are cancelled when the run ends, those that close one stay"
        case .cancelAll: "all orders of the run are cancelled when it ends"
        }
    }
}
