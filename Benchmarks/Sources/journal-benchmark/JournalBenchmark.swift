internal import Glibc
internal import Store
internal import TWSWire
internal import Trading

/// Measures what the journal of an account adds to an order.
///
/// Without arguments: microseconds per commit of every case. `--list`: the cases' names. `--one NAME --count N`: commits N
/// times, for a profiler that counts instructions. Journals are made in the folder for temporary files.
@main
struct JournalBenchmark {
    static func main() throws {
        let arguments = Array(CommandLine.arguments.dropFirst())
        let isOne = arguments.count == 4 && arguments[0] == "--one" && arguments[2] == "--count"
        if arguments == ["--list"] {
            for name in JournalCase.allCases { print(name.rawValue) }
        } else if isOne, let name = JournalCase(rawValue: arguments[1]), let count = Int(arguments[3]) {
            // The closing of the file is not counted.
            let (_, file) = try name.times(of: count)
            withExtendedLifetime(file) { exit(0) }
        } else if arguments.isEmpty {
            print("case\tminimum_us\tmedian_us\tp99_us")
            for name in JournalCase.allCases { print(try line(name)) }
        } else {
            throw UsageError(description: "usage: journal-benchmark [--list | --one NAME --count N]")
        }
    }

    private static func line(_ name: JournalCase) throws -> String {
        let times = try name.times(of: 5_000).times.sorted()
        func tenths(_ place: Int) -> String { "\((Double(times[place]) / 100).rounded() / 10)" }
        return "\(name.rawValue)\t\(tenths(0))\t\(tenths(2_500))\t\(tenths(4_950))"
    }
}

/// What is committed each time.
enum JournalCase: String, CaseIterable {
    /// An order is about to leave; that the one before has left rides along.
    case order = "journal-order"
    /// The same, and then what TWS says of it.
    case status = "journal-order-and-status"

    /// Nanoseconds of the thread's processor time, of each commit or pair; the database follows on another thread.
    func times(of count: Int) throws -> (times: [Int], file: JournalFile) {
        let path = "\(getenv("TMPDIR").map { String(cString: $0) } ?? "/tmp")/ibscript-benchmark-\(getpid()).db"
        let file = try JournalFile(path: path, .process)
        defer { for end in ["", "-wal", "-shm", "-ahead", "-ahead2"] { unlink(path + end) } }
        var times: [Int] = []
        times.reserveCapacity(count)
        for number in 1...count {
            let start = Self.now(CLOCK_THREAD_CPUTIME_ID)
            var records = [Self.intent(number)]
            if number > 1 { records.insert(Self.record(.sent(orderId: number - 1), number - 1), at: 0) }
            try file.commit(records, at: Self.stamp)
            if self == .status {
                let state = JournalOrderState(
                    reference: Self.reference(number),
                    permId: number,
                    word: "Submitted",
                    isDone: false
                )
                try file.commit([Self.record(.message(Self.status(number)), number)], states: [state], at: Self.stamp)
            }
            times.append(Self.now(CLOCK_THREAD_CPUTIME_ID) - start)
        }
        return (times, file)
    }

    private static func reference(_ number: Int) -> String { "ibs.r.0badcafe.\(number)." }

    private static func intent(_ number: Int) -> JournalRecord {
        var contract = Contract()
        (contract.symbol, contract.secType, contract.exchange, contract.currency) = ("AAPL", .stock, "SMART", "USD")
        var order = Order()
        (order.action, order.totalQuantity, order.orderType, order.lmtPrice) = (.buy, 1, .limit, 190.37)
        (order.orderRef, order.account, order.tif) = (reference(number), "DU1234567", .day)
        return record(.intent(orderId: number, contract: contract, order: order), number)
    }

    private static func status(_ number: Int) -> ServerMessage {
        var message = ServerMessage.OrderStatus()
        (message.orderId, message.status, message.permId, message.clientId) = (number, .submitted, number, 1)
        message.remaining = 1
        return .orderStatus(message)
    }

    private static func record(_ event: JournalRecord.Event, _ number: Int) -> JournalRecord {
        JournalRecord(
            at: stamp.wall,
            run: "0badcafe",
            clientId: 1,
            script: ScriptID(0),
            scriptName: "benchmark",
            line: 7,
            subjects: [JournalRecord.Subject(orderId: number, reference: reference(number))],
            event: event
        )
    }

    /// Real clocks take as long as these.
    private static var stamp: JournalStamp {
        JournalStamp(
            monotonic: Int64(now(CLOCK_MONOTONIC)),
            wall: RunInstant(nanoseconds: Int64(now(CLOCK_REALTIME)))
        )
    }

    private static func now(_ clock: clockid_t) -> Int {
        var time = timespec()
        clock_gettime(clock, &time)
        return time.tv_sec * 1_000_000_000 + time.tv_nsec
    }
}

/// What is wrong with the arguments.
struct UsageError: Error, CustomStringConvertible {
    let description: String
}
