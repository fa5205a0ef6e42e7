/// Which script asked a request, and by which number: two scripts may both use request 1.
///
/// On the wire every request has a number of its own, counted by ``RequestIds``, which no order can have. A request that
/// the host numbered is known to its script by that number, one that the script numbered by the script's own.
package struct RequestRoutes: Sendable {
    /// Who asked a request.
    package struct Route: Hashable, Sendable {
        /// The script.
        package var script: ScriptID
        /// The number by which the script knows the request.
        package var local: Int
        /// Place of the instrument's prices in ``Marks``; negative where the request brings none.
        package var mark = -1
    }

    private struct Own: Hashable {
        let script: ScriptID
        let local: Int
    }

    /// Whose requests are that were forgotten.
    private static let nobody = ScriptID(-2)

    /// Routes by number on the wire, counted from ``base``: numbers are given out one after the other.
    private var routes: [Route] = []
    /// The first number that was given out; `nil` before.
    private var base: Int?
    /// Routes of numbers outside that row, which order ids have pushed into another range.
    private var strays: [Int: Route] = [:]
    private var own: [Own: Int] = [:]
    private var ids = RequestIds()

    /// Nobody has asked anything.
    package init() {}

    /// Who asked the request of this number on the wire; `nil` when nobody did.
    package subscript(id id: Int) -> Route? {
        guard let base else { return nil }
        let place = id &- base
        let route = routes.indices.contains(place) ? routes[place] : strays[id]
        return route?.script == Self.nobody ? nil : route
    }

    /// Gives a new number to a request that the host makes for a script.
    package mutating func add(_ script: ScriptID, besides orderId: Int) -> Int {
        let id = ids.take(besides: orderId)
        file(Route(script: script, local: id), as: id)
        return id
    }

    /// The number on the wire of a request that the script has numbered itself; the same as before if it has used the
    /// number before.
    package mutating func number(_ local: Int, of script: ScriptID, besides orderId: Int) -> Int {
        if let route = self[id: local], route.script == script, route.local == local { return local }
        let key = Own(script: script, local: local)
        if let id = own[key] { return id }
        let id = ids.take(besides: orderId)
        file(Route(script: script, local: local), as: id)
        own[key] = id
        return id
    }

    /// Notes where the prices of a request are kept.
    package mutating func setMark(_ mark: Int, of id: Int) {
        guard let base else { return }
        if routes.indices.contains(id - base) { routes[id - base].mark = mark } else { strays[id]?.mark = mark }
    }

    /// Answers to what a script has asked so far are nobody's, and its own numbers are free again.
    package mutating func forget(_ script: ScriptID) {
        for place in routes.indices where routes[place].script == script { routes[place].script = Self.nobody }
        strays = strays.filter { $0.value.script != script }
        own = own.filter { $0.key.script != script }
    }

    private mutating func file(_ route: Route, as id: Int) {
        let first = base ?? id
        base = first
        if id - first == routes.count { routes.append(route) } else { strays[id] = route }
    }
}
