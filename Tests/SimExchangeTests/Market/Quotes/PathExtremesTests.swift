import Testing

@testable import SimExchange

@Suite("PathExtremes")
struct PathExtremesTests {
    @Test func areThoseOfAllValues() throws {
        var generator = SeededGenerator(seed: 17)
        for _ in 0..<60 {
            let path = PricePath(key: generator.next(), stepDeviation: 1e-4)
            let first = generator.nextInteger(in: 1_000_000...8_000_000_000)
            let steps = first...first + generator.nextInteger(in: 0...3000)
            let every = generator.nextInteger(in: 1...9)
            let values = steps.filter { $0 % every == 0 }.map(path.value)
            let found = PathExtremes(of: path, in: steps) { $0 % every == 0 }
            #expect(found?.high == values.max())
            #expect(found?.low == values.min())
        }
    }

    @Test func stepsVaryAsTheyShould() {
        let path = PricePath(key: 99, stepDeviation: 0.01)
        let values = (4_000_000_000...4_000_020_000).map(path.value)
        let squares = zip(values, values.dropFirst()).map { ($1 - $0) * ($1 - $0) }
        let deviation = (squares.reduce(0, +) / Double(squares.count)).squareRoot()
        #expect(abs(deviation - 0.01) < 0.0005)
    }
}

@Suite("ActivityClock")
struct ActivityClockTests {
    @Test(arguments: [ActivityClock.newYork, .hongKong, .currencies])
    func stepsAndBeatsAgree(clock: ActivityClock) {
        var generator = SeededGenerator(seed: 1)
        for _ in 0..<3000 {
            let beat = generator.nextInteger(in: 400_000...4_000_000_000) * clock.beatsPerSecond / 2
            let step = clock.step(of: beat)
            let beats = clock.beats(of: step)
            #expect(beats.contains(beat))
            #expect(clock.step(of: beats.lowerBound) == step && clock.step(of: beats.upperBound - 1) == step)
            #expect(clock.step(of: beats.upperBound) == step + 1 && clock.step(of: beats.lowerBound - 1) == step - 1)
        }
    }
}
