internal import Glibc

/// Measures the way of a message into a script, that of an order out of the desk, and that of a tick out of the simulator.
///
/// Without arguments: nanoseconds of processor time, on average. `--list`: the cases' names.
/// `--one NAME --count N`: goes the way N times, for a profiler that counts instructions.
@main
struct PathBenchmark {
    static func main() throws {
        let arguments = Array(CommandLine.arguments.dropFirst())
        let isOne = arguments.count == 4 && arguments[0] == "--one" && arguments[2] == "--count"
        if arguments == ["--list"] {
            for name in PathCase.allCases { print(name.rawValue) }
        } else if isOne, let name = PathCase(rawValue: arguments[1]), let count = Int(arguments[3]) {
            print(try name.run(count: count))
        } else if arguments.isEmpty {
            print("case\tns")
            for name in PathCase.allCases { print("\(name.rawValue)\t\(try nanoseconds(of: name))") }
        } else {
            throw UsageError(description: "usage: path-benchmark [--list | --one NAME --count N]")
        }
    }

    private static func nanoseconds(of name: PathCase) throws -> Int {
        let count = 5_000
        let start = now()
        _ = try name.run(count: count)
        return (now() - start) / count
    }

    private static func now() -> Int {
        var time = timespec()
        clock_gettime(CLOCK_PROCESS_CPUTIME_ID, &time)
        return time.tv_sec * 1_000_000_000 + time.tv_nsec
    }
}

/// What is measured.
enum PathCase: String, CaseIterable {
    /// An order that the desk judges by wide limits, numbers, books and makes into bytes.
    case order = "desk-order"
    /// A tick whose handler in Lua gets a table.
    case table = "script-tick-table"
    /// The same where it gets two fields.
    case fields = "script-tick-fields"
    /// A trade, tick by tick, whose handler gets a table.
    case trades = "script-tick-by-tick"
    /// A tick of a live quote, which nothing handles.
    case quote = "script-tick-quote"
    /// A tick whose handler places an order, up to the order's bytes.
    case tickToOrder = "script-tick-order"
    /// A tick whose handler places an entry with a target and a stop, up to the bytes of the third order.
    case tickToBracket = "script-tick-bracket"
    /// A tick that the simulator makes for one of fifty clients, up to its bytes.
    case simulator = "simulator-tick"

    /// The line by which a person is told of an order, on the console's thread.
    case line = "console-order"

    /// Goes the way so many times; gives the bytes of the orders that came out.
    func run(count: Int) throws -> Int {
        switch self {
        case .order:
            var path = try OrderPath()
            return try path.run(count: count)
        case .line: return try ConsolePath().run(count: count)
        case .table: return try TickPath("function(m) sum = sum + m.price end").run(count: count)
        case .fields:
            return try TickPath("function(_, price) sum = sum + price end, {fields = {'reqId', 'price'}}").run(
                count: count
            )
        case .quote:
            let path = try TickPath(script: "live = quote(aapl)")
            // The call returns once bid, ask and last are there.
            for kind in [1, 2] { _ = try path.run(path.price(kind), count: 1) }
            return try path.run(count: count)
        case .trades:
            return try TickPath("function(m) sum = sum + m.price end", of: "tickByTick").run(
                TickPath.trade,
                count: count
            )
        case .simulator:
            var path = try SimulatorPath()
            let bytes = try path.run(count: count)
            guard bytes > 10 * count else { throw UsageError(description: "ticks were not coded") }
            return bytes
        case .tickToBracket:
            let terms = "{action = 'BUY', quantity = 1, limit = m.price, target = m.price + 1, stop = m.price - 1}"
            // The gate copies the last minute's orders for each list of orders, so few of them are from the last minute.
            let path = try TickPath("function(m) bracket(aapl, \(terms)) end", pause: 2)
            let bytes = try path.run(count: count)
            guard bytes > 300 * count else { throw UsageError(description: "brackets were not placed") }
            return bytes
        case .tickToOrder:
            let bytes = try TickPath("function(m) place(aapl, order('BUY', 1, m.price)) end").run(count: count)
            guard bytes > 100 * count else { throw UsageError(description: "orders were not placed") }
            return bytes
        }
    }
}

/// What is wrong.
struct UsageError: Error, CustomStringConvertible {
    let description: String
}
