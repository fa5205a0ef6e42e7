import Foundation
import Glibc
import Testing

/// Scripts of an attacker against the built program, also with the stacks and the memory that a system may give it.
@Suite("Hostile scripts")
struct HostileScriptTests {
    private struct Attack: CustomTestStringConvertible {
        let testDescription: String
        let source: String
        /// Exit codes that are right.
        let codes: Set<Int32>
        /// What the output must hold.
        var says = ""
    }

    /// Before 5.4.7, Lua goes down two levels of the C stack for each field, to name what is nil.
    private static let chain = "local a = {} a.a = a local x = a" + String(repeating: ".a", count: 60_000) + ".b.c"

    private static let attacks = [
        Attack(
            testDescription: "a chain of 60,000 fields",
            source: chain,
            codes: [65],
            says: "a chain of 60002 fields"
        ),
        Attack(
            testDescription: "a chain of 900 fields in a long function",
            source: "local a = {} a.a = a local n = 0 " + String(repeating: "n=n+1 ", count: 15_000)
                + "print(pcall(function() return a" + String(repeating: ".a", count: 900) + ".b.c.d end))",
            codes: [0],
            says: "attempt to index a nil value (field 'b')"
        ),
        Attack(
            testDescription: "recursion of every kind",
            source: """
                local function lua(n) return 1 + lua(n + 1) end
                local function gsub() return (("x"):gsub("x", gsub)) end
                local function sort() table.sort({ 1, 2 }, sort) end
                local t = setmetatable({}, { __index = function(t, k) return t[k .. "x"] end })
                local co co = function() return coroutine.wrap(co)() end
                for _, f in ipairs{ lua, gsub, sort, function() return t.a end, co } do print((pcall(f, 1))) end
                print(pcall(string.rep, "x", -1))
                """,
            codes: [0],
            says: "true"
        ),
        Attack(
            testDescription: "places that are none",
            source: """
                local s = history(contract("AAPL"), { bars = "1 min", duration = "1800 S" })
                for _, place in ipairs{ math.mininteger, math.maxinteger, 0, -1, 2^53 } do
                    print(pcall(function() return s[place] end))
                end
                local step = pairs(s)
                print(pcall(step, s, math.maxinteger))
                print("alive")
                """,
            codes: [0],
            says: "alive"
        ),
        Attack(
            testDescription: "one string of 32,000 escapes",
            source: "local s = \"" + String(repeating: "\\1", count: 32_000) + "\" print(#s)",
            codes: [0],
            says: "32000"
        ),
        Attack(
            testDescription: "timers that are cancelled",
            source: """
                local t = {}
                for i = 1, 20000 do t[i] = after(1000 - i / 100, function() end) end
                for i = 1, 20000 do t[i]:off() end
                print("alive")
                """,
            codes: [0],
            says: "alive"
        ),
        Attack(
            testDescription: "waits without end",
            source: "for i = 1, 1e6 do spawn(function() sleep(1e6) end) if i % 1000 == 0 then sleep(0.001) end end",
            codes: [3],
            says: "not enough memory"
        ),
    ]

    /// Under a sanitizer, which needs terabytes of addresses, those cannot be limited.
    private static let limits: [String] = {
        let environment = ProcessInfo.processInfo.environment
        let isSanitized = environment["ASAN_OPTIONS"] != nil || environment["TSAN_OPTIONS"] != nil
        return ["true", "ulimit -s unlimited"] + (isSanitized ? [] : ["ulimit -v 4000000"])
    }()

    @Test("are held, whatever the stack", arguments: attacks, limits)
    private func held(attack: Attack, limit: String) throws {
        try withScript(attack.source) { path in
            let begin = ContinuousClock.now
            let result = try run(
                URL(fileURLWithPath: "/bin/sh"),
                ["-c", "\(limit) && exec \"$0\" --speed max \"$1\"", Program.binary.path, path],
                deadline: 60
            )
            #expect(attack.codes.contains(result.status), "\(result.status): \(result.errors.suffix(400))")
            #expect((result.output + result.errors).contains(attack.says), "\(result.errors.suffix(400))")
            #expect(ContinuousClock.now - begin < .seconds(30))
        }
    }

    @Test("a script that cannot pause ends within 5 s of the first signal", arguments: [SIGTERM, SIGINT])
    func signal(number: Int32) throws {
        try withScript(hangingScript) { path in
            let process = Process()
            process.executableURL = Program.binary
            process.arguments = [path]
            let output = Pipe()
            (process.standardOutput, process.standardError) = (output, FileHandle.nullDevice)
            try process.run()
            let watchdog = DispatchWorkItem { kill(process.processIdentifier, SIGKILL) }
            DispatchQueue.global().asyncAfter(deadline: .now() + 40, execute: watchdog)
            #expect(output.fileHandleForReading.readFirstLine() == "begun")
            let begin = ContinuousClock.now
            kill(process.processIdentifier, number)
            process.waitUntilExit()
            watchdog.cancel()
            #expect(process.terminationReason == .exit)
            #expect(process.terminationStatus == 130)
            #expect(ContinuousClock.now - begin < .seconds(5))
        }
    }
}
