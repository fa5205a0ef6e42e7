internal import ScriptRuntime
package import TWSSession

/// Connects a run to peers that the test plays: what they say is said by the test.
package final class ScriptedLinks: LinkProvider {
    /// The connections so far, oldest first.
    package private(set) var links: [ScriptedLink] = []
    private let trace: RunTrace

    /// Nothing is connected; what is done goes into `trace`.
    package init(_ trace: RunTrace) { self.trace = trace }

    /// The latest connection.
    package var latest: ScriptedLink? { links.last }

    /// Makes a connection that is not ready yet.
    package func connect(to endpoint: Endpoint, handler: any ClientHandler) -> any ClientLink {
        trace.note("connect \(endpoint.port)")
        let link = ScriptedLink(handler, trace)
        links.append(link)
        return link
    }
}
