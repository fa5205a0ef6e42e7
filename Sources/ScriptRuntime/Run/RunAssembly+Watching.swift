internal import ScriptCheck
internal import ScriptHeader
internal import ScriptHost
internal import Trading

/// The parts of a run that change with its files.
final class WatchedRun {
    /// The scripts as they currently run.
    var scripts: [LoadedScript]
    /// The reins of each script.
    var reins: [ScriptReins]
    /// The process of each script that has one.
    var processes: [ScriptProcess?]
    /// Watches those reins.
    var watchdog: Watchdog
    /// Watches the files; `nil` if nobody changes them.
    var files: FileWatch?

    init(_ scripts: [LoadedScript], _ reins: [ScriptReins], _ processes: [ScriptProcess?]) {
        (self.scripts, self.reins, self.processes) = (scripts, reins, processes)
        watchdog = Watchdog(reins)
    }
}

extension RunAssembly {
    /// The milliseconds between two checks of the files.
    private static let interval = 200

    /// Restarts scripts when their files change: `--watch`.
    func watch(_ run: WatchedRun, _ coordinator: RunCoordinator, _ mode: ScriptConfiguration.Mode) {
        guard options.watches else { return }
        coordinator.whenChanged = { [unowned coordinator] script in
            do {
                return try renewal(of: script, run, coordinator, mode)
            } catch {
                coordinator.run(.show(.note("not reloaded: \(error)"), of: script))
                return nil
            }
        }
        let changes = run.scripts.indices.map { place in
            loop.signal { [unowned coordinator] in coordinator.take(.changed(ScriptID(place))) }
        }
        run.files = FileWatch(scripts.map(\.file), everyMilliseconds: Self.interval) { changes[$0]() }
    }

    private func renewal(
        of script: ScriptID,
        _ run: WatchedRun,
        _ coordinator: RunCoordinator,
        _ mode: ScriptConfiguration.Mode
    ) throws -> ScriptRenewal {
        let (place, given) = (script.number, options.scripts[script.number])
        let loaded = try LoadedScript.load(given, inputs: InputTexts(own: given.inputs, shared: options.sets))
        try check(loaded, replacing: run.scripts[place], mode)
        let zone = options.settings.zoneName
        var configuration = loaded.configuration(mode, seed: options.seed, run: runs[place], zone: zone)
        configuration.isReloaded = true
        let seat = loaded.seat(mode, run: configuration.run)
        return ScriptRenewal(gate: seat.gate, origin: loaded.origin) { [configuration, loop, interruption] desk in
            let process = try Isolation.processes([loaded], options)[0]
            let renewed: any RunningScript
            if let process {
                run.reins[place] = ScriptReins(process, seconds: loaded.header.budget.seconds)
                renewed = loaded.isolated(process, configuration, desk, coordinator.clock, zone: zone)
            } else {
                let session = try loaded.session(configuration, desk)
                run.reins[place] = ScriptReins(session)
                renewed = session
            }
            run.processes[place]?.end(.over)
            (run.processes[place], run.scripts[place]) = (process, loaded)
            run.watchdog = Watchdog(run.reins)
            interruption.pass(to: coordinator, stopping: run.reins, on: loop)
            return renewed
        }
    }

    /// Refuses a text that is not valid Lua, that has another name, or that may do more than the running one.
    private func check(
        _ new: LoadedScript,
        replacing old: LoadedScript,
        _ mode: ScriptConfiguration.Mode
    ) throws(RunFailure) {
        let text = ScriptSession.chunk(of: new.source)
        switch LuaChunkText(text) {
        case .statements, .expression: break
        case .unfinished: throw RunFailure(ExitStatus.malformed, "\(new.file): the text breaks off")
        case .malformed(let message): throw RunFailure(ExitStatus.malformed, "\(new.file): \(message)")
        }
        guard new.name == old.name else {
            throw RunFailure(ExitStatus.usage, "its name is \(new.name) now, was \(old.name): start the run again")
        }
        func sheet(_ script: LoadedScript) -> PermissionSheet {
            PermissionSheet(script.seat(mode, run: "").gate.limits, script.header)
        }
        let grown = sheet(new).grown(since: sheet(old))
        guard grown.isEmpty else {
            throw RunFailure(
                ExitStatus.denied,
                "it may do more than before (\(grown.joined(separator: "; "))): start the run again"
            )
        }
    }
}
