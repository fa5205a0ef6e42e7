internal import CivilTime
internal import LuaBridge

/// The zones that a script has used, each read once.
final class ZoneBook {
    private let source: ZoneSource
    private var known: [String: ZoneRules] = [:]
    /// Most names that are kept: a script may invent any number.
    private static let most = 100

    init(_ source: ZoneSource) { self.source = source }

    /// The zone in which functions reckon unless told otherwise; universal time where the system has no zones.
    private(set) lazy var usual = source.rules(source.usual) ?? .utc

    /// The zone of a name.
    func rules(_ name: String, function: String) throws(LuaRaise) -> ZoneRules {
        if let rules = known[name] { return rules }
        guard let rules = source.rules(name) else {
            throw LuaRaise(
                message: "\(function): \(ShownText.quoted(name)): no such time zone",
                remedy: "use a name such as America/New_York"
            )
        }
        if known.count < Self.most { known[name] = rules }
        return rules
    }

    /// The zone that an argument names, or the usual one where it is absent.
    func rules(_ frame: borrowing LuaFrame, _ argument: Int, function: String) throws(LuaRaise) -> ZoneRules {
        guard !frame.isNil(argument) else { return usual }
        guard let name = frame.string(argument) else {
            throw LuaRaise(message: "\(function): expected a zone's name, got \(frame.typeName(argument))")
        }
        return try rules(name, function: function)
    }
}
