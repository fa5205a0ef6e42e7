internal import TWSWire

/// Measures the coders of TWSWire.
///
/// Without arguments: nanoseconds per message of every case. `--list`: the cases' names. `--one NAME --count N`: runs
/// one case N times and prints nothing but a checksum, for a profiler that counts instructions.
@main
struct BenchmarkMain {
    static func main() throws {
        let arguments = Array(CommandLine.arguments.dropFirst())
        let isOne = arguments.count == 4 && arguments[0] == "--one" && arguments[2] == "--count"
        if arguments == ["--list"] {
            for name in BenchmarkCase.names { print(name) }
        } else if isOne, let count = Int(arguments[3]) {
            print(try BenchmarkCase(arguments[1]).run(count: count))
        } else if arguments.isEmpty {
            try printTable()
        } else {
            throw UsageError(description: "usage: wire-benchmark [--list | --one NAME --count N]")
        }
    }

    /// One line per case; for a message of many elements also the time per element.
    private static func printTable() throws {
        print("case\tns_per_message\tns_per_element\tbytes")
        for name in BenchmarkCase.names {
            let benchmark = try BenchmarkCase(name)
            let time = try Stopwatch.nanoseconds(of: benchmark)
            let element = benchmark.elements > 1 ? tenths(time / Double(benchmark.elements)) : ""
            print("\(benchmark.name)\t\(tenths(time))\t\(element)\t\(benchmark.bytes.count)")
        }
    }

    private static func tenths(_ value: Double) -> String {
        "\((value * 10).rounded() / 10)"
    }
}

/// What is wrong with the arguments.
struct UsageError: Error, CustomStringConvertible {
    let description: String
}
