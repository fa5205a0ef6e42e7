internal import LuaBridge

/// What waits for one event, in the order in which it came, each with the key that `first_of` gives.
struct WaitList {
    private(set) var waits: [(token: LuaToken, key: LuaValue?)] = []
    /// How long the list may grow before those that have ended otherwise are weeded out.
    private var weedAt = Self.shortest
    private static let shortest = 64

    /// Adds a wait; `isWaiting` tells which still wait.
    mutating func add(_ token: LuaToken, key: LuaValue?, isWaiting: (LuaToken) -> Bool) {
        waits.append((token, key))
        guard waits.count >= weedAt else { return }
        waits.removeAll { !isWaiting($0.token) }
        weedAt = max(Self.shortest, 2 * waits.count)
    }
}
