internal import Glibc
internal import NIOCore
internal import NIOPosix
internal import TWSSession

extension SessionError {
    /// What a failed attempt to connect means.
    static func connecting(to peer: String, failed error: any Error) -> SessionError {
        if let connection = error as? NIOConnectionError {
            if let dns = connection.dnsAError ?? connection.dnsAAAAError, connection.connectionErrors.isEmpty {
                return .unreachable(peer, reason: "\(dns)")
            }
            guard let first = connection.connectionErrors.first else {
                return .unreachable(peer, reason: "\(connection)")
            }
            return connecting(to: peer, failed: first.error)
        }
        guard let system = error as? IOError else { return .unreachable(peer, reason: "\(error)") }
        if system.errnoCode == ECONNREFUSED { return .refused(peer) }
        return .unreachable(peer, reason: String(cString: strerror(system.errnoCode)))
    }

    /// What a failed attempt to listen means.
    static func listening(on address: String, failed error: any Error) -> SessionError {
        let code = (error as? IOError)?.errnoCode
        let reason = code.map { String(cString: strerror($0)) } ?? "\(error)"
        return SessionError(
            .cannotListen,
            "cannot listen on \(address): \(reason)",
            remedy: code == EADDRINUSE
                ? "another program listens there; choose a port with --port, 0 takes a free one" : ""
        )
    }
}
