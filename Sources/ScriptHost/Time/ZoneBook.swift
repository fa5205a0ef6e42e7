internal import CivilTime
internal import LuaBridge

/// The time zones that a script has used, each read once.
final class ZoneBook {
    private let source: ZoneSource
    private var known: [String: ZoneRules] = [:]
    /// The largest number of names kept, since a script may invent any number of them.
    private static let most = 100

    init(_ source: ZoneSource) { self.source = source }

    /// The default time zone of functions; UTC if the system has no time zones.
    private(set) lazy var usual = source.rules(source.usual) ?? .utc

    static func unknown(_ name: String, function: String) -> LuaRaise {
        LuaRaise(
            message: "\(function): \(ShownText.quoted(name)): no such time zone",
            remedy: "use a name such as America/New_York"
        )
    }

    /// Returns the rules of a time zone by name.
    func rules(_ name: String, function: String) throws(LuaRaise) -> ZoneRules {
        if let rules = known[name] { return rules }
        guard let rules = source.rules(name) else {
            throw Self.unknown(name, function: function)
        }
        if known.count < Self.most { known[name] = rules }
        return rules
    }

    /// Returns the time zone named by an argument, or the default one if it is absent.
    func rules(_ frame: borrowing LuaFrame, _ argument: Int, function: String) throws(LuaRaise) -> ZoneRules {
        guard !frame.isNil(argument) else { return usual }
        guard let name = frame.string(argument) else {
            throw LuaRaise(message: "\(function): expected a zone's name, got \(frame.typeName(argument))")
        }
        return try rules(name, function: function)
    }
}
