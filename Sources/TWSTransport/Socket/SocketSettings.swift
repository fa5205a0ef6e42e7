internal import NIOCore

/// The socket options of both sides.
enum SocketSettings {
    /// How long a peer may take to close after we have said that nothing more comes.
    static let closingPatience: TimeAmount = .seconds(1)

    // Linux: include/uapi/linux/tcp.h
    private static let userTimeout = NIOBSDSocket.Option(rawValue: 18)
    private static let keepIdle = NIOBSDSocket.Option(rawValue: 4)
    private static let keepInterval = NIOBSDSocket.Option(rawValue: 5)
    private static let keepCount = NIOBSDSocket.Option(rawValue: 6)

    /// What both sides are set to: no delay of small writes; a dead peer is found within seconds.
    static let connection: [(ChannelOptions.Types.SocketOption, SocketOptionValue)] = [
        (ChannelOptions.Types.SocketOption(level: .tcp, name: .tcp_nodelay), 1),
        (ChannelOptions.Types.SocketOption(level: .socket, name: .so_keepalive), 1),
        (ChannelOptions.Types.SocketOption(level: .tcp, name: keepIdle), 10),
        (ChannelOptions.Types.SocketOption(level: .tcp, name: keepInterval), 5),
        (ChannelOptions.Types.SocketOption(level: .tcp, name: keepCount), 3),
    ]

    /// What a client's connection is set to besides: a TWS that takes nothing for 10 s is lost.
    ///
    /// A server does not set it: a client that stands at a breakpoint keeps its connection until too much waits for it.
    static let client: [(ChannelOptions.Types.SocketOption, SocketOptionValue)] = [
        (ChannelOptions.Types.SocketOption(level: .tcp, name: userTimeout), 10_000)
    ]
}
