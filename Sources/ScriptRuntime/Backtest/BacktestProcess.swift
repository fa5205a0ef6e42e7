internal import Dispatch
internal import Glibc
internal import Notation
internal import ScriptHost

/// The process of a backtest, as the program sees it: frames to it and from it, for which the calling thread waits.
final class BacktestProcess {
    /// The longest frame that it may send: a result of some two million orders.
    private static let longestFrame = 256 << 20
    /// The largest number of elements in a frame.
    private static let mostElements = 8_000_000
    /// The number of looks, one each ``Watchdog/interval``, for which a process at work may say nothing: its main
    /// thread says something at each, whatever the script does.
    private static let mostSilence = 20

    /// Has the C library take its heap in pages of 2 MiB where the system has them: a backtest keeps what it learns, and 3
    /// to 4 % of its time went to the pages of 4 KiB.
    private static let allocation = "GLIBC_TUNABLES=glibc.malloc.hugetlb=1"

    private let process: ScriptProcess
    private let hasEnded = DispatchSemaphore(value: 0)
    private var assembly = FrameAssembly(longest: longestFrame)
    private var chunk = [UInt8](repeating: 0, count: 256 << 10)

    /// Starts it for a script that may use so many bytes.
    init(program: String, fences: Int32, bytes: Int, arguments: [String]) throws(RunFailure) {
        process = try ScriptProcess(
            program: program,
            command: BacktestChild.command,
            fences: fences,
            bytes: bytes,
            arguments: arguments,
            settings: [Self.allocation]
        )
        let hasEnded = hasEnded
        process.watch { hasEnded.signal() }
        let microseconds = Int(Watchdog.interval * 1e6)
        var patience = timeval(tv_sec: microseconds / 1_000_000, tv_usec: microseconds % 1_000_000)
        setsockopt(process.pair, SOL_SOCKET, SO_RCVTIMEO, &patience, socklen_t(MemoryLayout<timeval>.size))
    }

    /// Ends it and waits for that, so that its time and memory count as the program's.
    deinit {
        process.end(.over)
        while process.ending == nil { hasEnded.wait() }
    }

    /// Sends a frame.
    func send(_ frame: [UInt8]) throws(RunFailure) {
        var rest = frame[...]
        while !rest.isEmpty {
            let count = rest.withUnsafeBytes {
                Glibc.send(process.pair, $0.baseAddress, $0.count, Int32(MSG_NOSIGNAL))
            }
            if count < 0, errno == EINTR { continue }
            guard count > 0 else { throw failure(nil) }
            rest = rest.dropFirst(count)
        }
    }

    /// Returns the next frame.
    ///
    /// - Parameter isWorking: Whether it is at work, so that silence means that it hangs.
    func next(isWorking: Bool) throws(RunFailure) -> ByteReader {
        var silence = 0
        while true {
            do throws(ByteReader.Malformed) {
                if let frame = try assembly.next() { return ByteReader(frame, mostElements: Self.mostElements) }
            } catch {
                throw failure(.garbled(error.description))
            }
            let count = chunk.withUnsafeMutableBytes { recv(process.pair, $0.baseAddress, $0.count, 0) }
            if count > 0 {
                assembly.append(chunk[..<count])
                silence = 0
            } else if count < 0, errno == EAGAIN {
                silence += 1
                if isWorking, silence > Self.mostSilence { throw failure(.hung) }
            } else if count == 0 || errno != EINTR {
                throw failure(nil)
            }
        }
    }

    /// Ends it, and returns what the user is told; without a reason, it has ended by itself.
    func failure(_ reason: ScriptProcess.Reason?) -> RunFailure {
        process.end(reason)
        while process.ending == nil { hasEnded.wait() }
        let end = process.ending?.runEnd ?? RunEnd(.scriptError)
        return RunFailure(end.exitCode, end.message ?? "the script's process has ended")
    }
}
