import RuntimeTesting
import ScriptHeader
import ScriptHost
import ScriptRuntime
import TWSSession
import Trading

/// A run of one script in Lua with a peer of the test's, on a clock that the test moves.
final class LuaRun {
    /// The machine's clock as the script's session reads it.
    private final class Machine {
        var nanoseconds: UInt64 = 0
        let step: UInt64

        init(step: UInt64) { self.step = step }

        func read() -> UInt64 {
            nanoseconds += step
            return nanoseconds
        }
    }

    let clock: ManualClock
    let coordinator: RunCoordinator
    private let machine: Machine
    private(set) var exitCode: Int32?

    /// A run that has begun to connect.
    ///
    /// - Parameters:
    ///   - machineStep: Nanoseconds that pass on the machine each time the session looks at its clock.
    ///   - startsFresh: Whether there is nothing of before, so that nothing is asked.
    ///   - history: What the journal tells of earlier runs.
    ///   - reconnects: Whether a lost connection is made again.
    init(
        _ source: String,
        _ links: any LinkProvider,
        _ clock: ManualClock,
        _ output: any RunOutput,
        machineStep: UInt64 = 0,
        startsFresh: Bool = true,
        history: JournalHistory = JournalHistory(),
        reconnects: Bool = false
    ) throws {
        var supervision = ConnectionSupervisor.Configuration(endpoints: [Endpoint(host: "127.0.0.1", port: 7497)])
        supervision.reconnects = reconnects
        self.clock = clock
        machine = Machine(step: machineStep)
        coordinator = RunCoordinator(
            RunCoordinator.Configuration(
                mode: .paper,
                clientId: 1,
                supervision: supervision,
                startsFresh: startsFresh
            ),
            links: links,
            clock: clock,
            output: output
        )
        let header = try ScriptHeader.parse(source: source, file: "test.lua").resolve(inputs: [:])
        let gate = RiskGate(permissions: header.permissions, headerReplacesDefaults: false, defaults: .open)
        let seat = ScriptSeat(name: "test", gate: gate, run: "0badcafe", onStop: header.permissions?.onStop ?? .leave)
        try coordinator.add(seat) { [machine] desk in
            try ScriptSession(
                source: source,
                file: "test.lua",
                configuration: ScriptConfiguration(mode: .paper, header: header, run: "0badcafe"),
                access: desk,
                elapsed: { machine.read() }
            )
        }
        coordinator.whenEnded = { [unowned self] in exitCode = $0 }
        coordinator.load(history)
        coordinator.take(.begin)
    }

    /// Lets time pass on the machine alone.
    func passMachineTime(_ seconds: Double) { machine.nanoseconds += UInt64(seconds * 1e9) }
}

extension RecordingOutput {
    /// What was shown of a kind of event, as text.
    func shown(_ name: String) -> [String] { lines.filter { $0.event.name == name }.map(\.event.text) }

    /// The last line of all.
    var last: String { lines.last?.event.text ?? "" }
}
