import Foundation
import Testing

/// Row 44: many messages and many reconnects leave memory, descriptors and threads as they are.
@Suite("Endurance")
struct EnduranceTests {
    /// What a process holds.
    private struct Held {
        let kilobytes: Int
        let threads: Int
        let descriptors: Int

        init(_ pid: Int32) throws {
            let status = try String(contentsOfFile: "/proc/\(pid)/status", encoding: .utf8)
            func number(_ name: String) -> Int {
                let line = status.split(separator: "\n").first { $0.hasPrefix(name) }
                return line.flatMap { Int($0.filter(\.isNumber)) } ?? 0
            }
            (kilobytes, threads) = (number("VmRSS:"), number("Threads:"))
            descriptors = try FileManager.default.contentsOfDirectory(atPath: "/proc/\(pid)/fd").count
        }
    }

    /// In full 10 minutes with a restart each minute; some seconds in CI.
    @Test("a run whose TWS restarts again and again stays as it is")
    func flat() throws {
        let script = #"""
            local ticks = 0
            on("tickPrice", function() ticks = ticks + 1 end)
            quote(contract("AAPL"))
            quote(contract("MSFT"))
            print("begun")
            on("resumed", function() print("resumed") end)
            every(600, function() print("ticks", ticks) end)
            """#
        let (restarts, seconds) = (Soak.count(10, else: 6), Soak.count(60, else: 1))
        let options = ["--speed", "300x"]
        var simulator = try Simulator(options)
        let port = simulator.port
        let process = try Run(script, ["--paper", "--port", "\(port)"])
        try #require(process.line(beginning: "begun") != nil, "\(process.said)")
        var held: [Held] = []
        for _ in 1...restarts {
            for _ in 1...seconds { try #require(process.line(beginning: "ticks") != nil, "\(process.said)") }
            held.append(try Held(process.pid))
            simulator.kill()
            simulator = try Simulator(options, port: port)
            try #require(process.line(beginning: "resumed") != nil, "\(process.said)")
        }
        // What the first connections need is there from the second restart on.
        let first = held[1]
        var last = held[held.count - 1]
        // The system's pool adds threads while the machine is busy, and gives them back when they rest for some seconds,
        // which the watchdog's timer may not let them. A thread that each connection loses shows as one more per restart.
        let lost = held.count - 2
        for _ in 1...15 where last.threads >= first.threads + lost {
            try #require(process.line(beginning: "ticks") != nil, "\(process.said)")
            last = try Held(process.pid)
        }
        #expect(last.kilobytes - first.kilobytes <= 5_000, "\(held)")
        #expect(last.threads < first.threads + lost, "\(held)")
        #expect(last.descriptors <= first.descriptors, "\(held)")
        #expect(process.end(SIGTERM) == 130, "\(process.said)")
        Soak.note("\(restarts) restarts: from \(first) to \(last)")
    }
}
