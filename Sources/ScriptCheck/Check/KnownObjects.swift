/// The functions that gave global variables their values, as pieces of Lua that run one after the other tell.
package struct KnownObjects: Sendable {
    /// The path of the function by the name of the variable.
    package private(set) var makers: [String: String] = [:]

    /// Nothing is known.
    package init() {}

    /// Takes the next piece; one that is no Lua tells nothing.
    package mutating func take(_ text: String) {
        let read: LuaFacts? = try? LuaParser.parse(Array(text.utf8))
        guard let read else { return }
        for name in read.assignedGlobals {
            makers[name] = read.ambiguousGlobals.contains(name) ? nil : read.globalObjects[name]
        }
    }
}
