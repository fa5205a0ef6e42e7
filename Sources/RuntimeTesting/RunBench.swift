internal import ScriptHost
package import ScriptRuntime
package import TWSSession
internal import TWSWire
package import Trading

/// A run of fake scripts with a scripted peer, a clock that the test advances, and an output that records what it gets.
package final class RunBench {
    /// What the run has done outside, in order.
    package let trace = RunTrace()
    /// The run's clock.
    package let clock = ManualClock()
    /// The peers.
    package let links: ScriptedLinks
    /// The run's output.
    package let output: RecordingOutput
    /// The run itself.
    package let coordinator: RunCoordinator
    /// The scripts, in the order of the command line.
    package private(set) var scripts: [FakeScript] = []
    /// The exit code; `nil` while the run continues.
    package private(set) var exitCode: Int32?

    /// Makes a run that has not started.
    ///
    /// - Parameters:
    ///   - permissions: The `[trade]` of every script's header.
    ///   - startsFresh: Whether there is nothing earlier at the first connection, so that nothing is asked.
    ///   - history: What the journal contains.
    ///   - restart: When TWS restarts.
    ///   - supervise: Whether it waits for the first connection, reconnects and gives up; by default, it does none of
    ///     these.
    package init(
        _ names: [String] = ["alpha"],
        ports: [Int] = [7497],
        account: String? = nil,
        permissions: TradePermissions? = nil,
        onStop: OnStop = .leave,
        startsFresh: Bool = true,
        history: JournalHistory = JournalHistory(),
        restart: (any NightlyRestart)? = nil,
        journal: ScriptedJournal? = nil,
        supervise: (inout ConnectionSupervisor.Configuration) -> Void = { _ in }
    ) {
        links = ScriptedLinks(trace)
        output = RecordingOutput(trace)
        let endpoints = ports.map { Endpoint(host: "127.0.0.1", port: $0) }
        var supervision = ConnectionSupervisor.Configuration(endpoints: endpoints)
        supervise(&supervision)
        var configuration = RunCoordinator.Configuration(
            mode: .paper,
            account: account,
            clientId: 1,
            supervision: supervision,
            startsFresh: startsFresh
        )
        configuration.restart = restart
        coordinator = RunCoordinator(
            configuration,
            links: links,
            clock: clock,
            output: output,
            journal: journal
        )
        journal?.trace = trace
        coordinator.whenEnded = { [unowned self] in
            exitCode = $0
            trace.note("exit \($0)")
        }
        coordinator.load(history)
        for name in names {
            let gate = RiskGate(permissions: permissions, headerReplacesDefaults: true, defaults: .open)
            let seat = ScriptSeat(name: name, gate: gate, run: "0badcafe", onStop: onStop)
            coordinator.add(seat) { desk in
                let script = FakeScript(name, desk, trace)
                scripts.append(script)
                return script
            }
        }
    }

    /// The first script.
    package var script: FakeScript { scripts[0] }

    /// The peer of the latest connection.
    package var peer: ScriptedLink {
        guard let latest = links.latest else { preconditionFailure("the run has connected") }
        return latest
    }

    /// Starts the run and makes its connection ready, with all turns; clears the trace of it.
    package func begin(nextValidId: Int = 1) {
        coordinator.take(.begin)
        peer.ready(nextValidId: nextValidId)
        clock.settle()
        _ = trace.take()
    }

    /// Makes a script do something in a turn of its own, as a timer would.
    package func act(_ place: Int = 0, _ plan: @escaping (FakeScript) -> Void) {
        scripts[place].next(plan)
        coordinator.take(.timer(.script(ScriptID(place), ScriptTimer(rawValue: 0))))
    }

    /// Returns the trace since the last call, after all turns, without what the scripts heard of ``act(_:_:)``.
    package func done() -> [String] {
        clock.settle()
        return trace.take().filter { !$0.hasSuffix(" timer 0") }
    }

    /// Confirms, as the peer, that the connection is closed.
    package func confirmClose() { peer.end(nil) }
}
