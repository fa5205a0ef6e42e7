internal import LuaBridge

/// The calls waiting for one event, in order of arrival, each with the key that `first_of` returns.
struct WaitList {
    private(set) var waits: [(token: LuaToken, key: LuaValue?)] = []
    /// The length at which entries that have ended otherwise are removed.
    private var weedAt = Self.shortest
    private static let shortest = 64

    /// Adds a wait; `isWaiting` tells which ones are still waiting.
    mutating func add(_ token: LuaToken, key: LuaValue?, isWaiting: (LuaToken) -> Bool) {
        waits.append((token, key))
        guard waits.count >= weedAt else { return }
        waits.removeAll { !isWaiting($0.token) }
        weedAt = max(Self.shortest, 2 * waits.count)
    }
}
