internal import NIOCore

/// The socket options for both sides.
enum SocketSettings {
    /// How long a peer may take to close after the sending side has shut down.
    static let closingPatience: TimeAmount = .seconds(1)

    // Linux: include/uapi/linux/tcp.h
    private static let userTimeout = NIOBSDSocket.Option(rawValue: 18)
    private static let keepIdle = NIOBSDSocket.Option(rawValue: 4)
    private static let keepInterval = NIOBSDSocket.Option(rawValue: 5)
    private static let keepCount = NIOBSDSocket.Option(rawValue: 6)

    /// The options for both sides: small writes are not delayed, and a dead peer is found within seconds.
    static let connection: [(ChannelOptions.Types.SocketOption, SocketOptionValue)] = [
        (ChannelOptions.Types.SocketOption(level: .tcp, name: .tcp_nodelay), 1),
        (ChannelOptions.Types.SocketOption(level: .socket, name: .so_keepalive), 1),
        (ChannelOptions.Types.SocketOption(level: .tcp, name: keepIdle), 10),
        (ChannelOptions.Types.SocketOption(level: .tcp, name: keepInterval), 5),
        (ChannelOptions.Types.SocketOption(level: .tcp, name: keepCount), 3),
    ]

    /// The additional options of a client's connection: a TWS that acknowledges nothing for 10 s counts as lost.
    ///
    /// A server does not set them: a client stopped at a breakpoint keeps its connection until too many bytes wait for
    /// it.
    static let client: [(ChannelOptions.Types.SocketOption, SocketOptionValue)] = [
        (ChannelOptions.Types.SocketOption(level: .tcp, name: userTimeout), 10_000)
    ]
}
