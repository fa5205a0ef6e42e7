internal import LuaBridge
internal import Notation
internal import TWSWire
internal import Trading

/// What `on` and `wait` accept: messages by any of their names, and the host's own events.
enum MessageNames {
    /// Every message.
    static let everything = "*"

    /// Events that the host itself emits.
    static let hostEvents = [
        "fill", "bar", "quote", "tick", "depth", "gap", "resumed", "connected", "disconnected", "stop",
    ]

    /// The official callback names, in order of message id.
    static let messages: [String] = ServerMessage.payloads.map { $0.structureName }

    /// Names in earlier clients and of individual callbacks; source: protocol, "IbPy message types".
    private static let older = [
        "commissionReport": "commissionAndFeesReport", "connectionClosed": "disconnected",
        "tickByTickAllLast": "tickByTick", "tickByTickBidAsk": "tickByTick", "tickByTickMidPoint": "tickByTick",
    ]

    /// Every spelling in use: current and older names, each also capitalized as in IbPy.
    static let spellings: [String] = (messages + hostEvents + older.keys.sorted()).flatMap { name in
        [name, name.prefix(1).uppercased() + name.dropFirst()]
    }

    /// Handlers for these events keep a run alive: market data, bars, depth.
    static let keepingAlive: Set<String> = [
        "tickPrice", "tickSize", "tickString", "tickGeneric", "tickEFP", "tickOptionComputation", "tickByTick",
        "tickNews", "realtimeBar", "historicalData", "historicalDataUpdate", "updateMktDepth", "updateMktDepthL2",
        "historicalTicks", "historicalTicksBidAsk", "historicalTicksLast", "scannerData", "quote", "bar", "tick",
        "depth",
    ]

    private static let byFoldedName: [String: String] = {
        let current = (messages + hostEvents).map { ($0.lowercased(), $0) }
        return Dictionary(
            current + older.map { ($0.key.lowercased(), $0.value) },
            uniquingKeysWith: { first, _ in first }
        )
    }()

    /// Returns the current name of an event, ignoring case, in which earlier clients differ.
    static func resolve(_ name: String) -> String? {
        name == everything ? name : byFoldedName[name.lowercased()]
    }

    /// Returns the structure of the message with this name; `nil` for an event of the host.
    static func payload(of name: String) -> (any WireStructure.Type)? {
        guard let current = resolve(name) else { return nil }
        return ServerMessage.payloads.first { $0.structureName == current }
    }

    /// Returns the current name, or throws an error with the nearest one; `function` starts the error's text.
    static func require(_ name: String, function: String) throws(LuaRaise) -> String {
        if let resolved = resolve(name) { return resolved }
        let hint = NearestName.hint(for: name, among: messages + hostEvents)
        throw LuaRaise(
            message: "\(function): \"\(ShownText.of(name))\": no such message or event\(hint)",
            remedy: hint.isEmpty ? "name a message such as orderStatus, an event such as fill, or \"*\"" : nil
        )
    }
}
