/// What `ibscript run` was asked to do.
public struct RunOptions: Sendable, Equatable {
    /// The host of TWS where none is given: this machine.
    public static let usualHost = "127.0.0.1"

    /// Where a script's orders go.
    public enum Target: Sendable, Hashable {
        /// The embedded simulator.
        case simulator
        /// A paper account of the TWS or Gateway at host and port; no port tries the usual ones.
        case paper(host: String, port: Int?)
    }

    /// The script's file.
    public var file: String
    /// Values of the header's inputs, as the command line gave them.
    public var inputs: [String: String] = [:]
    /// Where orders go.
    public var target: Target = .simulator
    /// The client's number.
    public var clientId = 1
    /// The account to trade; required where the login has several.
    public var account: String?
    /// Seed of the simulator and of the script's random numbers.
    public var seed = 1
    /// Speed of the simulator's clock.
    public var speed = SimulationSpeed.factor(1)
    /// Ends the run after so many seconds of its own clock.
    public var timeLimit: Double?
    /// Messages per second at most; 0 for no limit.
    public var maximumRate = 50
    /// Whether events are shown as JSON lines.
    public var json = false

    /// Options for one script.
    public init(file: String) {
        self.file = file
    }
}
