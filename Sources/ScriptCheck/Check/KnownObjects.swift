/// The functions that gave global variables their values, according to pieces of Lua that run one after the other.
package struct KnownObjects: Sendable {
    /// The function's path, by the variable's name.
    package private(set) var makers: [String: String] = [:]

    /// Creates an empty record.
    package init() {}

    /// Reads the next piece; ignores one that is not valid Lua.
    package mutating func take(_ text: String) {
        let read: LuaFacts? = try? LuaParser.parse(Array(text.utf8))
        guard let read else { return }
        for name in read.assignedGlobals {
            let origin = read.ambiguousGlobals.contains(name) ? nil : read.globalObjects[name]
            guard case .call(let path, _)? = origin?.source, origin?.steps.isEmpty == true else {
                makers[name] = nil
                continue
            }
            makers[name] = path
        }
    }
}
