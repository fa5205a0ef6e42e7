internal import NIOCore
internal import SimExchange
internal import TWSSession
internal import TWSWire

/// Serves a simulated exchange to the clients of a server link: over sockets or in memory.
///
/// Used only on the link's event loop. The owner keeps it alive: links hold their handlers weakly.
final class ExchangeServer: ServerHandler {
    /// The link back to the clients, once there is one.
    ///
    /// Without a check for exclusive access: it is looked at for every message, and only the event loop comes here.
    @exclusivity(unchecked) weak var link: (any ServerLink)?
    /// Takes a line for the log; `nil` if there is none, and no line is made.
    var log: ((String) -> Void)?

    /// Takes what the only client is told about a filled order before its messages are made; `nil` if they are made here.
    var takeFilled: ((FilledOrder) -> Void)?

    /// Hears of every request before the exchange does.
    var whenRequested: (ClientMessage) -> Void = { _ in }

    private let driver: ExchangeDriver
    private let lines: ServerLog
    private var budget = LogBudget<Int>()
    private var clientIds: [ConnectionID: Int] = [:]
    /// The instance that ibscript clients are told; `nil` for an exchange that nobody can meet again.
    private let instance: String?
    /// The ibscript clients, which follow the exchange's clock.
    private var followers: Set<ConnectionID> = []

    init(_ driver: ExchangeDriver, instance: String? = nil) {
        self.driver = driver
        self.instance = instance
        lines = ServerLog(namesAccounts: driver.accountCodes.count > 1)
        driver.deliver = { [weak self] output in self?.perform(output) }
    }

    func time() -> ServerTime {
        ServerTime(text: ExchangeTime.text(driver.now, in: .newYork), milliseconds: Int(driver.now.milliseconds))
    }

    func announced(_ capabilities: String, on connection: ConnectionID) {
        if capabilities == SimulatorNotice.capability, instance != nil { followers.insert(connection) }
    }

    /// Tells ibscript clients the time if it leaps; call it now and then.
    func tellLeaps() {
        guard !followers.isEmpty, driver.leaps, let notice else { return }
        for connection in followers { deliver(notice.message, to: connection) }
    }

    private var notice: SimulatorNotice? {
        instance.map {
            SimulatorNotice(
                instance: $0,
                time: driver.now.nanoseconds(since: ExchangeInstant(nanoseconds: 0)),
                speed: driver.rate
            )
        }
    }

    func started(_ connection: ConnectionID, clientId: Int, serverVersion: Int) {
        log?("client \(clientId) connected, server version \(serverVersion)")
        clientIds[connection] = clientId
        if followers.contains(connection), let notice { deliver(notice.message, to: connection) }
        driver.connect(clientId: clientId, serverVersion: serverVersion, as: connection)
    }

    func receive(_ message: ClientMessage, from connection: ConnectionID) {
        if let log, let clientId = clientIds[connection], let line = lines.line(message, clientId: clientId) {
            log(line)
        }
        whenRequested(message)
        driver.receive(message, from: connection)
    }

    func disconnected(_ connection: ConnectionID, reason: String) {
        let name = clientIds.removeValue(forKey: connection).map { "client \($0)" } ?? "\(connection)"
        followers.remove(connection)
        let omitted = budget.forget(connection.number)
        log?("\(name) is gone: \(reason)" + (omitted > 0 ? " (\(omitted) lines about it were left out)" : ""))
        driver.disconnect(connection)
    }

    func note(_ text: String, on connection: ConnectionID) {
        logBounded("connection \(connection.number): \(text)", connection)
    }

    func refused(_ text: String) { logBounded(text, nil) }

    /// Logs a line that a client, or without one anybody, can cause as often as it likes.
    private func logBounded(_ line: @autoclosure () -> String, _ connection: ConnectionID?) {
        guard let log else { return }
        let seconds = Double(NIODeadline.now().uptimeNanoseconds) / 1e9
        for line in budget.admit(line(), of: connection?.number ?? -1, at: seconds) { log(line) }
    }

    private func perform(_ output: ExchangeOutput) {
        let connection = output.connection
        switch output {
        case .deliver(let delivery): deliver(delivery.message, to: connection)
        case .filled(_, let order):
            guard log == nil, let takeFilled else {
                return order.messages.forEach { deliver($0, to: connection) }
            }
            takeFilled(order)
        case .close(_, let reason): link?.close(connection, reason: reason)
        case .raw(_, let bytes): link?.sendRaw(bytes, to: connection)
        }
    }

    private func deliver(_ message: ServerMessage, to connection: ConnectionID) {
        if let log, let clientId = clientIds[connection], let line = lines.line(message, clientId: clientId) {
            if case .error = message { logBounded(line, connection) } else { log(line) }
        }
        do throws(SessionError) {
            try link?.send(message, to: connection)
        } catch {
            logBounded("\(connection): \(error)", connection)
        }
    }
}
