import FoundationEssentials
import TWSWire
import Testing

@testable import SimExchange

/// What the exchange sends over seeded flows is, message by message, what it sent when the flows were recorded.
///
/// A change that is meant to change no behaviour leaves every digest as it is. One that changes what clients are sent
/// changes some: `IBSCRIPT_RECORDING=FOLDER swift test --filter RecordedFlowTests` writes every message into a file for
/// each flow, a comparison with a run of the code before shows whether the difference is the wanted one, and the digest
/// that the failed test tells is then the new one.
@Suite struct RecordedFlowTests {
    @Test(arguments: RecordedFlows.chosen)
    func sendsTheSame(_ flow: RecordedFlows.Named) throws {
        let recording = try flow.run()
        try recording.write(flow.name)
        #expect("\(flow.name) \(recording.digest)" == "\(flow.name) \(RecordedFlows.digests[flow.name] ?? "")")
    }
}
