package import CivilTime

/// Where a script's time zones come from: the host of the process reads the files.
package struct ZoneSource: Sendable {
    /// The name of the zone in which functions reckon unless told otherwise.
    package let usual: String
    /// The rules of that zone where they are known already, and whatever ``usual`` names; `nil` to load them.
    package var usualRules: ZoneRules?
    private let load: @Sendable (String) -> ZoneRules?

    /// A source; `load` gives `nil` for a name that is none.
    package init(usual: String, load: @escaping @Sendable (String) -> ZoneRules?) {
        self.usual = usual
        self.load = load
    }

    /// Universal time only.
    package static let universal = ZoneSource(usual: "UTC") { $0 == "UTC" ? .utc : nil }

    /// The zone of a name; `nil` for a name that is none.
    package func rules(_ name: String) -> ZoneRules? { ZoneName.isValid(name) ? load(name) : nil }
}
