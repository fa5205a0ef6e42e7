internal import LuaBridge
internal import ScriptCheck

/// What the check of a script knows about the options of `history` and `bars`.
extension HistoryTerms {
    /// Returns why options that a script writes out do not fit together; `nil` if they may.
    ///
    /// - Parameter zones: The zones of the times; `nil` if they are not known.
    static func fault(
        of entries: [(key: String, value: ScriptVocabulary.Literal?)],
        _ function: String,
        _ zones: ZoneBook? = nil
    ) -> String? {
        // A computed value may be nil, which is as if it were not given.
        let given = Dictionary(entries.compactMap { key, value in value.map { (older[key] ?? key, $0) } }) { $1 }
        func has(_ key: String) -> Bool { given[key].map { $0 != .text("") } ?? false }
        func moment(_ key: String) throws(LuaRaise) -> Int? {
            guard let zones, let value = given[key].flatMap({ LuaValue(whole: $0) }), value != "" else { return nil }
            return try Self.moment(value, key, function, zones)
        }
        return ScriptVocabulary.reason { () throws(LuaRaise) in
            if given["live"] == .flag(true) || function == "bars" {
                if has("to") { throw endOfLive(function) }
                if has("each") { throw eachOfLive(function) }
            }
            if has("from"), has("to"), has("duration") { throw allThree(function) }
            // Any key that is not written as a literal may be nil.
            let isShown = given.count == Set(entries.map { older[$0.key] ?? $0.key }).count
            if isShown, given["what"]?.text?.uppercased() == "ADJUSTED_LAST", has("to"), given["from"] == nil,
                let size = given["bars"].map({ $0.text.flatMap { HistoryBarSize($0) } }) ?? .minute,
                let duration = given["duration"].map({ $0.text?.uppercased() }) ?? "1 D", size.takes(duration: duration)
            {
                throw endOfAdjusted(function)
            }
            if let from = try moment("from"), let to = try moment("to"), from >= to { throw lateBegin(function) }
        }
    }
}
