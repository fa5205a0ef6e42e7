internal import CSandbox
internal import Glibc
internal import ScriptHost

extension ScriptProcess.Ending {
    /// The end of the script's run that follows.
    var runEnd: RunEnd {
        switch reason {
        case .over: RunEnd(.finished)
        case .interrupted: RunEnd(.interrupted, message: "the script did not stop, so its process was ended")
        case .hung:
            RunEnd(.budget, message: "the script does not return although its time is up: its process was ended")
        case .garbled(let what):
            RunEnd(.scriptError, message: "the script's process was ended: it said what no script says: \(what)")
        case nil: byItself
        }
    }

    private var byItself: RunEnd {
        let signal = status & 0x7F
        switch (signal, (status >> 8) & 0xFF) {
        case (0, Int32(CSB_EXIT_MEMORY)): return RunEnd(.budget, message: "the script's process ran out of memory")
        case (0, Int32(CSB_EXIT_FENCE)):
            return RunEnd(.scriptError, message: "the script's process could not lock itself down, so it did not begin")
        case (0, let code):
            return RunEnd(.scriptError, message: "the script's process ended by itself, with code \(code)")
        case (SIGKILL, _):
            return RunEnd(
                .budget,
                message: "the script's process was killed: by the system, for its memory, or by a person"
            )
        case (SIGXCPU, _): return RunEnd(.budget, message: "the script's process used up its time")
        default:
            return RunEnd(.scriptError, message: "the script's process crashed: \(String(cString: strsignal(signal)))")
        }
    }
}
