internal import NIOCore
internal import ScriptHost
internal import TWSSession
internal import TWSWire

/// Gives a run what its link tells. Used on the link's event loop only.
final class RunHandler: ClientHandler {
    /// The run's driver, once there is one.
    var driver: RunDriver?
    /// Learns which ids are in use.
    var identifiers: LinkIdentifiers?
    /// What to do when there will be no session; by default the run ends with exit code 5.
    var whenFailed: ((SessionError) -> Void)?

    private let assembly: RunAssembly
    /// The exit code of a run that is over and whose connection is still to be closed.
    private var status: Int32?

    init(_ assembly: RunAssembly) { self.assembly = assembly }

    /// Gives the exit code once the connection is closed, so that the last orders and cancels have left.
    func end(_ status: Int32) {
        self.status = status
        let handler = NIOLoopBound(self, eventLoop: assembly.loop)
        assembly.loop.scheduleTask(in: .seconds(2)) { handler.value.complete() }
    }

    private func complete() {
        guard let status else { return }
        self.status = nil
        assembly.ended.succeed(status)
    }

    func ready(_ ready: ClientSession.Ready) {
        guard let driver else { return }
        assembly.begin(ready, driver)
    }

    func receive(_ message: ServerMessage) {
        identifiers?.learn(from: message)
        driver?.take(.message(message))
    }

    func reconcile(_ reason: String) { driver?.note(reason) }

    func note(_ text: String) { driver?.note(text) }

    func failed(_ error: SessionError) {
        if let whenFailed { return whenFailed(error) }
        guard let driver else { return }
        assembly.fail(driver, ExitStatus.connection, "\(error)")
    }

    func closed(_ error: SessionError?) {
        complete()
        guard let error else { return }
        driver?.take(.stopRequested(.connectionLost("\(error)")))
    }
}
