internal import NIOCore

/// Pauses a listening socket for a second when the machine cannot accept a connection, for example when it is out of
/// descriptors.
///
/// NIO's `AcceptBackoffHandler` delays the next read, but after an error the socket stays registered as readable, so
/// the loop would retry at once, over and over. Without auto-read, it is not registered.
final class AcceptPause: ChannelInboundHandler {
    typealias InboundIn = any Channel

    private static let length = TimeAmount.seconds(1)
    private let tell: (any Error) -> Void
    private var end: Scheduled<Void>?

    /// - Parameter tell: Called when a pause begins.
    init(tell: @escaping (any Error) -> Void) {
        self.tell = tell
    }

    func errorCaught(context: ChannelHandlerContext, error: any Error) {
        guard error is IOError, end == nil else { return }
        tell(error)
        let channel = context.channel
        _ = channel.setOption(.autoRead, value: false)
        let pause = NIOLoopBound(self, eventLoop: context.eventLoop)
        end = context.eventLoop.scheduleTask(in: Self.length) {
            pause.value.end = nil
            _ = channel.setOption(.autoRead, value: true)
        }
    }

    func channelInactive(context: ChannelHandlerContext) {
        end?.cancel()
        context.fireChannelInactive()
    }
}
