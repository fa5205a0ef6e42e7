internal import Glibc
internal import ScriptHost
internal import TWSWire
internal import Trading

/// Measures what the host of scripts costs, without a run around it.
///
/// Without arguments: microseconds of every case, and what a waiting task takes. `--list`: the cases' names. `--one NAME
/// --count N`: does it N times, for a profiler that counts instructions.
@main
struct ScriptBenchmark {
    static func main() throws {
        let arguments = Array(CommandLine.arguments.dropFirst())
        let isOne = arguments.count == 4 && arguments[0] == "--one" && arguments[2] == "--count"
        if arguments == ["--list"] {
            for name in ScriptCase.allCases { print(name.rawValue) }
        } else if isOne, let name = ScriptCase(rawValue: arguments[1]), let count = Int(arguments[3]) {
            try name.run(count)
        } else if arguments.isEmpty {
            // First, while nothing that was given back hides what is taken.
            print("bytes of a task that sleeps: \(try IdleTasks.bytes(20_000, tick: ScriptCase.tick))")
            print("case\tus_each")
            for name in ScriptCase.allCases { print(try line(name)) }
        } else {
            throw UsageError(description: "usage: script-benchmark [--list | --one NAME --count N]")
        }
    }

    /// The least time of five runs, without what the start costs.
    private static func line(_ name: ScriptCase) throws -> String {
        let (low, high) = (name.usual / 10, name.usual)
        let least =
            try (0..<5).map { _ in
                let first = try time { try name.run(low) }
                return try time { try name.run(high) } - first
            }.min() ?? 0
        let each = Double(least) / Double(high - low) / 1_000
        return "\(name.rawValue)\t\((each * 1_000).rounded() / 1_000)"
    }

    private static func time(_ body: () throws -> Void) rethrows -> Int {
        let start = now()
        try body()
        return now() - start
    }

    private static func now() -> Int {
        var time = timespec()
        clock_gettime(CLOCK_PROCESS_CPUTIME_ID, &time)
        return time.tv_sec * 1_000_000_000 + time.tv_nsec
    }
}

/// What is done each time.
enum ScriptCase: String, CaseIterable {
    /// A message reaches a handler, which reads two of its fields.
    case callback = "lua-callback"
    /// A message ends a wait, and the next one begins.
    case wait = "lua-wait"
    /// A bar of a series goes into two averages and a crossing.
    case averages = "lua-sma-cross"
    /// A bar of an answer goes into a series, and its close into a sum in Lua.
    case sum = "lua-history-sum"

    /// How often for a time that can be measured.
    var usual: Int {
        switch self {
        case .callback, .wait: 200_000
        case .averages: 1_000_000
        case .sum: 100_000
        }
    }

    /// Does it so many times.
    func run(_ count: Int) throws {
        switch self {
        case .callback:
            let bench = try SessionBench("n = 0 on('tickPrice', function(m) n = n + m.price + m.reqId end) sleep(9)")
            bench.send(Self.tick, count)
        case .wait:
            let bench = try SessionBench("while true do wait('tickPrice') end")
            bench.send(Self.tick, count)
        case .averages:
            let bench = try SessionBench(
                """
                local fast, slow, cross, n = sma(10), sma(30), crossing(), 0
                for i = 1, \(count) do
                    local x = i % 97
                    if cross:push(fast:push(x), slow:push(x)) then n = n + 1 end
                end
                print(n)
                """
            )
            bench.finish()
        case .sum:
            let bench = try SessionBench(
                """
                local h, s = history(contract("AAPL"), {bars = "1 min", duration = "1 D"}), 0
                for i = 1, #h do s = s + h[i].close end
                print(s)
                """
            )
            bench.answer(Self.bars(count))
            bench.finish()
        }
    }

    static let tick: ServerMessage = {
        var tick = ServerMessage.TickPrice()
        (tick.reqId, tick.tickType, tick.price) = (1, 1, 190.37)
        return .tickPrice(tick)
    }()

    private static func bars(_ count: Int) -> [Bar] {
        (0..<count).map { place in
            var bar = Bar()
            (bar.date, bar.open, bar.high, bar.low, bar.close) = ("\(1_767_625_200 + place * 60)", 190, 191, 189, 190.5)
            (bar.volume, bar.wap, bar.barCount) = (ExactDecimal(100), ExactDecimal(190), 12)
            return bar
        }
    }
}

/// A wrong command line.
private struct UsageError: Error, CustomStringConvertible {
    let description: String
}
