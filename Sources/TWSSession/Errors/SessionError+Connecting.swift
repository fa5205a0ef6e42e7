extension SessionError {
    /// Returns the error if nothing listens at the address.
    package static func refused(_ peer: String) -> SessionError {
        SessionError(
            .refused,
            "nothing listens at \(peer)",
            remedy: "is TWS or IB Gateway running, with API enabled on this port? "
                + "(TWS: File, Global Configuration, API, Settings: Enable ActiveX and Socket Clients; "
                + "paper 7497 or 4002, live 7496 or 4001)"
        )
    }

    /// Returns the error if the host cannot be found or reached.
    ///
    /// - Parameter reason: The system's description.
    package static func unreachable(_ peer: String, reason: String) -> SessionError {
        SessionError(
            .unreachable,
            "cannot reach \(peer): \(reason)",
            remedy: "check host name, network and firewall"
        )
    }

    /// Returns the error if something other than a TWS answers.
    ///
    /// - Parameter found: What it looks like, with its article.
    static func notTWS(_ peer: String, found: String) -> SessionError {
        SessionError(
            .notTWS,
            "\(peer) is not a TWS: \(found) answered",
            remedy: "give the API port of TWS or IB Gateway with --port (paper 7497 or 4002, live 7496 or 4001)"
        )
    }

    /// Returns the error if the peer's highest version is unsupported.
    static func versionUnsupported(_ peer: String, version: Int, supported: ClosedRange<Int>) -> SessionError {
        let range = "\(supported.lowerBound) to \(supported.upperBound)"
        return SessionError(
            .versionUnsupported,
            "\(peer) answered with server version \(version), this program speaks \(range)",
            remedy: version < supported.lowerBound ? "update TWS or IB Gateway" : "update this program"
        )
    }

    /// Returns the error if the client ID is in use (TWS: 326).
    static func clientIdInUse(_ peer: String, clientId: Int) -> SessionError {
        SessionError(
            .clientIdInUse,
            "client id \(clientId) is already in use at \(peer)",
            remedy: "end the other program, or choose another id with --client-id; orders belong to their client id"
        )
    }

    /// Returns the error if the connection was not ready within its deadline.
    ///
    /// - Parameter reached: How far it had come.
    static func timedOut(_ peer: String, after deadline: Duration, reached: ConnectionProgress) -> SessionError {
        let seconds = "\(Double(deadline.wholeNanoseconds) / 1e9) s"
        return switch reached {
        case .connecting:
            SessionError(
                .timedOut,
                "\(peer) did not accept a connection within \(seconds)",
                remedy: "check host, port and firewall"
            )
        case .handshake:
            SessionError(
                .timedOut,
                "\(peer) accepted the connection but did not answer the API handshake within \(seconds)",
                remedy:
                    "is it the API port? answer the question TWS may show (accept incoming connection), or restart it"
            )
        case .starting:
            SessionError(
                .timedOut,
                "\(peer) answered the handshake but sent no accounts or order id within \(seconds)",
                remedy: "is TWS logged in and connected to IB? is the client id free?"
            )
        }
    }

    /// Returns the error if a ready peer stays silent although it was probed.
    static func silent(_ peer: String, for duration: Duration) -> SessionError {
        let nanoseconds = duration.wholeNanoseconds
        let whole = nanoseconds / 1_000_000_000
        let seconds = nanoseconds % 1_000_000_000 == 0 ? "\(whole)" : "\(Double(nanoseconds) / 1e9)"
        return SessionError(
            .connectionLost,
            "\(peer) has been silent for \(seconds) s",
            remedy: "is TWS frozen or the network gone?"
        )
    }

    /// Returns the error if the peer hung up before the connection was ready.
    static func closedByPeer(_ peer: String, reached: ConnectionProgress, cause: String) -> SessionError {
        let step = reached == .starting ? "before it sent accounts" : "before it answered the handshake"
        return SessionError(
            .closedByPeer,
            "\(peer) closed the connection \(step)" + (cause.isEmpty ? "" : " (\(cause))"),
            remedy: "does TWS allow this address (API, Settings, Trusted IPs) and is it the API port?"
        )
    }
}

/// How far an attempt to connect has come.
enum ConnectionProgress: Sendable {
    /// TCP is not connected yet.
    case connecting
    /// The handshake is not answered yet.
    case handshake
    /// startApi is sent; accounts or the next order ID are missing.
    case starting
}
