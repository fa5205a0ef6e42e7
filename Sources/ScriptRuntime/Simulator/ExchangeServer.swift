internal import SimExchange
internal import TWSSession
internal import TWSWire

/// Serves a simulated exchange to the clients of a server link: sockets or memory.
///
/// Used on the link's event loop only. The owner keeps it alive: links hold their handlers weakly.
final class ExchangeServer: ServerHandler {
    /// The way back to the clients, once there is one.
    weak var link: (any ServerLink)?
    /// Takes a line for the log.
    var log: (String) -> Void = { _ in }

    private let driver: ExchangeDriver
    private let lines: ServerLog
    private var clientIds: [ConnectionID: Int] = [:]

    init(_ driver: ExchangeDriver) {
        self.driver = driver
        lines = ServerLog(namesAccounts: driver.accountCodes.count > 1)
        driver.deliver = { [weak self] output in self?.perform(output) }
    }

    func time() -> ServerTime {
        ServerTime(text: ExchangeTime.text(driver.now, in: .newYork), milliseconds: Int(driver.now.milliseconds))
    }

    func started(_ connection: ConnectionID, clientId: Int, serverVersion: Int) {
        log("client \(clientId) connected, server version \(serverVersion)")
        clientIds[connection] = clientId
        driver.connect(clientId: clientId, serverVersion: serverVersion, as: connection)
    }

    func receive(_ message: ClientMessage, from connection: ConnectionID) {
        if let clientId = clientIds[connection], let line = lines.line(message, clientId: clientId) { log(line) }
        driver.receive(message, from: connection)
    }

    func disconnected(_ connection: ConnectionID, reason: String) {
        let name = clientIds.removeValue(forKey: connection).map { "client \($0)" } ?? "\(connection)"
        log("\(name) is gone: \(reason)")
        driver.disconnect(connection)
    }

    func note(_ text: String, on connection: ConnectionID) {
        log("connection \(connection.number): \(text)")
    }

    private func perform(_ output: ExchangeOutput) {
        let connection = output.connection
        switch output {
        case .deliver(let delivery): deliver(delivery.message, to: connection)
        case .close(_, let reason): link?.close(connection, reason: reason)
        case .raw(_, let bytes): link?.sendRaw(bytes, to: connection)
        }
    }

    private func deliver(_ message: ServerMessage, to connection: ConnectionID) {
        if let clientId = clientIds[connection], let line = lines.line(message, clientId: clientId) { log(line) }
        do throws(SessionError) {
            try link?.send(message, to: connection)
        } catch {
            log("\(connection): \(error)")
        }
    }
}
