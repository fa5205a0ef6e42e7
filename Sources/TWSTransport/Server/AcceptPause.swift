internal import NIOCore

/// Lets a listening socket rest for a second where the machine cannot take a connection, as without descriptors.
///
/// NIO's `AcceptBackoffHandler` holds back the next read, but the socket stays registered as readable after an error, so
/// that the loop would try again at once and all the time. Without auto-read it is not.
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
