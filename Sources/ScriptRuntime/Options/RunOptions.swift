package import ScriptHeader

/// The options of `ibscript run`.
package struct RunOptions: Sendable, Equatable {
    /// The default host of TWS: this machine.
    package static let usualHost = "127.0.0.1"

    /// The ports that TWS may listen on.
    package static let ports = 1...65535

    /// Where a script's orders go.
    package enum Target: Sendable, Hashable {
        /// The embedded simulator.
        case simulator
        /// A paper account of the TWS or Gateway at a host and port; `nil` for the user's setting, or else the usual
        /// one.
        case paper(host: String?, port: Int?)
        /// A real account, likewise.
        case live(host: String?, port: Int?)
    }

    /// Where scripts run.
    package enum Isolation: Sendable, Hashable {
        /// Each in a process of its own, unless the user trusts it.
        case usual
        /// Each in a process of its own.
        case isolated
        /// All in the run's process.
        case inProcess
    }

    /// What the journal of a run records.
    package enum JournalOption: Sendable, Hashable {
        /// Nothing.
        case off
        /// Every order before it leaves; a power loss may take the last 10 ms.
        case on
        /// The same, and an order leaves only once it is on disk.
        case full
    }

    /// A script with its inputs.
    package struct Script: Sendable, Equatable, Codable {
        /// The script's file.
        package var file: String
        /// The values of the header's inputs from the command line.
        package var inputs: [String: String]
        /// Its text if it is not in a file; ``file`` is then only its name.
        package var text: String?

        /// Makes a script; without inputs by default.
        package init(file: String, inputs: [String: String] = [:], text: String? = nil) {
            self.file = file
            self.inputs = inputs
            self.text = text
        }

        /// The file name that stands for standard input.
        package static let standardInput = "-"
    }

    /// The scripts, in the order of the command line; at least one.
    package var scripts: [Script]
    /// Where orders go.
    package var target: Target = .simulator
    /// The client ID; `nil` for the user's setting, or else 1.
    package var clientId: Int?
    /// The account to trade; required if the login has several.
    package var account: String?
    /// The first digits of the SHA-256 of a script approved on the command line; `nil` for none.
    package var approval: String?
    /// The seed of the simulator and of the script's random numbers.
    package var seed = 1
    /// The speed of the simulator's clock.
    package var speed = SimulationSpeed.factor(1)
    /// The number of seconds of its own clock after which the run ends.
    package var timeLimit: Double?
    /// The largest number of messages per second; 0 for no limit.
    package var maximumRate = 50
    /// The data folder; `nil` for the usual one.
    package var dataFolder: String?
    /// The user's settings, once read.
    package var settings = UserSettings()
    /// Whether a script may use a name that belongs to another file.
    package var takesOver = false
    /// Whether the first connection is retried until there is one.
    package var waits = false
    /// How long the run may go without a connection, in seconds; `nil` for forever.
    package var giveUpAfter: Double?
    /// Whether a script restarts when its file changes.
    package var watches = false
    /// Whether events are shown as JSON lines.
    package var json = false
    /// Where the scripts run.
    package var isolation = Isolation.usual
    /// Whether a run is refused if the kernel lacks a fence.
    package var requiresSandbox = false
    /// The program for the scripts' processes; by default this one.
    package var program = "/proc/self/exe"
    /// What the journal records.
    package var journal = JournalOption.on
    /// Whether the script is the program's own: it needs no approval, and its card is not shown.
    package var isOwn = false
    /// The file that records every event of the script, for a replay; `nil` for none. Needs a single script in its own
    /// process.
    package var record: String?
    /// The values for the inputs of every script that declares them, by name; inputs given with a script take
    /// precedence.
    package var sets: [String: String] = [:]
    /// Whether what a script has stored on the embedded simulator is available to its next run.
    package var keepsState = false
    /// The embedded simulator; its seed and speed are ``seed`` and ``speed``.
    package var exchange = SimulatorOptions()

    /// Makes options for some scripts.
    package init(scripts: [Script]) {
        self.scripts = scripts
    }

    /// Whether the other side starts with the run: an embedded simulator without a file.
    var startsFresh: Bool { target == .simulator && exchange.statePath == nil }
}
