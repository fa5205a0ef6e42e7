internal import Glibc
internal import NIOCore
internal import ScriptHost
internal import Synchronization

/// What a signal does to a run: the first one ends it in order, a second one stops a script that does not come back.
///
/// Signals are minded before there is a session, so until the script begins the first one ends the run at once.
final class Interruption: Sendable {
    private struct Actions {
        var first: @Sendable () -> Void
        var again: @Sendable () -> Void
    }

    private let actions: Mutex<Actions>

    /// Begins to mind the process's signals, on behalf of a run whose exit code goes to `ended`.
    init(ended: EventLoopPromise<Int32>) {
        actions = Mutex(
            Actions {
                ended.succeed(ExitStatus.interrupted)
            } again: {
                exit(ExitStatus.interrupted)
            }
        )
        Signals.whenInterrupted { [self] in
            actions.withLock(\.first)()
        } again: { [self] in
            actions.withLock(\.again)()
        }
    }

    /// From here on the script is asked to stop. Called on the loop.
    func pass(to driver: RunDriver, on loop: any EventLoop) {
        let bound = NIOLoopBound(driver, eventLoop: loop)
        let interrupt = driver.interrupt
        let passed = Actions {
            loop.execute { bound.value.take(.stopRequested(.interrupted)) }
        } again: {
            interrupt()
        }
        actions.withLock { $0 = passed }
    }
}
