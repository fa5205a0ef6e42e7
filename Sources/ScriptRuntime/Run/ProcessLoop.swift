internal import Dispatch
internal import Glibc
internal import LuaBridge
internal import NIOCore
internal import NIOPosix
internal import ScriptHost
internal import Synchronization

/// The single event loop of the process: a run, or the simulator with all its clients.
///
/// Its thread is made here, not by the library, so that scripts have a stack of a known size: see
/// docs/decisions/0006-a-stack-for-scripts.md.
enum ProcessLoop {
    /// The loop; its thread starts with the first use. Without a thread, the program ends.
    static let shared: any EventLoop = {
        let start = Start()
        guard makeThread(start) else { fail("no thread of \(LuaVM.Budget.threadStack >> 20) MiB can be made") }
        start.isReady.wait()
        guard let loop = start.loop.withLock({ $0 }) else { fail("its thread has too little stack") }
        return loop
    }()

    /// What the new thread hands over.
    private final class Start: Sendable {
        let loop = Mutex<(any EventLoop)?>(nil)
        let isReady = DispatchSemaphore(value: 0)
    }

    /// The library's own frames, and what the system reserves at the end of a stack.
    private static let margin = 256 * 1024
    private static let guardSize = 64 * 1024

    private static func makeThread(_ start: Start) -> Bool {
        let attributes = UnsafeMutablePointer<pthread_attr_t>.allocate(capacity: 1)
        defer { attributes.deallocate() }
        guard pthread_attr_init(attributes) == 0 else { return false }
        defer { pthread_attr_destroy(attributes) }
        guard pthread_attr_setstacksize(attributes, LuaVM.Budget.threadStack + margin + guardSize) == 0,
            pthread_attr_setguardsize(attributes, guardSize) == 0,
            pthread_attr_setdetachstate(attributes, Int32(PTHREAD_CREATE_DETACHED)) == 0
        else { return false }
        let given = Unmanaged.passRetained(start)
        var thread = pthread_t()
        let status = pthread_create(
            &thread,
            attributes,
            { context in
                if let context { ProcessLoop.run(Unmanaged<Start>.fromOpaque(context).takeRetainedValue()) }
                return nil
            },
            given.toOpaque()
        )
        if status != 0 { given.release() }
        return status == 0
    }

    /// Runs on the new thread until the process ends.
    private static func run(_ start: Start) {
        guard LuaVM.stackLeft >= LuaVM.Budget.threadStack else {
            start.isReady.signal()
            return
        }
        MultiThreadedEventLoopGroup.withCurrentThreadAsEventLoop { loop in
            start.loop.withLock { $0 = loop }
            start.isReady.signal()
        }
    }

    private static func fail(_ reason: String) -> Never {
        StandardStream.error.writeLine("ibscript: the event loop cannot start: \(reason)")
        exit(ExitStatus.fault)
    }
}
