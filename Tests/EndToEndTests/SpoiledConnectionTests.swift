import Foundation
import RandomTesting
import Testing

/// A connection that is spoiled at some byte, in the middle of a frame or not, over real TCP: every order is placed once.
@Suite("Spoiled connections")
struct SpoiledConnectionTests {
    private static let faults = ["cut", "reset", "truncate", "split", "stall"]

    /// The positions are spread by chance over what a run sends (about 3 kB) and hears (about 12 kB). A stall takes 15 s to be
    /// found out, so that there are fewer of them.
    @Test("one order for each key, whatever byte it is", arguments: 0..<Soak.count(200, else: 20))
    func spoiled(_ round: Int) throws {
        var random = SplitMix(seed: UInt64(round) &* 15_485_863 &+ 11)
        let fault = round % 10 == 9 ? "stall" : Self.faults[round % 4]
        let isUp = Bool.random(using: &random)
        let offset = Int.random(in: isUp ? 30...3_000 : 60...12_000, using: &random)
        let simulator = try Simulator(["--speed", "20x", "--seed", "\(round + 1)"])
        let proxy = try Peer(
            program: "fault_proxy.py",
            ["\(simulator.port)", fault, isUp ? "up" : "down", "\(offset)"]
        )
        let keyed = KeyedRun(count: 4, port: proxy.port)
        let place = "round \(round): \(fault) \(isUp ? "up" : "down") at \(offset)"
        try keyed.finish(try keyed.start(), at: simulator.port, place)
        #expect(simulator.stop() == 0)
    }
}
