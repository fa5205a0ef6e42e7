import SimExchange
import Testing

@testable import ScriptRuntime

@Suite("Timers of the simulator")
struct DueTimersTests {
    private func instant(_ seconds: Int64) -> ExchangeInstant { ExchangeInstant(seconds: seconds) }

    @Test("come by their time, then by their start, and not at all when cancelled")
    func order() {
        var timers = DueTimers()
        var generator = SeededGenerator(seed: 7)
        var fired: [Int] = []
        var expected: [(due: Int64, number: Int)] = []
        var numbers: [Int] = []
        for number in 0..<2000 {
            let due = Int64(generator.nextInteger(in: 0...300))
            numbers.append(timers.start(at: instant(due)) { fired.append(number) })
            expected.append((due, number))
            guard number % 3 == 0 else { continue }
            let victim = generator.nextInteger(in: 0...number)
            timers.cancel(numbers[victim])
            expected.removeAll { $0.number == victim }
        }
        while let timer = timers.popFirst() { timer.action() }
        // A stable sort by time, made by another way.
        #expect(fired == expected.sorted { ($0.due, $0.number) < ($1.due, $1.number) }.map(\.number))
        #expect(timers.nextDue == nil)
    }

    @Test("the number of a timer that is over cancels no later one, nor does one that was never given")
    func staleNumbers() {
        var timers = DueTimers()
        var fired: [String] = []
        let first = timers.start(at: instant(1)) { fired.append("first") }
        timers.cancel(first)
        let second = timers.start(at: instant(2)) { fired.append("second") }
        #expect(first != second)
        timers.cancel(first)
        timers.cancel(0)
        timers.cancel(-1)
        #expect(timers.nextDue == instant(2))
        timers.popFirst()?.action()
        timers.cancel(second)
        let third = timers.start(at: instant(3)) { fired.append("third") }
        timers.cancel(second)
        #expect(timers.popFirst(ofFirst: timers.started - 1) == nil)
        timers.popFirst(ofFirst: timers.started)?.action()
        #expect(fired == ["second", "third"])
        _ = timers.start(at: instant(4)) { fired.append("fourth") }
        timers.cancelAll()
        #expect(timers.nextDue == nil)
        _ = timers.start(at: instant(5)) { fired.append("fifth") }
        timers.cancel(third)
        timers.popFirst()?.action()
        #expect(fired == ["second", "third", "fifth"])
    }

    @Test("40,000 are started and cancelled in any order at once")
    func many() {
        var timers = DueTimers()
        let begin = ContinuousClock.now
        let numbers = (0..<40_000).map { timers.start(at: instant(Int64(40_000 - $0))) {} }
        for number in numbers { timers.cancel(number) }
        #expect(timers.nextDue == nil)
        // A look at all the others for each one is 1,600 million steps.
        #expect(ContinuousClock.now - begin < .seconds(5))
    }
}
