internal import LuaBridge
internal import ScriptCheck

/// What the check of a script knows about `state`.
extension StateKeeper {
    /// Returns why a value cannot be kept; `nil` if it may be.
    ///
    /// - Parameter path: `state`, or `state.name`.
    @Sendable
    static func fault(_ path: String, _ literal: ScriptVocabulary.Literal) -> String? {
        do throws(StateFault) {
            let steps = path.split(separator: ".").dropFirst().map { StateFault.Step.name(String($0)) }
            guard steps.isEmpty else {
                try check(literal, steps)
                return nil
            }
            switch literal {
            case .table(let table) where !table.entries.isEmpty && table.entries.allSatisfy({ $0.key == nil }):
                if table.entries[0].value != nil { _ = try texts(of: .array([])) }
            case .table(let table): for entry in table.entries { try check(entry, []) }
            case .record: break
            default: _ = try texts(of: LuaValue(like: literal))
            }
            return nil
        } catch {
            return ScriptVocabulary.reason { () throws(LuaRaise) in throw error.raise }
        }
    }

    private static func check(
        _ literal: ScriptVocabulary.Literal,
        _ path: [StateFault.Step]
    ) throws(StateFault) {
        switch literal {
        case .function: throw StateText.unkept("a function", path)
        case .table(let table):
            try checkKeys(table, path)
            for entry in table.entries { try check(entry, path) }
        case .record, .computed: break
        default: _ = try StateText.text(of: LuaValue(like: literal), path: path)
        }
    }

    /// Throws if a list certainly has a hole, or names for keys besides.
    private static func checkKeys(
        _ table: ScriptVocabulary.Literal.Table,
        _ path: [StateFault.Step]
    ) throws(StateFault) {
        let list = table.entries.filter { $0.key == nil }
        let hasNames = table.entries.contains { $0.key != nil && $0.value != nil }
        let isBroken = list.indices.contains { place in
            list[place].value != nil && (hasNames || list[..<place].contains(where: \.isHole))
        }
        guard isBroken else { return }
        let places = list.indices.filter { !list[$0].isHole }.map { (key: "\($0 + 1)", value: LuaValue.bool(true)) }
        let names = table.entries.compactMap { entry in
            entry.value == nil ? nil : entry.key.map { (key: $0, value: LuaValue.bool(true)) }
        }
        _ = try StateText.text(of: .table(places + names), path: path)
    }

    private static func check(
        _ entry: ScriptVocabulary.Literal.Table.Entry,
        _ path: [StateFault.Step]
    ) throws(StateFault) {
        guard let key = entry.key, let value = entry.value else { return }
        try check(value, path + [.name(key)])
    }
}
