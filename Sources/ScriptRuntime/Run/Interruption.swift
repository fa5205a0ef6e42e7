internal import Dispatch
internal import Glibc
internal import NIOCore
internal import ScriptHost
internal import Synchronization

/// The effect of a signal on a run: the first one ends it in order. If the loop has no turn within 3 s, and at once on
/// a second signal, the scripts are stopped; a second later the program ends, whatever is running.
///
/// Signals are handled before there is a run, so until the scripts start, the first one ends it at once.
final class Interruption: Sendable {
    private struct Actions {
        var first: @Sendable () -> Void
        var again: @Sendable () -> Void
    }

    /// The same once the scripts are stopped.
    private static let patience = 1.0

    private let actions: Mutex<Actions>

    /// Starts to handle the process's signals, for a run whose exit code goes to `ended`.
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
        } again: { [self] _ in
            actions.withLock(\.again)()
        }
    }

    /// From now on, asks the scripts to stop. Call it on the loop.
    func pass(to coordinator: RunCoordinator, stopping scripts: [ScriptReins], on loop: any EventLoop) {
        let stop = loop.signal { coordinator.take(.stop(.interrupted)) }
        let overdue = loop.signal { coordinator.take(.overdue) }
        let force: @Sendable () -> Void = {
            for script in scripts { script.stop() }
            Self.unlessBack(loop, within: Self.patience) {
                StandardStream.error.write("ibscript: the script does not return; its orders stay as they are\n")
                _exit(ExitStatus.interrupted)
            }
        }
        let passed = Actions {
            stop()
            Self.endInTime(scripts, overdue)
        } again: {
            force()
        }
        actions.withLock { $0 = passed }
    }

    /// Ends, within 5 s, a run that does not end by itself: first its scripts, then what it waits for, then the
    /// program.
    private static func endInTime(_ scripts: [ScriptReins], _ overdue: @escaping @Sendable () -> Void) {
        after(2) { for script in scripts { script.stop() } }
        after(3, overdue)
        after(4, overdue)
        after(4.8) {
            StandardStream.error.write("ibscript: the run does not end; its orders stay as they are\n")
            _exit(ExitStatus.interrupted)
        }
    }

    private static func after(_ seconds: Double, _ action: @escaping @Sendable () -> Void) {
        DispatchQueue.global().asyncAfter(deadline: .now() + seconds, execute: action)
    }

    /// Calls `action` if the loop has no turn in time.
    private static func unlessBack(
        _ loop: any EventLoop,
        within seconds: Double,
        _ action: @escaping @Sendable () -> Void
    ) {
        let isBack = BackFlag()
        loop.execute { isBack.flag.store(true, ordering: .relaxed) }
        DispatchQueue.global().asyncAfter(deadline: .now() + seconds) {
            if !isBack.flag.load(ordering: .relaxed) { action() }
        }
    }

    private final class BackFlag: Sendable {
        let flag = Atomic<Bool>(false)
    }
}
