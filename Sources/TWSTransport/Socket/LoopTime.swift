internal import NIOCore
internal import TWSSession

extension SessionInstant {
    /// The current time of the machine's monotonic clock.
    static var now: SessionInstant { SessionInstant(nanoseconds: Int64(clamping: NIODeadline.now().uptimeNanoseconds)) }

    /// Returns the delay until this moment in the event loop's unit; never negative.
    func delay(from now: SessionInstant) -> TimeAmount {
        .nanoseconds(max(0, (self - now).wholeNanoseconds))
    }
}
