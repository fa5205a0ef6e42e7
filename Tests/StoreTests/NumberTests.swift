import Foundation
import Store
import Testing

/// Numbers come back from a file bit by bit.
@Suite struct NumberTests {
    private struct Numbers: Codable {
        var number: Int64
        var price: Double
    }

    private static let integers: [Int64] = [.min, .min + 1, -1 << 53 - 1, -1, 0, 1 << 53 + 1, .max - 1, .max]
    private static let doubles: [Double] = [
        0, -0.0, 0.1, 0.1 + 0.2, -1.0 / 3, 1e21, 1e22, .leastNonzeroMagnitude, .leastNormalMagnitude,
        .greatestFiniteMagnitude, .infinity, -.infinity, .nan, Double(Int64.max), 1.0.nextUp, 1.0.nextDown,
    ]

    @Test func comeBackAsTheyWere() throws {
        var random = SystemRandomNumberGenerator()
        let finite = (0..<20_000).map { _ in Double(bitPattern: random.next()) }.filter(\.isFinite)
        let prices = Self.doubles + finite
        let numbers = Self.integers + (0..<Int64(prices.count - Self.integers.count)).map { $0 * 1_000_003 + 7 }
        let rows = zip(numbers, prices).map { Numbers(number: $0, price: $1) }
        let path = FileManager.default.temporaryDirectory.appendingPathComponent("ibscript-\(UUID()).db").path
        let file = try SimulatorFile(path: path)
        try file.write { try $0.put(rows, in: .events) }
        let again = try file.read(Numbers.self, from: .events)
        let expected = rows.sorted { $0.number < $1.number }
        #expect(again.map(\.number) == expected.map(\.number))
        #expect(again.map(\.price.bitPattern) == expected.map(\.price.bitPattern))
        try file.close()
        try FileManager.default.removeItem(atPath: path)
    }
}
