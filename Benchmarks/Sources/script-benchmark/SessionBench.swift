internal import Glibc
internal import ScriptHeader
internal import ScriptHost
internal import TWSWire
internal import Trading

/// A script alone: its requests get numbers, and nobody answers but the bench.
final class SessionBench: DeskAccess {
    private static let header = """
        --[[ibscript
        api = 1
        [budget]
        memory_mib = 640
        seconds = 50
        main_instructions = 5000000000
        instructions = 500000000
        ]]

        """

    private let moment = RunInstant(seconds: 1_767_625_200)
    private var last = 0
    private var isOver = false
    private(set) var session: ScriptSession?

    /// A script that has run to its first wait.
    init(_ source: String) throws {
        let source = Self.header + source
        let header = try ScriptHeader.parse(source: source, file: "bench.lua").resolve(inputs: [:])
        let session = try ScriptSession(
            source: source,
            file: "bench.lua",
            configuration: ScriptConfiguration(mode: .simulator, header: header, run: "0badcafe"),
            access: self,
            elapsed: { 0 }
        )
        self.session = session
        send(.started(SessionFacts(account: "DU1", accounts: ["DU1"], serverVersion: 200, clientId: 1)))
    }

    func submit(_ intent: Intent, line: Int?) -> Verdict {
        last += 1
        return .requested(id: last)
    }

    /// Gives it an event, and the turns that it asks for.
    func send(_ event: ScriptEvent) {
        var events = [event]
        while let next = events.popLast() {
            for effect in session?.handle(next, at: moment) ?? [] {
                switch effect {
                case .continueLater: events.append(.continueSlice)
                case .ended(let end):
                    guard end.exitCode == 0 else { fail(end.message ?? "the script has failed") }
                    isOver = true
                default: break
                }
            }
        }
    }

    /// Gives it a message so many times.
    func send(_ message: ServerMessage, _ count: Int) {
        for _ in 0..<count { send(.message(message)) }
    }

    /// Answers its request for bars.
    func answer(_ bars: [Bar]) {
        var data = ServerMessage.HistoricalData()
        (data.reqId, data.bars) = (last, bars)
        var end = ServerMessage.HistoricalDataEnd()
        end.reqId = last
        send(.message(.historicalData(data)))
        send(.message(.historicalDataEnd(end)))
    }

    /// A script that has not ended has not done what is measured.
    func finish() {
        if !isOver { fail("the script has not ended") }
    }

    private func fail(_ text: String) -> Never {
        print(text)
        exit(1)
    }
}

/// Tasks that do nothing but wait.
enum IdleTasks {
    /// Bytes that each of so many takes: Lua's and the host's.
    static func bytes(_ count: Int, tick: ServerMessage) throws -> Int {
        // Some at a time, so that the queue in which they begin stays short.
        let source = "while true do for i = 1, 100 do spawn(function() sleep(60) end) end wait('tickPrice') end"
        let bench = try SessionBench(source)
        bench.send(tick, 10)
        let before = used()
        bench.send(tick, count / 100)
        return withExtendedLifetime(bench) { (used() - before) / count }
    }

    /// The process's memory that is not on the disk, in bytes.
    private static func used() -> Int {
        guard let file = fopen("/proc/self/statm", "r") else { return 0 }
        defer { fclose(file) }
        var text = [CChar](repeating: 0, count: 256)
        guard fgets(&text, CInt(text.count), file) != nil else { return 0 }
        let words = String(decoding: text.prefix { $0 != 0 }.map { UInt8(bitPattern: $0) }, as: UTF8.self).split(
            separator: " "
        )
        return words.count > 1 ? (Int(words[1]) ?? 0) * sysconf(CInt(_SC_PAGESIZE)) : 0
    }
}
