package import ScriptHeader

/// What `ibscript run` was asked to do.
package struct RunOptions: Sendable, Equatable {
    /// The host of TWS where none is given: this machine.
    package static let usualHost = "127.0.0.1"

    /// The ports that TWS may listen on.
    package static let ports = 1...65535

    /// Where a script's orders go.
    package enum Target: Sendable, Hashable {
        /// The embedded simulator.
        case simulator
        /// A paper account of the TWS or Gateway at host and port; `nil` is the user's setting, else the usual one.
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

    /// What is written down of a run.
    package enum JournalOption: Sendable, Hashable {
        /// Nothing.
        case off
        /// Every order before it leaves; a power loss may take the last 10 ms.
        case on
        /// The same, and the disk is waited for before an order leaves.
        case full
    }

    /// A script with what it is given.
    package struct Script: Sendable, Equatable {
        /// The script's file.
        package var file: String
        /// Values of the header's inputs, as the command line gave them.
        package var inputs: [String: String]
        /// Its text where it stands in no file; ``file`` then only names it.
        package var text: String?

        /// A script; without values unless given.
        package init(file: String, inputs: [String: String] = [:], text: String? = nil) {
            self.file = file
            self.inputs = inputs
            self.text = text
        }

        /// The file that stands for standard input.
        package static let standardInput = "-"
    }

    /// The scripts, in the order of the command line; at least one.
    package var scripts: [Script]
    /// Where orders go.
    package var target: Target = .simulator
    /// The client's number; `nil` is the user's setting, else 1.
    package var clientId: Int?
    /// The account to trade; required where the login has several.
    package var account: String?
    /// The first digits of the SHA-256 of a script that a person approves by the command line; `nil` without.
    package var approval: String?
    /// Seed of the simulator and of the script's random numbers.
    package var seed = 1
    /// Speed of the simulator's clock.
    package var speed = SimulationSpeed.factor(1)
    /// Ends the run after so many seconds of its own clock.
    package var timeLimit: Double?
    /// Messages per second at most; 0 for no limit.
    package var maximumRate = 50
    /// The folder for data; `nil` is the usual one.
    package var dataFolder: String?
    /// The user's settings, once they are read.
    package var settings = UserSettings()
    /// Whether a script may use a name that belongs to another file.
    package var takesOver = false
    /// Whether the first connection is tried until there is one.
    package var waits = false
    /// How long a time without a connection may last, in seconds; `nil` for ever.
    package var giveUpAfter: Double?
    /// Whether a script begins again when its file changes.
    package var watches = false
    /// Whether events are shown as JSON lines.
    package var json = false
    /// Where the scripts run.
    package var isolation = Isolation.usual
    /// Whether a run is refused where the kernel lacks a fence.
    package var requiresSandbox = false
    /// The program that scripts' processes run; by default this one.
    package var program = "/proc/self/exe"
    /// What is written down of the run.
    package var journal = JournalOption.on
    /// Whether the script is the program's own, which nobody has to approve and whose card is not shown.
    package var isOwn = false
    /// The file that gets every event of the script, for a replay; `nil` for none. Needs one script in a process of its own.
    package var record: String?
    /// Values for the inputs of every script that declares them, by name; what stands with a script goes first.
    package var sets: [String: String] = [:]
    /// Whether what a script has kept on the embedded simulator is there for its next run.
    package var keepsState = false
    /// The embedded simulator; its seed and speed are ``seed`` and ``speed``.
    package var exchange = SimulatorOptions()

    /// Options for some scripts.
    package init(scripts: [Script]) {
        self.scripts = scripts
    }

    /// Whether the other side begins with the run: an embedded simulator without a file.
    var startsFresh: Bool { target == .simulator && exchange.statePath == nil }
}
