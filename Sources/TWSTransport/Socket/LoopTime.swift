internal import NIOCore
internal import TWSSession

extension SessionInstant {
    /// The machine's monotonic clock.
    static var now: SessionInstant { SessionInstant(nanoseconds: Int64(clamping: NIODeadline.now().uptimeNanoseconds)) }

    /// How long until this moment, as the event loop counts; not negative.
    func delay(from now: SessionInstant) -> TimeAmount {
        .nanoseconds(max(0, (self - now).wholeNanoseconds))
    }
}
