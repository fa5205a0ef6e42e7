import Dispatch
import Glibc
import ScriptHost
import ScriptRuntime
import Synchronization
import Testing
import Trading

@Suite("console")
struct ConsoleTests {
    /// 2026-01-05 10:00:00 in New York.
    private static let start = 1_767_625_200.0

    private func line(_ event: HostEvent, after seconds: Double = 0) -> ConsoleLine {
        ConsoleLine(time: RunInstant(seconds: Self.start + seconds), event: event)
    }

    @Test("Prints go to stdout without a time, everything else to stderr with the exchange's")
    func streams() {
        let (output, error) = (ConsolePipe(), ConsolePipe())
        let console = Console(form: .text, zone: .newYork, output: output.writer, error: error.writer)
        console.show([line(.print("p")), line(.log("l"), after: 3.12)])
        console.show([line(.error(code: 201, message: "m", id: 4), after: 3_600)])
        #expect(console.finish(patience: nil) == .written)
        #expect(output.rest() == "p\n")
        #expect(error.rest() == "10:00:03.120 l\n11:00:00.000 error 201 on 4: m\n")
    }

    @Test("JSON goes to stdout, and the counts come before the end")
    func json() {
        let (output, error) = (ConsolePipe(), ConsolePipe())
        let console = Console(form: .json, zone: .newYork, output: output.writer, error: error.writer)
        console.show([line(.note("a")), line(.note("a"), after: 0.5), line(.print("p"), after: 1)])
        #expect(console.finish(patience: nil) == .written)
        #expect(
            output.rest().split(separator: "\n") == [
                #"{"event":"log","time":1767625200,"text":"a"}"#, #"{"event":"print","time":1767625201,"text":"p"}"#,
                #"{"event":"repeated","time":1767625201,"of":"log","count":1,"message":"a"}"#,
            ]
        )
        #expect(error.rest() == "")
    }

    @Test("Where both streams are one, lines stand as they were shown")
    func oneOrder() {
        let both = ConsolePipe()
        let console = Console(form: .text, zone: .newYork, output: both.writer, error: both.writer)
        for number in 0..<500 { console.show([line(.print("p \(number)")), line(.log("l \(number)"))]) }
        #expect(console.finish(patience: nil) == .written)
        let expected = (0..<500).flatMap { ["p \($0)", "10:00:00.000 l \($0)"] }
        #expect(both.rest().split(separator: "\n").map(String.init) == expected)
    }

    @Test("A reader that does not read blocks nobody; there is room again once it has read half")
    func stalled() throws {
        let (output, error) = (ConsolePipe(), ConsolePipe())
        let console = Console(form: .text, zone: .newYork, output: output.writer, error: error.writer)
        #expect(console.hasRoom)
        let text = String(repeating: "x", count: 50)
        let before = ContinuousClock.now
        for number in 0..<100_000 { console.show([line(.print("\(number) \(text)"))]) }
        #expect(ContinuousClock.now - before < .seconds(10))
        #expect(!console.hasRoom)
        #expect(console.finish(patience: .milliseconds(1)) == .unread)
        let room = DispatchSemaphore(value: 0)
        console.whenRoom { room.signal() }
        // Half of what may wait is left when there is room: far more than one read gives.
        let first = output.text { $0.count > 1_000_000 }
        #expect(room.wait(timeout: .now()) == .timedOut)
        #expect(!console.hasRoom)
        let reader = DispatchQueue(label: "reader")
        let rest = ReadText()
        let descriptor = output.reader
        reader.async { rest.set(descriptor) }
        #expect(room.wait(timeout: .now() + 60) == .success)
        #expect(console.hasRoom)
        let isAtOnce = DispatchSemaphore(value: 0)
        console.whenRoom { isAtOnce.signal() }
        #expect(isAtOnce.wait(timeout: .now()) == .success)
        #expect(console.finish(patience: .seconds(60)) == .written)
        close(output.writer)
        reader.sync {}
        let lines = (first + rest.text).split(separator: "\n")
        #expect(lines.count == 100_000)
        #expect(lines.first?.hasPrefix("0 x") == true && lines.last?.hasPrefix("99999 x") == true)
    }

    @Test("A full disk loses output, which is said on the other stream once")
    func full() throws {
        let error = ConsolePipe()
        let disk = open("/dev/full", O_WRONLY)
        defer { close(disk) }
        let console = Console(form: .text, zone: .newYork, output: disk, error: error.writer)
        console.show([line(.print("p")), line(.log("l"), after: 1), line(.print("q"), after: 2)])
        let message = "cannot write the output: No space left on device"
        #expect(console.finish(patience: nil) == .lost(message: message))
        #expect(error.rest() == "10:00:00.000 ibscript: \(message)\n10:00:01.000 l\n")
    }

    @Test("A reader that is gone loses the rest, and that is no error")
    func gone() {
        let (output, error) = (ConsolePipe(), ConsolePipe())
        output.closeReader()
        let console = Console(form: .text, zone: .newYork, output: output.writer, error: error.writer)
        console.show([line(.print("p")), line(.log("l"))])
        console.show([line(.print("q"))])
        #expect(console.finish(patience: nil) == .written)
        #expect(error.rest() == "10:00:00.000 l\n")
        close(output.writer)
    }

    @Test("A descriptor that does not block is waited for")
    func nonBlocking() {
        let (output, error) = (ConsolePipe(), ConsolePipe())
        #expect(fcntl(output.writer, F_SETFL, O_NONBLOCK) == 0)
        let console = Console(form: .text, zone: .newYork, output: output.writer, error: error.writer)
        let text = String(repeating: "x", count: 1_000_000)
        console.show([line(.print(text))])
        #expect(output.text { $0.count > 1_000_000 } == text + "\n")
        #expect(console.finish(patience: nil) == .written)
        close(output.writer)
        close(error.writer)
    }
}

/// What a thread reads to the end, for another one.
private final class ReadText: Sendable {
    private let bytes = Mutex<[UInt8]>([])

    var text: String { String(decoding: bytes.withLock { $0 }, as: UTF8.self) }

    func set(_ reader: Int32) {
        var block = [UInt8](repeating: 0, count: 65_536)
        while case let count = read(reader, &block, block.count), count > 0 {
            bytes.withLock { $0 += block[..<count] }
        }
    }
}
