import Foundation
import Testing

/// What the kernel sees of a script's process, and of a backtest's, by strace.
@Suite("The lock-down of a script's process")
struct LockDownTests {
    private static let strace = URL(fileURLWithPath: "/usr/bin/strace")

    /// The system calls that the filter lets through, by name.
    private static let allowed: Set<Substring> = [
        "brk", "munmap", "mremap", "madvise", "mmap", "mprotect", "clock_gettime", "clock_nanosleep", "nanosleep",
        "futex", "sched_yield", "getpid", "gettid", "getrandom", "rt_sigaction", "rt_sigprocmask", "rt_sigreturn",
        "sigaltstack", "restart_syscall", "exit", "exit_group", "recvfrom", "sendto", "tgkill", "gettimeofday",
    ]

    /// What an event loop needs besides, each for its own descriptors.
    private static let loop: Set<Substring> = ["epoll_wait", "epoll_pwait", "timerfd_settime", "read", "write"]

    /// The calls that the process of a backtest makes behind its filter, in both of its threads, and those before it.
    private func backtestCalls(_ arguments: [String], _ log: String) throws -> (before: [Substring], after: [Substring])
    {
        let words = ["-f", "-s", "4096", "-o", log, Program.binary.path, "backtest"]
        let result = try run(Self.strace, words + arguments, deadline: 90)
        #expect(result.status == 0, "\(result.errors)")
        let lines = try String(contentsOfFile: log, encoding: .utf8).split(separator: "\n")
        let begin = try #require(
            lines.firstIndex { $0.contains("seccomp(SECCOMP_SET_MODE_FILTER, SECCOMP_FILTER_FLAG_TSYNC") }
        )
        let main = lines[begin].prefix { $0 != " " }
        let made = lines[..<begin].filter { $0.hasPrefix("\(main) ") && $0.contains(/\ clone3?\(/) }
        let other = try #require(made.first?.split(separator: " ").last)
        #expect(made.count == 1)
        func own(_ lines: ArraySlice<Substring>) -> [Substring] {
            lines.filter { $0.hasPrefix("\(main) ") || $0.hasPrefix("\(other) ") }
        }
        // It is behind Landlock as well: its thread was made there.
        let before = own(lines[..<begin])
        let landlock = try #require(before.firstIndex { $0.contains(" landlock_restrict_self(") })
        #expect(landlock < (try #require(before.firstIndex { $0.contains(/\ clone3?\(/) })))
        return (before, own(lines[(begin + 1)...]))
    }

    @Test("a backtest opens, connects and executes nothing once it is locked down, and has the script only then")
    func backtest() throws {
        try #require(
            FileManager.default.isExecutableFile(atPath: Self.strace.path),
            "install strace: apt-get install strace"
        )
        let log = FileManager.default.temporaryDirectory.appendingPathComponent("\(UUID())").path
        defer { try? FileManager.default.removeItem(atPath: log) }
        let data = Program.root.appendingPathComponent("scripts/data").path
        let script = Program.script("sma_cross.lua")
        let (before, after) = try backtestCalls([script, "symbol=ACME", "size=1 day", "--data", data], log)
        let names = after.compactMap { $0.firstMatch(of: /^\d+ +([a-z_0-9]+)\(/)?.1 }
        #expect(Set(names).subtracting(Self.allowed).subtracting(Self.loop) == [])
        #expect(after.allSatisfy { !$0.contains("EPERM") })
        for call in after.compactMap({ $0.firstMatch(of: /^\d+ +(?:read|write|epoll_p?wait|timerfd_settime)\((\d+)/) })
        {
            #expect(try #require(Int(call.1)) > 2)
        }
        #expect(before.contains { $0.contains("PR_SET_NO_NEW_PRIVS, 1") })
        #expect(before.contains { $0.contains("/ACME.csv\"") })
        let source = "on(\\\"bar\\\""
        #expect(before.allSatisfy { !$0.contains(source) } && after.contains { $0.contains(source) })
    }

    /// The names of the calls that the thread with the filter makes behind it, in a run of these arguments.
    private func calls(_ arguments: [String], _ log: String) throws -> [Substring] {
        let words = ["-f", "-o", log, Program.binary.path, "run", "--isolate", "--data-dir", Program.dataFolder()]
        let result = try run(Self.strace, words + arguments, deadline: 90)
        #expect(result.status == 0, "\(result.errors)")
        let lines = try String(contentsOfFile: log, encoding: .utf8).split(separator: "\n")
        let begin = try #require(
            lines.firstIndex { $0.contains("seccomp(SECCOMP_SET_MODE_FILTER, SECCOMP_FILTER_FLAG_TSYNC") }
        )
        let thread = lines[begin].prefix { $0 != " " } + " "
        return lines[(begin + 1)...].filter { $0.hasPrefix(thread) }.compactMap { line in
            guard let match = line.firstMatch(of: /^\d+ +([a-z_0-9]+)\(/) else { return nil }
            return match.1
        }
    }

    @Test("it opens, connects, executes and forks nothing once it is locked down, and reads its source only then")
    func afterwards() throws {
        try #require(
            FileManager.default.isExecutableFile(atPath: Self.strace.path),
            "install strace: apt-get install strace"
        )
        let log = FileManager.default.temporaryDirectory.appendingPathComponent("\(UUID())").path
        defer { try? FileManager.default.removeItem(atPath: log) }
        let calls = try calls(["--speed", "max", Program.script("buy_aapl.lua")], log)
        #expect(Set(calls).subtracting(Self.allowed) == [])
        #expect(calls.count { $0 == "recvfrom" } > 3)
        let text = try String(contentsOfFile: log, encoding: .utf8)
        let filter = try #require(text.range(of: "seccomp(SECCOMP_SET_MODE_FILTER, SECCOMP_FILTER_FLAG_TSYNC"))
        let first = try #require(text.range(of: "recvfrom(0, "))
        #expect(filter.lowerBound < first.lowerBound)
        #expect(text[..<filter.lowerBound].contains("landlock_restrict_self("))
        #expect(text[..<filter.lowerBound].contains("PR_SET_NO_NEW_PRIVS, 1"))
    }
}
