import Foundation
import SimExchange
import TWSWire
import Testing

@testable import ScriptRuntime

/// A file that a simulator of before wrote, killed while orders were on their way, still opens, and the exchange goes on
/// from it. What it must hold was noted by the client that placed the orders, ib_async 2.1.
@Suite("A state file of an earlier version")
struct KeptFileTests {
    private static let statuses: [Int: OrderStatus] = [
        10: .filled, 11: .filled, 12: .filled, 13: .filled, 14: .filled, 15: .filled, 16: .filled, 17: .filled,
        19: .submitted, 20: .preSubmitted, 21: .preSubmitted, 22: .preSubmitted, 23: .preSubmitted, 24: .preSubmitted,
        25: .preSubmitted, 26: .submitted, 27: .submitted, 28: .preSubmitted, 29: .preSubmitted, 30: .submitted,
        31: .preSubmitted, 32: .filled, 33: .submitted, 34: .filled, 35: .submitted, 37: .cancelled, 38: .inactive,
        39: .preSubmitted, 40: .preSubmitted, 41: .preSubmitted, 42: .preSubmitted,
    ]

    /// Held by the exchange (36), and on the way to it (43): of these the client had heard nothing.
    private static let silent: Set<Int> = [36, 43]

    @Test("It holds the orders that the client saw, and those on their way fill")
    func opens() throws {
        let folder = FileManager.default.temporaryDirectory.appendingPathComponent("ibscript-\(UUID())")
        try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
        defer { try? FileManager.default.removeItem(at: folder) }
        let sample = try #require(Bundle.module.url(forResource: "Samples/simulator", withExtension: "state"))
        let path = folder.appendingPathComponent("simulator.state")
        try FileManager.default.copyItem(at: sample, to: path)

        let file = try SimulatorState(path: path.path)
        var options = SimulatorOptions()
        options.seed = 42
        let exchange = try file.exchange(options.exchangeConfiguration(now: .virtualStart), now: nil)
        #expect(exchange.accountCodes == ["DU8581391", "DU8581392"])
        let orders = Dictionary(exchange.snapshot.orders.map { ($0.orderId, $0.status) }) { first, _ in first }
        #expect(orders.filter { !Self.silent.contains($0.key) } == Self.statuses)
        #expect(Self.silent.isSubset(of: orders.keys) && exchange.snapshot.executions.count == 15)

        // What was on its way arrives, and the file takes what has changed.
        var later = ChaosExchange(exchange)
        try file.save(&later, withClock: true)
        _ = later.advance(to: exchange.now.adding(seconds: 1))
        try file.save(&later, withClock: true)
        let filled = later.snapshot.orders.filter { [40, 41, 43].contains($0.orderId) }
        #expect(filled.map(\.status) == [.filled, .filled, .filled])
        #expect(filled.map(\.averageFillPrice).prefix(2) == [189.89, 1.17195])
        try file.close()

        let again = try SimulatorState(path: path.path)
        let reopened = try again.exchange(options.exchangeConfiguration(now: .virtualStart), now: nil)
        #expect(reopened.snapshot.orders == later.snapshot.orders)
        #expect(reopened.snapshot.executions == later.snapshot.executions)
        #expect(reopened.snapshot.accounts == later.snapshot.accounts)
        try again.close()
    }
}
