internal import LuaBridge
internal import NIOCore
internal import ScriptHeader
internal import ScriptHost
internal import SimExchange
internal import TWSSession
internal import Trading

/// `ibscript run`: one script on the embedded simulator or on a paper account.
package enum ScriptRunner {
    /// Runs the script to its end; the calling thread waits for it.
    ///
    /// - Returns: the exit code.
    package static func run(_ options: RunOptions) -> Int32 {
        let loop = ProcessLoop.shared
        do {
            let script = try LoadedScript.load(options.file, inputs: options.inputs)
            try guardPaper(script, options)
            let ended = loop.makePromise(of: Int32.self)
            let console = Console(form: options.json ? .json : .text, zone: options.zone)
            let assembly = RunAssembly(
                script: script,
                options: options,
                loop: loop,
                ended: ended,
                interruption: Interruption(ended: ended),
                console: console
            )
            loop.execute { start(assembly) }
            makeSessionTypes()
            return finish(console, try ended.futureResult.wait())
        } catch let failure as RunFailure {
            StandardStream.error.writeLine("ibscript: \(failure)")
            return failure.status
        } catch {
            StandardStream.error.writeLine("ibscript: \(error)")
            return ExitStatus.fault
        }
    }

    /// Waits for the output of a run that is over; output that is lost makes a success a failure.
    private static func finish(_ console: Console, _ status: Int32) -> Int32 {
        guard case .lost = written(console), status == ExitStatus.success else { return status }
        return ExitStatus.scriptError
    }

    /// Waits for the reader as long as it takes; once a signal has come, 2 s at most.
    private static func written(_ console: Console) -> Console.Outcome {
        while !Signals.isInterrupted {
            let outcome = console.finish(patience: .milliseconds(200))
            if outcome != .unread { return outcome }
        }
        return console.finish(patience: .seconds(2))
    }

    /// A header that promises what is not enforced yet may not trade anything but the simulator.
    private static func guardPaper(_ script: LoadedScript, _ options: RunOptions) throws {
        guard case .paper = options.target, let permissions = script.resolved.permissions else { return }
        let missing = permissions.notEnforcedKeys.map(\.rawValue)
        guard missing.isEmpty else {
            throw RunFailure(
                ExitStatus.denied,
                "\(script.file): [trade] \(missing.joined(separator: ", ")): not enforced yet, so the script is refused "
                    + "outside the simulator; remove the keys or run it without --paper"
            )
        }
    }

    /// Makes the types of a script's session, by making one that nobody uses.
    ///
    /// The runtime makes a type when it is first needed. This thread has nothing to do while the loop connects, so the
    /// loop finds them made: a fifth of the time until the first order.
    private static func makeSessionTypes() {
        let configuration = ScriptConfiguration(mode: .simulator, run: "")
        _ = try? ScriptSession(source: "", file: "", configuration: configuration, identifiers: NoIdentifiers())
    }

    private final class NoIdentifiers: ScriptIdentifiers {
        func nextOrderId() -> Int { 0 }
        func nextRequestId() -> Int { 0 }
    }

    private static func start(_ assembly: RunAssembly) {
        switch assembly.options.target {
        case .simulator: SimulatedRun.start(assembly)
        case .paper(let host, let port): PaperRun.start(assembly, host: host, ports: port.map { [$0] } ?? [7497, 4002])
        }
    }
}

extension RunOptions {
    /// Whose time the run's lines bear.
    fileprivate var zone: Console.Zone {
        switch target {
        case .simulator: .newYork
        case .paper: .local
        }
    }
}
