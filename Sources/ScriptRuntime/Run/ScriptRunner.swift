internal import NIOCore
internal import Notation
internal import ScriptHeader
internal import ScriptHost
internal import TWSSession
internal import Trading

/// `ibscript run`: runs scripts on the embedded simulator or on a paper account.
package enum ScriptRunner {
    /// Runs the scripts to their end; the calling thread waits for it.
    ///
    /// - Parameter dialogue: The user who types into the run; `nil` for none.
    /// - Returns: The exit code.
    package static func run(_ options: RunOptions, with dialogue: RunDialogue? = nil) -> Int32 {
        run(options, with: dialogue, checks: nil)
    }

    /// Does the same; `checks` counts the scripts' checks, and without it failed checks are logged.
    static func run(_ options: RunOptions, with dialogue: RunDialogue?, checks: CheckBook?) -> Int32 {
        let loop = ProcessLoop.shared
        do {
            let data = try data(options)
            let options = try options.filled(from: data.map { data throws(RunFailure) in try .read(data) } ?? .init())
            let scripts = try options.scripts.map {
                try LoadedScript.load($0, inputs: InputTexts(own: $0.inputs, shared: options.sets))
            }
            try checkSets(scripts, options)
            try check(scripts, options)
            if case .live = options.target { try LiveGuard.admit(scripts, options, data) }
            let runs = scripts.map {
                RunIdentity.run(seed: options.seed, source: $0.source, isSimulated: options.startsFresh)
            }
            let processes = try Isolation.processes(scripts, options)
            let keeper = try keeper(scripts, runs, options, data)
            defer { keeper?.end() }
            let ended = loop.makePromise(of: Int32.self)
            let console = Console(
                form: options.json ? .json : .text,
                zone: options.zone,
                output: dialogue?.descriptor ?? StandardStream.output.rawValue,
                error: dialogue?.descriptor ?? StandardStream.error.rawValue,
                log: keeper?.place.folder
            )
            let assembly = RunAssembly(
                scripts: scripts,
                runs: runs,
                processes: processes,
                options: options,
                loop: loop,
                console: console,
                ended: ended,
                interruption: Interruption(ended: ended),
                keeper: keeper,
                dialogue: dialogue,
                checks: checks
            )
            loop.execute { assembly.start() }
            if processes.contains(where: { $0 == nil }) { RunAssembly.makeSessionTypes() }
            return finish(console, try ended.futureResult.wait())
        } catch let failure as RunFailure {
            StandardStream.error.writeLine("ibscript: \(failure)")
            return failure.status
        } catch {
            StandardStream.error.writeLine("ibscript: \(error)")
            return ExitStatus.fault
        }
    }

    /// Returns the data folder. A run on the embedded simulator does without one if there is none.
    private static func data(_ options: RunOptions) throws(RunFailure) -> DataFolder? {
        do throws(RunFailure) {
            return try DataFolder(option: options.dataFolder)
        } catch {
            return try without(options, error)
        }
    }

    private static func without<Value>(_ options: RunOptions, _ failure: RunFailure) throws(RunFailure) -> Value? {
        guard options.target == .simulator else { throw failure }
        StandardStream.error.writeLine("ibscript: \(failure); the run keeps nothing and cannot be controlled")
        return nil
    }

    /// Takes the run's place in the data folder.
    private static func keeper(
        _ scripts: [LoadedScript],
        _ runs: [String],
        _ options: RunOptions,
        _ data: DataFolder?
    ) throws(RunFailure) -> RunKeeper? {
        guard let data else { return nil }
        let isSimulated = options.target == .simulator
        do throws(RunFailure) {
            return try RunKeeper.begin(
                runs[0],
                mode: options.target.word,
                scripts: scripts.map(\.name),
                peers: options.endpoints.map(\.description),
                clientId: isSimulated ? nil : options.clientId ?? RunOptions.usualClientId,
                hasOwnBooks: options.startsFresh,
                in: data
            )
        } catch {
            return try without(options, error)
        }
    }

    /// Waits for the output of an ended run; lost output turns a success into a failure.
    private static func finish(_ console: Console, _ status: Int32) -> Int32 {
        guard case .lost = written(console), status == ExitStatus.success else { return status }
        return ExitStatus.scriptError
    }

    /// Waits for the reader as long as it takes; once a signal has come, at most 2 s.
    private static func written(_ console: Console) -> Console.Outcome {
        while !Signals.isInterrupted {
            let outcome = console.finish(patience: .milliseconds(200))
            if outcome != .unread { return outcome }
        }
        return console.finish(patience: .seconds(2))
    }

    private static func check(_ scripts: [LoadedScript], _ options: RunOptions) throws {
        var names: [String: String] = [:]
        for script in scripts {
            if let other = names.updateValue(script.file, forKey: script.name) {
                throw RunFailure(ExitStatus.usage, sharedName(script, other))
            }
        }
    }

    /// Refuses values that no script takes, since they are probably a typing error.
    private static func checkSets(_ scripts: [LoadedScript], _ options: RunOptions) throws(RunFailure) {
        let declared = scripts.flatMap { $0.header.inputs.map(\.name) }
        for name in options.sets.keys.sorted() where !declared.contains(name) {
            let hint = NearestName.hint(for: name, among: declared)
            throw RunFailure(ExitStatus.usage, "--set \(name): no script of the run declares such an input\(hint)")
        }
    }

    private static func sharedName(_ script: LoadedScript, _ other: String) -> String {
        guard script.file != other else {
            return "\(other) is given twice: a run takes a script once; start it again in a run of its own"
        }
        return "\(other) and \(script.file) are both named \(script.name): two scripts of one run may not share a "
            + "name; give one of them another name in its header"
    }
}

extension RunOptions {
    /// The zone of the times in the run's lines.
    fileprivate var zone: Console.Zone {
        switch target {
        case .simulator: .newYork
        case .paper, .live: .local
        }
    }
}

extension RunOptions.Target {
    /// The word for it in the entry of a live run.
    fileprivate var word: String {
        switch self {
        case .simulator: "sim"
        case .paper: "paper"
        case .live: "live"
        }
    }
}
