internal import Logging
internal import NIOCore
internal import ScriptHost
internal import TWSSession
internal import TWSTransport

/// A run on a paper account, through the socket of a TWS or IB Gateway.
///
/// Used on one event loop; lives until the run has ended.
final class PaperRun {
    private let assembly: RunAssembly
    private let host: String
    private var ports: [Int]
    private let clock: WallClock
    private var connection: TWSClientConnection?
    private var handler: RunHandler?
    private var firstError: SessionError?

    /// Starts the run on the first of `ports` where something listens. Called on the loop.
    static func start(_ assembly: RunAssembly, host: String, ports: [Int]) {
        let run = PaperRun(assembly, host: host, ports: ports)
        run.connectNext()
        let alive = NIOLoopBound(run, eventLoop: assembly.loop)
        assembly.ended.futureResult.whenComplete { _ in alive.value.connection?.close() }
    }

    private init(_ assembly: RunAssembly, host: String, ports: [Int]) {
        self.assembly = assembly
        self.host = host
        self.ports = ports
        clock = WallClock(on: assembly.loop)
    }

    private func connectNext() {
        let port = ports.removeFirst()
        let handler = RunHandler(assembly)
        handler.whenFailed = { [weak self] error in self?.failed(error) }
        let connection = TWSClientConnection.connect(
            host: host,
            port: port,
            configuration: assembly.sessionConfiguration,
            on: assembly.loop,
            handler: handler,
            logger: Logger(label: "ibscript.transport") { _ in SwiftLogNoOpLogHandler() }
        )
        do {
            let driver = try assembly.driver(mode: .paper, link: connection, clock: clock, handler: handler)
            self.handler = handler
            self.connection = connection
            assembly.startTimeLimit(driver, clock)
        } catch {
            assembly.ended.fail(error)
        }
    }

    /// Tries the next port when nothing listens on this one; the first port's error is told.
    private func failed(_ error: SessionError) {
        let told = firstError ?? error
        firstError = told
        if error.code == .refused, !ports.isEmpty { return connectNext() }
        guard let driver = handler?.driver else { return }
        assembly.fail(driver, ExitStatus.connection, "\(error.code == .refused ? told : error)")
    }
}
