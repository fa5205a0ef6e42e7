package import CivilTime

/// The source of a script's time zones: the host of the process reads the files.
package struct ZoneSource: Sendable {
    /// The name of the default time zone of functions.
    package let usual: String
    private let load: @Sendable (String) -> ZoneRules?

    /// Creates a source; `load` returns `nil` for an unknown name.
    package init(usual: String, load: @escaping @Sendable (String) -> ZoneRules?) {
        self.usual = usual
        self.load = load
    }

    /// A source of UTC only.
    package static let universal = ZoneSource(usual: "UTC") { $0 == "UTC" ? .utc : nil }

    /// Returns the rules of a time zone by name; `nil` for an unknown name.
    package func rules(_ name: String) -> ZoneRules? { ZoneName.isValid(name) ? load(name) : nil }
}
