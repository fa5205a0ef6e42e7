internal import ScriptRuntime
package import TWSSession

/// Connects a run to peers whose part the test plays.
package final class ScriptedLinks: LinkProvider {
    /// The connections so far, oldest first.
    package private(set) var links: [ScriptedLink] = []
    private let trace: RunTrace

    /// Makes links without a connection; what is done goes to `trace`.
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
