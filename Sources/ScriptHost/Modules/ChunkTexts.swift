internal import LuaBridge
internal import ScriptCheck

/// The texts that a script has been compiled from, by the names of their chunks: its file, its modules, and what a person
/// has typed.
struct ChunkTexts {
    /// `nil` for a name that stands for different texts.
    private var sources: [String: String?] = [:]
    private var seen: [String: LuaSeenFields] = [:]

    /// Records a text that is about to be compiled.
    mutating func note(_ source: String, of chunk: String) {
        if let known = sources[chunk], known != source {
            sources[chunk] = .some(nil)
            seen[chunk] = nil
        } else {
            sources[chunk] = source
        }
    }

    /// Returns the fields that a function can see of the table that is its first argument; `nil` if it may see all of it.
    mutating func fieldsSeen(by function: LuaFunction, in vm: LuaVM) -> Set<String>? {
        guard let (chunk, first, last) = vm.definition(of: function), let source = sources[chunk] ?? nil else {
            return nil
        }
        let fields = seen[chunk] ?? LuaSeenFields(source)
        seen[chunk] = fields
        return fields.fields(first: first, last: last)
    }
}
