import Foundation
import Testing

/// A client from PyPI at a server version, as the acceptance programs call it.
struct WitnessClient: Sendable, Hashable, CustomTestStringConvertible {
    /// The virtual environment of `dev/make-python.sh`.
    let environment: String
    /// The desk of the programs: ib_async or official.
    let desk: String
    /// The highest server version that the simulator offers it.
    let serverVersion: Int

    var testDescription: String { "\(environment) at \(serverVersion)" }

    static let ibAsync = WitnessClient(environment: "ib_async", desk: "ib_async", serverVersion: 226)
    static let protobuf = WitnessClient(environment: "ibapi-10.51", desk: "official", serverVersion: 226)
    static let text = WitnessClient(environment: "ibapi-10.51", desk: "official", serverVersion: 200)
    static let old = WitnessClient(environment: "ibapi-9.81", desk: "official", serverVersion: 226)

    static let all = [ibAsync, protobuf, text, old]

    /// A simulator for it, twenty times faster than life.
    func simulator(_ settings: [String] = []) throws -> Simulator {
        try Simulator(["--speed", "20x", "--max-server-version", "\(serverVersion)"] + settings)
    }

    /// Runs a program of the `Clients` folder.
    func run(_ program: String, _ arguments: [String], deadline: Double) throws -> Finished {
        try EndToEndTests.run(
            Program.python(environment),
            [Program.client(program), desk] + arguments,
            deadline: deadline
        )
    }
}
