internal import NIOCore
internal import NIOPosix

/// The one event loop of the process: a run, or the simulator with all its clients.
enum ProcessLoop {
    /// The loop; its thread starts with the first use.
    ///
    /// A thread per core, which is the library's default, would cost time and memory at the start and do nothing after.
    static let shared: any EventLoop = {
        NIOSingletons.groupLoopCountSuggestion = 1
        return MultiThreadedEventLoopGroup.singleton.any()
    }()
}
