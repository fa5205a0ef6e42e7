internal import LuaBridge
internal import ScriptCheck
internal import Trading

/// What the check of a script knows about a bracket written as literals: how the run would read it.
extension BracketTerms {
    /// Returns why the run refuses the terms, whatever the computed ones are; `nil` if it may accept them.
    static func fault(_ entries: [(key: String, value: ScriptVocabulary.Literal?)]) -> String? {
        guard let known = known(entries) else { return nil }
        return ScriptVocabulary.reason { () throws(LuaRaise) in
            let terms = try BracketTerms(known)
            if entries.contains(where: { $0.key == "key" && $0.value?.text != nil }) { _ = try terms.key() }
        }
    }

    /// The members of a bracket that are its trades.
    static let roles: Set<String> = [Part.entry, Part.target.rawValue, Part.stop.rawValue]

    /// Returns the entry, target and stop as far as they are literals; empty if they cannot be determined.
    static func writtenOrders(
        _ entries: [(key: String, value: ScriptVocabulary.Literal?)]
    ) -> [(role: String, order: WrittenOrder)] {
        guard let known = known(entries), let terms = try? BracketTerms(known) else { return [] }
        return zip([Part.entry] + terms.parts.map(\.rawValue), terms.orders).map { role, order in
            var (texts, numbers): ([String: String], [String: Double]) = ([:], [:])
            for (name, value) in order {
                switch value {
                case .string(let text): texts[name] = text
                case .integer(let number): numbers[name] = Double(number)
                case .number(let number): numbers[name] = number
                default: break
                }
            }
            let written = WrittenOrder(
                action: texts["action"],
                quantity: numbers["totalQuantity"],
                orderTypes: texts["orderType"].map { [$0] } ?? [],
                numbers: numbers,
                timeInForce: texts["tif"]
            )
            return (role, written)
        }
    }

    /// Returns the terms, with a value that no comparison accepts for each computed one; `nil` if the side is computed,
    /// too.
    private static func known(
        _ entries: [(key: String, value: ScriptVocabulary.Literal?)]
    ) -> [(key: String, value: LuaValue)]? {
        guard !entries.contains(where: { $0.key == "action" && $0.value.flatMap { LuaValue(shown: $0) } == nil }) else {
            return nil
        }
        let known = entries.filter { spellings.contains($0.key) }
        return known.map { ($0.key, $0.value.flatMap { LuaValue(shown: $0) } ?? .bool(true)) }
    }
}
