internal import Notation

// What goes over the pair between a run and the process of one of its scripts: frames of four bytes of length, one of
// the kind, and the content of that kind. The run sends an event; the script's process asks while it works on it, and
// finishes it. It receives the next event only then, so nothing ever has to wait in the socket.

/// The kinds of frames from the run.
enum RunFrame: UInt8 {
    /// What the script is made of; the first frame.
    case load
    /// An event.
    case event
    /// The answer to a question.
    case answer
}

/// The kinds of frames from the script's process. Nothing in them is trusted.
enum ScriptFrame: UInt8 {
    /// The reason why the session could not be made.
    case unmade
    /// Effects, with more to follow.
    case effects
    /// The last effects of the event.
    case done
    /// An intent for the desk.
    case submit
    /// A request for the bytes of a time zone's file.
    case zone
    /// A request for a module beside the script.
    case module
    /// A request for the bytes of a file.
    case readFile
    /// A request to open a file for writing.
    case openFile
    /// Bytes for an open file.
    case writeFile
    /// The end of an open file.
    case closeFile
}

extension ByteWriter {
    /// Starts a frame; ``end()`` ends it.
    init(_ kind: some RawRepresentable<UInt8>) {
        self.init(reserving: 512)
        count(0)
        tag(kind.rawValue)
    }

    /// Returns the whole frame.
    consuming func frame() -> [UInt8] {
        setLength(at: 0)
        return bytes
    }
}

/// Assembles frames from the bytes of a socket.
struct FrameAssembly {
    /// The largest number of bytes in a frame.
    private let longest: Int
    private var bytes: [UInt8] = []
    private var place = 0

    /// Assembles frames of at most so many bytes.
    init(longest: Int) { self.longest = longest }

    /// Appends the bytes of a read.
    mutating func append(_ more: some Collection<UInt8>) {
        if place == bytes.count {
            bytes.removeAll(keepingCapacity: bytes.count < 1 << 20)
            place = 0
        }
        bytes.append(contentsOf: more)
    }

    /// Returns the next whole frame, starting at its kind.
    mutating func next() throws(ByteReader.Malformed) -> [UInt8]? {
        let left = bytes.count - place
        guard left >= 4 else { return nil }
        let length = (0..<4).reduce(0) { $0 | Int(bytes[place + $1]) << (8 * $1) }
        guard 1...longest ~= length else { throw ByteReader.Malformed("a frame of \(length) bytes") }
        guard left >= 4 + length else { return nil }
        defer { place += 4 + length }
        return Array(bytes[(place + 4)..<(place + 4 + length)])
    }
}
