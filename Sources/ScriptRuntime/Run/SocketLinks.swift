internal import Logging
internal import NIOCore
internal import TWSSession
internal import TWSTransport

/// Connects a run to a TWS or IB Gateway over TCP. Used on its event loop.
final class SocketLinks: LinkProvider {
    private let configuration: ClientSession.Configuration
    private let loop: any EventLoop
    private var last: TWSClientConnection?

    init(_ configuration: ClientSession.Configuration, on loop: any EventLoop) {
        self.configuration = configuration
        self.loop = loop
    }

    func connect(to endpoint: Endpoint, handler: any ClientHandler) -> any ClientLink {
        var configuration = configuration
        if let last { configuration.historicalPacer = last.session.historicalPacer }
        let connection = TWSClientConnection.connect(
            host: endpoint.host,
            port: endpoint.port,
            configuration: configuration,
            on: loop,
            handler: handler,
            logger: Logger(label: "ibscript.transport") { _ in SwiftLogNoOpLogHandler() }
        )
        last = connection
        return connection
    }
}
