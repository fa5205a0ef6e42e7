internal import Dispatch
internal import Glibc
internal import ScriptHost
internal import Synchronization
internal import Trading

/// Serves a run's control socket on a thread of its own: it answers whatever the event loop is doing.
package final class ControlServer: Sendable {
    /// The largest number of simultaneous connections.
    static let mostClients = 16
    /// How long a connection may be without a request, in seconds.
    private static let idle = 10

    private struct Client {
        let descriptor: Int32
        /// When it last sent something, in seconds.
        var since: Int
        var bytes: [UInt8] = []
        /// Whether it only waits for the end of the run.
        var awaitsEnd = false
    }

    private let path: String
    private let listener: UnixSocket
    private let control: RunControl
    private let stop: @Sendable () -> Void
    private let isClosed = Atomic<Bool>(false)
    private let thread = DispatchQueue(label: "ibscript.control")

    private init(
        _ path: String,
        _ listener: consuming UnixSocket,
        _ control: RunControl,
        _ stop: @escaping @Sendable () -> Void
    ) {
        self.path = path
        self.listener = listener
        self.control = control
        self.stop = stop
    }

    /// Listens at a path.
    ///
    /// - Parameter stop: Ends the run as Ctrl-C does.
    /// - Throws: ``RunFailure``.
    package static func start(
        at path: String,
        for control: RunControl,
        stop: @escaping @Sendable () -> Void
    ) throws(RunFailure) -> ControlServer {
        let server = ControlServer(path, try UnixSocket.listening(path), control, stop)
        server.thread.async { server.serve() }
        return server
    }

    /// Ends the service; the file is removed when this returns.
    package func close() {
        unlink(path)
        isClosed.store(true, ordering: .releasing)
        shutdown(listener.descriptor, Int32(SHUT_RDWR))
        thread.sync {}
    }

    private static var now: Int { Int(MachineTime.nanoseconds(CLOCK_MONOTONIC) / 1_000_000_000) }

    private func serve() {
        var clients: [Client] = []
        while !isClosed.load(ordering: .acquiring) {
            let isOpen = clients.count < Self.mostClients
            var requests = clients.map { pollfd(fd: $0.descriptor, events: Int16(POLLIN), revents: 0) }
            if isOpen { requests.append(pollfd(fd: listener.descriptor, events: Int16(POLLIN), revents: 0)) }
            guard poll(&requests, nfds_t(requests.count), 1_000) >= 0 || errno == EINTR else { break }
            var left: [Client] = []
            for (place, client) in clients.enumerated() {
                var client = client
                let isAlive = requests[place].revents == 0 ? !isIdle(client) : take(&client)
                if isAlive { left.append(client) } else { Glibc.close(client.descriptor) }
            }
            clients = left
            if isOpen, let last = requests.last, last.revents != 0, let client = accept() { clients.append(client) }
        }
        for client in clients { Glibc.close(client.descriptor) }
    }

    private func isIdle(_ client: Client) -> Bool { !client.awaitsEnd && Self.now - client.since > Self.idle }

    private func accept() -> Client? {
        let descriptor = Glibc.accept(listener.descriptor, nil, nil)
        guard descriptor >= 0 else {
            // Out of descriptors, nobody can be answered now; the run continues.
            if errno == EMFILE || errno == ENFILE { poll(nil, 0, 100) }
            return nil
        }
        _ = fcntl(descriptor, F_SETFD, FD_CLOEXEC)
        var patience = timeval(tv_sec: 1, tv_usec: 0)
        setsockopt(descriptor, SOL_SOCKET, SO_SNDTIMEO, &patience, socklen_t(MemoryLayout<timeval>.size))
        guard UnixSocket.isOwn(descriptor) else {
            Glibc.close(descriptor)
            return nil
        }
        return Client(descriptor: descriptor, since: Self.now)
    }

    /// Takes what has come and answers; returns `false` when the connection has ended.
    private func take(_ client: inout Client) -> Bool {
        guard let more = UnixSocket.read(client.descriptor, patience: 0), !more.isEmpty else { return false }
        client.bytes += more
        client.since = Self.now
        while let end = client.bytes.firstIndex(of: 10) {
            let line = String(decoding: client.bytes[..<end], as: UTF8.self)
            client.bytes.removeSubrange(...end)
            guard UnixSocket.write(answer(line, &client), to: client.descriptor) else { return false }
        }
        guard client.bytes.count <= ControlRequest.longestLine else {
            _ = UnixSocket.write(ControlRequest.refusal, to: client.descriptor)
            return false
        }
        return true
    }

    private func answer(_ text: String, _ client: inout Client) -> String {
        guard let (request, members, by) = ControlRequest.read(text) else { return ControlRequest.refusal }
        var patience = 0.3
        switch request {
        case .status: break
        case .latch:
            control.reread(by: by, told: LatchFile.latch(members))
            patience = 0.1
        case .flatten: control.send(.flatten(.own))
        case .flattenAccount: control.send(.flatten(.account))
        case .release: control.send(.release(members.text("reference") ?? ""))
        case .stop:
            client.awaitsEnd = true
            stop()
            patience = 0
        }
        var line = JSONLine()
        control.status(patience: patience).add(to: &line)
        return line.text + "\n"
    }
}
