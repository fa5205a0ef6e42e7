internal import LuaBridge
internal import Notation
package import ScriptCheck
internal import TWSWire
internal import Trading

extension ScriptVocabulary {
    /// The names of this host, read from the tables it registers from.
    package static let scriptHost = ScriptVocabulary(
        globals: globals,
        members: members,
        fields: [
            "order": fieldNames(Order.self), "contract": fieldNames(Contract.self),
            "bracket#2": Set(BracketFunction.spellings), "history#2": Set(HistoryTerms.spellings),
            "bars#2": Set(HistoryTerms.spellings).subtracting(["live", "to", "each"]),
            "chain#2": Set(OptionFilter.keys),
            "quote#2": ["delayed"], "snapshot#2": ["delayed"], "ticks#2": Set(TickFunction.keys),
            "depth#2": ["rows", "smart"], "news#2": Set(NewsFunctions.keys),
            "scan#1": fieldNames(ScannerSubscription.self).union(["filters"]),
            "executions#1": fieldNames(ExecutionFilter.self).union(["since"]),
            "bar_builder#1": ["seconds", "ticks", "volume"],
            "place#3": ["key", "when_connected"], "orders#1": ["account"], "cancel_all#1": ["account"],
        ],
        firstArguments: ["on": Set(MessageNames.spellings + [MessageNames.everything])]
    )

    private static let globals: Set<String> = {
        let own = ScriptSession.language.map { $0.table ?? $0.name }
        return Set(own + ["input"] + luaNames.filter { !$0.contains(".") })
    }()

    private static let members: [String: Set<String>] = {
        var members: [String: Set<String>] = [:]
        for entry in ScriptSession.language {
            if let table = entry.table { members[table, default: []].insert(entry.name) }
        }
        for name in luaNames {
            let parts = name.split(separator: ".")
            if parts.count == 2 { members[String(parts[0]), default: []].insert(String(parts[1])) }
        }
        return members
    }()

    /// What the sandbox itself offers, asked of a fresh one.
    private static let luaNames: [String] = (try? LuaVM().reachableNames()) ?? []

    private static func fieldNames(_ type: any WireStructure.Type) -> Set<String> { Set(type.fields.map(\.name)) }

    /// The nearest name for Lua's own message about a call of nil: `(global 'plac')`.
    static func hint(for message: String) -> String {
        for kind in ["global", "field", "method"] {
            let mark = "nil value (\(kind) '"
            guard let start = message.indices.first(where: { message[$0...].hasPrefix(mark) }) else { continue }
            let name = String(message[start...].dropFirst(mark.count).prefix { $0 != "'" })
            let known = kind == "global" ? globals : members.values.reduce(into: []) { $0.formUnion($1) }
            return NearestName.hint(for: name, among: known)
        }
        return ""
    }
}
