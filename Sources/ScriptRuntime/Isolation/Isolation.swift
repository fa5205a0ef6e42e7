internal import CSandbox
internal import ScriptHeader
internal import ScriptHost

/// Which scripts run in processes of their own, and behind which fences of the kernel.
enum Isolation {
    /// The fences, by name.
    private static let fences: [(bit: Int32, name: String)] = [
        (Int32(CSB_SECCOMP), "seccomp"), (Int32(CSB_LANDLOCK), "Landlock"),
    ]

    /// Starts a process for each script that needs one; `nil` for one that runs in the run's own process.
    static func processes(_ scripts: [LoadedScript], _ options: RunOptions) throws(RunFailure) -> [ScriptProcess?] {
        guard isIsolated(options) else {
            guard !options.requiresSandbox else {
                throw RunFailure(ExitStatus.usage, "--require-sandbox and --in-process exclude each other")
            }
            return scripts.map { _ in nil }
        }
        let available = try availableFences(requiresAll: options.requiresSandbox)
        var processes: [ScriptProcess?] = []
        for script in scripts {
            let bytes = script.header.budget.memoryMiB << 20
            var (fences, arguments): (Int32, [String]) = (available, [])
            #if DEBUG
                if let trial = ScriptTrial.asked, processes.isEmpty {
                    (fences, arguments) = (available & trial.fences, trial.arguments)
                }
            #endif
            processes.append(
                try ScriptProcess(program: options.program, fences: fences, bytes: bytes, arguments: arguments)
            )
        }
        return processes
    }

    /// Starts the process of one script, whatever the rest of the run is.
    static func process(_ script: LoadedScript, requiresSandbox: Bool) throws(RunFailure) -> ScriptProcess? {
        var options = RunOptions(scripts: [])
        options.isolation = .isolated
        options.requiresSandbox = requiresSandbox
        return try processes([script], options).first.flatMap { $0 }
    }

    /// Whether scripts run in processes of their own, behind every fence.
    static func isWhole(_ options: RunOptions) -> Bool {
        let available = csb_available()
        return isIsolated(options) && fences.allSatisfy { available & $0.bit != 0 }
    }

    private static func isIsolated(_ options: RunOptions) -> Bool {
        switch options.isolation {
        case .usual, .isolated: true
        case .inProcess: false
        }
    }

    /// Returns the fences that the kernel has. Reports once which ones it lacks, or refuses to run.
    static func availableFences(requiresAll: Bool) throws(RunFailure) -> Int32 {
        let available = csb_available()
        let missing = fences.filter { available & $0.bit == 0 }.map(\.name)
        guard !missing.isEmpty else { return available }
        let names = missing.joined(separator: " and ")
        guard !requiresAll else {
            throw RunFailure(ExitStatus.denied, "this kernel has no \(names), and --require-sandbox is given")
        }
        StandardStream.error.writeLine("ibscript: this kernel has no \(names); a script's process does without")
        return available
    }
}
