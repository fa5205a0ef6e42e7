internal import CSandbox
internal import Glibc
internal import Notation
internal import ScriptHeader
internal import ScriptHost

/// The process of a replayed script: it receives the recorded events and is waited for.
struct ReplayPair: ~Copyable {
    /// The longest wait for the script, in milliseconds: more than any budget allows.
    private static let patience: Int32 = 60_000

    private let process: ScriptProcess
    private var assembly = FrameAssembly(longest: 24 << 20)
    private var chunk = [UInt8](repeating: 0, count: 64 << 10)

    /// Starts the process.
    init(_ recipe: ScriptRecipe) throws {
        let header = try ScriptHeader.parse(source: recipe.source, file: recipe.file)
        process = try ScriptProcess(
            program: "/proc/self/exe",
            fences: csb_available(),
            bytes: header.budget.memoryMiB << 20
        )
        process.watch {}
        send(recipe.frame)
    }

    deinit { process.end(.over) }

    /// Sends bytes to the process; does nothing if it is gone.
    func send(_ bytes: [UInt8]) {
        var rest = bytes[...]
        while !rest.isEmpty {
            let count = rest.withUnsafeBytes { Glibc.send(process.pair, $0.baseAddress, $0.count, Int32(MSG_NOSIGNAL)) }
            if count < 0, errno == EINTR { continue }
            guard count > 0 else { return }
            rest = rest.dropFirst(count)
        }
    }

    /// Returns its next frame, starting at the kind; `nil` if none comes any longer.
    mutating func next() throws(ByteReader.Malformed) -> [UInt8]? {
        while true {
            if let frame = try assembly.next() { return frame }
            var waiting = pollfd(fd: process.pair, events: Int16(POLLIN), revents: 0)
            let ready = poll(&waiting, 1, Self.patience)
            if ready < 0, errno == EINTR { continue }
            guard ready > 0 else { return nil }
            let count = chunk.withUnsafeMutableBytes { recv(process.pair, $0.baseAddress, $0.count, 0) }
            if count < 0, errno == EINTR { continue }
            guard count > 0 else { return nil }
            assembly.append(chunk[..<count])
        }
    }
}
