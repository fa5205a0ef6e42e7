/// Which script made a request, and by which id: two scripts may both use request 1.
///
/// On the wire every request has its own id, allocated by ``RequestIds``, which no order can have. A script knows a
/// request that the host numbered by that id, and one that it numbered itself by its own.
package struct RequestRoutes: Sendable {
    /// Who made a request.
    package struct Route: Hashable, Sendable {
        /// The script.
        package var script: ScriptID
        /// The id by which the script knows the request.
        package var local: Int
        /// The index of the instrument's prices in ``Marks``; negative if the request delivers none.
        package var mark = -1
    }

    private struct Own: Hashable {
        let script: ScriptID
        let local: Int
    }

    /// The owner of forgotten requests.
    private static let nobody = ScriptID(-2)

    /// Routes by id on the wire, counted from ``base``: ids are allocated consecutively.
    private var routes: [Route] = []
    /// The first id that was allocated; `nil` before that.
    private var base: Int?
    /// Routes of ids outside that sequence, which order ids have pushed into another range.
    private var strays: [Int: Route] = [:]
    private var own: [Own: Int] = [:]
    private var ids = RequestIds()

    /// Creates an empty table.
    package init() {}

    /// Who made the request with this id on the wire; `nil` if nobody did.
    package subscript(id id: Int) -> Route? {
        guard let base else { return nil }
        let place = id &- base
        let route = routes.indices.contains(place) ? routes[place] : strays[id]
        return route?.script == Self.nobody ? nil : route
    }

    /// Allocates an id for a request that the host makes for a script.
    package mutating func add(_ script: ScriptID, besides orderId: Int) -> Int {
        let id = ids.take(besides: orderId)
        file(Route(script: script, local: id), as: id)
        return id
    }

    /// Returns the id on the wire of a request that the script numbered itself; a number used before keeps its id.
    package mutating func number(_ local: Int, of script: ScriptID, besides orderId: Int) -> Int {
        if let route = self[id: local], route.script == script, route.local == local { return local }
        let key = Own(script: script, local: local)
        if let id = own[key] { return id }
        let id = ids.take(besides: orderId)
        file(Route(script: script, local: local), as: id)
        own[key] = id
        return id
    }

    /// Records where the prices of a request are kept.
    package mutating func setMark(_ mark: Int, of id: Int) {
        guard let base else { return }
        if routes.indices.contains(id - base) { routes[id - base].mark = mark } else { strays[id]?.mark = mark }
    }

    /// Forgets a script's requests: their answers reach nobody, and its own numbers are free again.
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
