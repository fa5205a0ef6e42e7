internal import LuaBridge
internal import ScriptCheck

/// What the check of a script knows about the rows of a file.
extension CSVFile {
    /// Returns why a row is refused that is written out, as its columns are; `nil` if it may not be.
    @Sendable
    static func fault(
        _ made: [ScriptVocabulary.Literal?],
        _ arguments: [ScriptVocabulary.Literal?]
    ) -> String? {
        guard made.count > 1, let names = made[1].flatMap({ LuaValue(whole: $0) }),
            let columns = try? FileFunctions.columns(of: names), case .table(let row)?? = arguments.first
        else { return nil }
        var place = 0
        for entry in row.entries {
            if entry.key == nil { place += 1 }
            // What is computed may be nil, which is not there.
            guard let value = entry.value else { continue }
            let field = (entry.key ?? "\(place)", LuaValue(like: value))
            if let reason = ScriptVocabulary.reason({ () throws(LuaRaise) in _ = try fields(of: [field], columns) }) {
                return reason
            }
        }
        return nil
    }
}
