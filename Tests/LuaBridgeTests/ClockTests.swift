internal import Foundation
internal import LuaBridge
internal import Testing

/// The limit by the clock, and the stop from another thread.
@Suite struct ClockTests {
    private func budget(seconds: Double) -> LuaVM.Budget {
        LuaVM.Budget(
            instructionsPerEvent: 1_000_000_000_000,
            instructionsForMain: 1_000_000_000_000,
            bytes: 32 << 20,
            bytesPerBlock: 1 << 20,
            seconds: seconds
        )
    }

    private func elapsed(_ body: () throws -> Void) rethrows -> Duration {
        let start = ContinuousClock.now
        try body()
        return ContinuousClock.now - start
    }

    @Test(arguments: [
        "while true do end",
        "while true do pcall(function() while true do end end) end",
        "while true do local co = coroutine.wrap(function() while true do end end) pcall(co) end",
        // full collections before every "not enough memory"
        """
        local keep = {}
        while true do
            pcall(function() for i = 1, 1e9 do keep[#keep + 1] = { i, i, tostring(i) } end end)
            pcall(function() keep.s = (keep.s or 'x') .. (keep.s or 'x') end)
        end
        """,
    ])
    func timeIsUp(source: String) throws {
        let host = try TestHost(budget(seconds: 0.15))
        let time = elapsed {
            let error = host.failure(of: source)
            #expect(error?.code == .time || error?.code == .outOfMemory)
        }
        #expect(time < .seconds(5))
        #expect(host.lines == [])
    }

    /// A script that lives at its limit has a full collection in almost every instruction: 500 of them take seconds.
    @Test func theAllocatorReadsTheClockToo() throws {
        let host = try TestHost(budget(seconds: 1))
        let time = elapsed {
            let error = host.failure(
                of: """
                    local keep
                    pcall(function() while true do keep = { keep } end end)
                    for i = 1, 5 do keep = keep[1] end
                    while true do local s = { { { {} } } } end
                    """
            )
            #expect(error?.code == .time)
        }
        #expect(time < .seconds(8))
    }

    /// Few instructions that take long in C: the clock is not left to the count of instructions alone.
    @Test(arguments: [
        "local t = {} for i = 1, 20000 do t[i] = i end while true do pairs(t) end",
        "local s = ('x'):rep(900000) while true do s:upper() end",
        "local s = ('x'):rep(900000) while true do s:find('%d') end",
        "local s = ('x'):rep(900000) while true do utf8.len(s) end",
        "local s = ('1'):rep(60000) while true do tonumber(s, 10) end",
    ])
    func longWorkInCIsTimed(source: String) throws {
        let host = try TestHost(budget(seconds: 0.15))
        let time = elapsed { #expect(host.failure(of: source)?.code == .time) }
        #expect(time < .seconds(1))
    }

    @Test func timeThatIsSpentWaitingOrPausedDoesNotCount() throws {
        var budget = budget(seconds: 0.7)
        budget.instructionsPerSlice = 1_000
        let host = try TestHost(budget)
        var outcome = try host.vm.run("for i = 1, 4000 do end print('done')", chunk: "a.lua")
        let clock = ContinuousClock()
        var rounds = 0
        while case .paused(let pause) = outcome {
            // A busy event loop: more than the whole budget passes between the slices.
            let until = clock.now + .milliseconds(250)
            while clock.now < until {}
            rounds += 1
            outcome = try host.vm.continue(pause)
        }
        #expect(rounds >= 3)
        #expect(host.lines == ["done"])
    }

    @Test func anotherThreadStopsAScript() throws {
        let host = try TestHost(budget(seconds: 60))
        let interrupt = host.vm.interrupt
        // A thread of its own: the pool of tasks may be busy with other tests.
        Thread.detachNewThread { interrupt.stop() }
        let error = host.failure(of: "while true do pcall(function() while true do end end) end")
        #expect(error?.code == .interrupted)
        #expect(interrupt.isStopped)
    }

    @Test func aStopIsSeenByTheNextCallOfTheHost() throws {
        let host = try TestHost(budget(seconds: 60))
        let interrupt = host.vm.interrupt
        try host.vm.register("halt") { _ in
            interrupt.stop()
            return .returned
        }
        #expect(host.failure(of: "halt() print('escaped')")?.code == .interrupted)
        #expect(host.lines == [])
    }

    @Test func aStopWhileNothingRunsRefusesTheNextEntry() throws {
        let host = try TestHost()
        host.vm.interrupt.stop()
        #expect(host.failure(of: "print('escaped')")?.code == .interrupted)
        #expect(host.lines == [])
    }
}
