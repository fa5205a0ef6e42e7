internal import CSandbox
internal import CivilTime
internal import Glibc
internal import Notation
internal import ScriptHost
internal import Synchronization

/// The script's end of the pair: one frame after the other, each waited for.
final class ChildPair: Sendable {
    private struct State {
        var assembly = FrameAssembly(longest: .max)
        var chunk = [UInt8](repeating: 0, count: 64 << 10)
        var patience = PairPatience()
    }

    /// The number of bytes of effects sent together.
    private static let block = 1 << 20

    private let state = Mutex(State())
    /// Held while a frame is sent: in a backtest, two threads send.
    private let sending = Mutex<Void>(())
    private let waiting = Atomic<UInt64>(0)

    /// The largest share of a question in the script's own time, in nanoseconds: a script that asks forever ends by its
    /// budget.
    private static let question: UInt64 = 400_000
    /// The nanoseconds spent waiting for answers, without the share charged to the script.
    var waited: UInt64 { waiting.load(ordering: .relaxed) }

    /// Waits for the next frame, which must be of this kind.
    func next(_ kind: RunFrame) -> ByteReader {
        while true {
            let frame = state.withLock { try? $0.assembly.next() }
            if let frame {
                guard frame.first == kind.rawValue else { fail() }
                return ByteReader(frame, from: 1)
            }
            receive(kind)
        }
    }

    /// Waits for a frame: an answer is already on its way; an event comes at any time.
    private func receive(_ kind: RunFrame) {
        state.withLock { state in
            var count = -1
            if PairPatience.isShared {
                count = Self.look(&state.chunk, kind == .answer ? PairPatience.dialogue : state.patience.nanoseconds)
                if kind == .event { if count > 0 { state.patience.wasEnough() } else { state.patience.wasTooShort() } }
            }
            while count < 0 { count = Self.receive(&state.chunk, 0) }
            // The run is gone.
            guard count > 0 else { _exit(ExitStatus.success) }
            state.assembly.append(state.chunk[..<count])
        }
    }

    private static func look(_ chunk: inout [UInt8], _ patience: UInt64) -> Int {
        let begin = PairPatience.now
        var count = -1
        repeat { count = receive(&chunk, Int32(MSG_DONTWAIT)) } while count < 0 && PairPatience.now &- begin < patience
        return count
    }

    private static func receive(_ chunk: inout [UInt8], _ flags: Int32) -> Int {
        let count = chunk.withUnsafeMutableBytes { recv(Int32(CSB_PAIR), $0.baseAddress, $0.count, flags) }
        if count < 0, errno != EAGAIN, errno != EINTR { _exit(ExitStatus.fault) }
        return count
    }

    /// Sends a frame.
    func send(_ writer: consuming ByteWriter) { raw(writer.frame()) }

    /// Sends raw bytes.
    func raw(_ bytes: [UInt8]) {
        sending.withLock { _ in
            var rest = bytes[...]
            while !rest.isEmpty {
                let count = rest.withUnsafeBytes {
                    Glibc.send(Int32(CSB_PAIR), $0.baseAddress, $0.count, Int32(MSG_NOSIGNAL))
                }
                if count < 0, errno == EINTR { continue }
                guard count > 0 else { _exit(ExitStatus.success) }
                rest = rest.dropFirst(count)
            }
        }
    }

    /// Asks, and waits for the answer.
    func ask(_ writer: consuming ByteWriter) -> ByteReader {
        let begin = PairPatience.now
        send(writer)
        let answer = next(.answer)
        let time = PairPatience.now &- begin
        if time > Self.question { waiting.add(time &- Self.question, ordering: .relaxed) }
        return answer
    }

    /// Returns the bytes of a time zone's file; `nil` for an unknown name.
    func zone(_ name: String) -> [UInt8]? {
        var writer = ByteWriter(ScriptFrame.zone)
        writer.text(name)
        var reader = ask(writer)
        do throws(ByteReader.Malformed) {
            return try reader.optional { reader throws(ByteReader.Malformed) in try reader.block() }
        } catch {
            fail()
        }
    }

    /// Returns the zones of a script: the named one by default, or New York's. Their files are requested as needed.
    func zones(_ name: String?) -> ZoneSource {
        ZoneSource(usual: ZoneDatabase.usual(name)) { [self] name in
            zone(name).flatMap { try? ZoneFile.rules($0) } ?? (name == "UTC" ? .utc : nil)
        }
    }

    /// Reports that the event is done, with its effects.
    func done(_ effects: [ScriptEffect]) {
        var writer = ByteWriter(ScriptFrame.done)
        for (place, effect) in effects.enumerated() {
            writer.effect(effect)
            guard writer.bytes.count > Self.block, place + 1 < effects.count else { continue }
            writer.setTag(ScriptFrame.effects.rawValue, at: 4)
            send(writer)
            writer = ByteWriter(ScriptFrame.done)
        }
        send(writer)
    }

    /// Reports that the session could not be made.
    func unmade(_ reason: String, isBudget: Bool) -> Never {
        var writer = ByteWriter(ScriptFrame.unmade)
        writer.text(reason)
        writer.flag(isBudget)
        send(writer)
        // The run ends this process.
        while true { receive(.event) }
    }

    /// Ends the process because the run has sent something invalid.
    func fail() -> Never { _exit(ExitStatus.fault) }
}
