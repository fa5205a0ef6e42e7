internal import Dispatch
internal import Glibc
internal import Synchronization

/// The signals with which the user or the system ends a run.
enum Signals {
    private static let count = Atomic<Int>(0)

    /// Whether one of them has come.
    static var isInterrupted: Bool { count.load(ordering: .relaxed) > 0 }

    /// Calls `first` on the first SIGINT, SIGTERM or SIGHUP, and `again`, with its number, on a later one, from a
    /// thread of its own.
    ///
    /// Applies to the rest of the process.
    static func whenInterrupted(_ first: @escaping @Sendable () -> Void, again: @escaping @Sendable (Int32) -> Void) {
        for number in [SIGINT, SIGTERM, SIGHUP] {
            signal(number, SIG_IGN)
            let source = DispatchSource.makeSignalSource(signal: number, queue: .global())
            source.setEventHandler {
                if count.add(1, ordering: .relaxed).newValue == 1 { first() } else { again(number) }
                // The source lives as long as its handler holds it.
                _ = source
            }
            source.resume()
        }
    }
}
