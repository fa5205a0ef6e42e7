internal import NIOCore

/// The end of the client's pipeline: passes bytes and the socket's state to its connection.
final class ClientSocketHandler: ChannelInboundHandler {
    typealias InboundIn = ByteBuffer

    private let connection: TWSClientConnection
    private var cause = ""

    init(_ connection: TWSClientConnection) { self.connection = connection }

    func channelRead(context: ChannelHandlerContext, data: NIOAny) {
        connection.received(unwrapInboundIn(data))
    }

    func channelWritabilityChanged(context: ChannelHandlerContext) {
        connection.writability(context.channel.isWritable)
    }

    func channelInactive(context: ChannelHandlerContext) {
        connection.closed(cause: cause)
    }

    func errorCaught(context: ChannelHandlerContext, error: any Error) {
        cause = "\(error)"
        context.close(promise: nil)
    }
}
