internal import LuaBridge
internal import Notation
internal import TWSWire
internal import Trading

/// What `on` and `wait` can be asked for: messages by any of their names, and the host's own events.
enum MessageNames {
    /// Every message.
    static let everything = "*"

    /// Events that the host makes itself.
    static let hostEvents = [
        "fill", "bar", "quote", "tick", "depth", "gap", "resumed", "connected", "disconnected", "stop",
    ]

    /// Official callback names, in the order of their ids.
    static let messages: [String] = ServerMessage.payloads.map { $0.structureName }

    /// Names of earlier clients and of single callbacks; source: protocol, "IbPy message types".
    private static let older = [
        "commissionReport": "commissionAndFeesReport", "connectionClosed": "disconnected",
        "tickByTickAllLast": "tickByTick", "tickByTickBidAsk": "tickByTick", "tickByTickMidPoint": "tickByTick",
    ]

    /// Every spelling that is in use: today's names and the older ones, each also with a capital as IbPy has it.
    static let spellings: [String] = (messages + hostEvents + older.keys.sorted()).flatMap { name in
        [name, name.prefix(1).uppercased() + name.dropFirst()]
    }

    /// Handlers of these keep a run alive: market data, bars, depth.
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

    /// The current name of an event; case is ignored, since earlier clients differ in it.
    static func resolve(_ name: String) -> String? {
        name == everything ? name : byFoldedName[name.lowercased()]
    }

    /// The current name, or an error with the nearest one; `function` opens the error's text.
    static func require(_ name: String, function: String) throws(LuaRaise) -> String {
        if let resolved = resolve(name) { return resolved }
        let hint = NearestName.hint(for: name, among: messages + hostEvents)
        throw LuaRaise(
            message: "\(function): \"\(ShownText.of(name))\": no such message or event\(hint)",
            remedy: hint.isEmpty ? "name a message such as orderStatus, an event such as fill, or \"*\"" : nil
        )
    }
}
