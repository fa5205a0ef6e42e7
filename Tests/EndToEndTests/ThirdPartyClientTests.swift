import Foundation
import Testing

/// Real clients from PyPI, unpatched but for one pattern of IbPy (`dev/make-python.sh`), against `ibscript sim`: the witness that the simulator speaks TWS's protocol.
@Suite("Third-party clients")
struct ThirdPartyClientTests {
    static let workflows = [
        "contract_details", "quotes", "history", "market", "limit", "bracket", "what_if", "account", "two_clients",
    ]

    @Test("ib_async 2.1", arguments: workflows)
    func ibAsync(workflow: String) throws {
        try check("ib_async", "ib_async_client.py", workflow)
    }

    @Test("official 9.81.1", arguments: workflows)
    func official981(workflow: String) throws {
        try check("ibapi-9.81", "official_client.py", workflow)
    }

    @Test("official 10.51.1", arguments: workflows)
    func official1051(workflow: String) throws {
        try check("ibapi-10.51", "official_client.py", workflow)
    }

    @Test("IbPy, unframed: the two programs that the scripts come from", arguments: ["hong_kong", "order_routing"])
    func ibPy(program: String) throws {
        try check("ibpy", "ibpy_client.py", program)
    }

    /// One workflow against a simulator of its own, ten times faster than life.
    private func check(_ environment: String, _ program: String, _ workflow: String) throws {
        let simulator = try Simulator(["--speed", "10x"])
        let result = try run(
            Program.python(environment),
            [Program.client(program), "\(simulator.port)", workflow],
            deadline: 180
        )
        #expect(result.output.hasSuffix("ok \(workflow)\n"), "\(result.output)\(result.errors)")
        #expect(result.status == 0)
        #expect(simulator.stop() == 0)
    }
}
