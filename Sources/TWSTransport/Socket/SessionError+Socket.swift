internal import Glibc
internal import NIOCore
internal import NIOPosix
internal import TWSSession

extension SessionError {
    /// Returns the error for a failed attempt to connect.
    static func connecting(to peer: String, failed error: any Error) -> SessionError {
        if let connection = error as? NIOConnectionError {
            if let dns = connection.dnsAError ?? connection.dnsAAAAError, connection.connectionErrors.isEmpty {
                return .unreachable(peer, reason: reason(dns))
            }
            guard let first = connection.connectionErrors.first else {
                return .unreachable(peer, reason: "\(connection)")
            }
            return connecting(to: peer, failed: first.error)
        }
        if (error as? IOError)?.errnoCode == ECONNREFUSED { return .refused(peer) }
        return .unreachable(peer, reason: reason(error))
    }

    /// Returns the system's description of an error from a socket or a host lookup.
    static func reason(_ error: any Error) -> String {
        switch error {
        case let error as IOError: String(cString: strerror(error.errnoCode))
        case let error as SocketAddressError.UnknownHost: error.errorDescription
        default: "\(error)"
        }
    }

    /// Returns the error for a failed attempt to listen.
    static func listening(on address: String, failed error: any Error) -> SessionError {
        let code = (error as? IOError)?.errnoCode
        return SessionError(
            .cannotListen,
            "cannot listen on \(address): \(reason(error))",
            remedy: code == EADDRINUSE
                ? "another program listens there; choose a port with --port, 0 picks a free one" : ""
        )
    }
}
