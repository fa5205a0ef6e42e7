import Testing

@testable import SimExchange

@Suite("SeededGenerator")
struct SeededGeneratorTests {
    /// First outputs of the reference program by Sebastiano Vigna (splitmix64.c).
    @Test func isSplitMix64() {
        let outputs: [UInt64: [UInt64]] = [
            0: [0xE220_A839_7B1D_CDAF, 0x6E78_9E6A_A1B9_65F4, 0x06C4_5D18_8009_454F],
            1_234_567: [6_457_827_717_110_365_317, 3_203_168_211_198_807_973, 9_817_491_932_198_370_423],
        ]
        for (seed, expected) in outputs {
            var generator = SeededGenerator(seed: seed)
            #expect((0..<expected.count).map { _ in generator.next() } == expected)
        }
    }

    @Test func derivedStreamsDependOnNameAndSeedOnly() {
        let root = SeededGenerator(seed: 7)
        var first = root.derived("fills")
        var again = SeededGenerator(seed: 7).derived("fills")
        var other = root.derived("ids")
        var otherSeed = SeededGenerator(seed: 8).derived("fills")
        let value = first.next()
        #expect(value == again.next())
        #expect(value != other.next())
        #expect(value != otherSeed.next())
    }

    @Test func derivedStreamsOfNeighbouringIdsAreUnrelated() {
        let root = SeededGenerator(seed: 1)
        let bits = (0..<1000).map { id in
            var (left, right) = (root.derived(id), root.derived(id + 1))
            return (left.next() ^ right.next()).nonzeroBitCount
        }
        // 1000 times 64 fair coins: the mean is 32 with a standard deviation of 4 / √1000 = 0.13.
        #expect(abs(Double(bits.reduce(0, +)) / 1000 - 32) < 0.6)
    }

    @Test func unitsFillTheirRangeEvenly() {
        var generator = SeededGenerator(seed: 3)
        var tenths = [Int](repeating: 0, count: 10)
        for _ in 0..<20_000 {
            let unit = generator.nextUnit()
            #expect((0..<1).contains(unit))
            tenths[Int(unit * 10)] += 1
        }
        #expect(tenths.allSatisfy { (1800...2200).contains($0) })
    }
}
