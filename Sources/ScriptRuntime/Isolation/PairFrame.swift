internal import Notation

// What goes over the pair between a run and the process of one of its scripts: frames of four bytes of length, one of the
// kind, and what the kind says. The run gives an event; the script's process asks while it works on it, and is done. It is
// given the next event only then, so nothing ever has to wait in the socket.

/// What the run says.
enum RunFrame: UInt8 {
    /// What the script is made of; the first frame.
    case load
    /// Something has happened.
    case event
    /// What was asked.
    case answer
}

/// What the script's process says. Nothing of it is trusted.
enum ScriptFrame: UInt8 {
    /// The session could not be made: why.
    case unmade
    /// Effects, of which more follow.
    case effects
    /// The last effects of the event.
    case done
    /// An intent for the desk.
    case submit
    /// The bytes of a time zone's file.
    case zone
    /// A module that stands beside the script.
    case module
    /// The bytes of a file.
    case readFile
    /// A file to be written.
    case openFile
    /// Bytes for a file that is open.
    case writeFile
    /// The end of a file that is open.
    case closeFile
}

extension ByteWriter {
    /// Begins a frame; ``end()`` ends it.
    init(_ kind: some RawRepresentable<UInt8>) {
        self.init(reserving: 512)
        count(0)
        tag(kind.rawValue)
    }

    /// The whole frame.
    consuming func frame() -> [UInt8] {
        setLength(at: 0)
        return bytes
    }
}

/// Puts frames together from the bytes of a socket.
struct FrameAssembly {
    /// Most bytes of a frame.
    private let longest: Int
    private var bytes: [UInt8] = []
    private var place = 0

    /// Frames of at most so many bytes.
    init(longest: Int) { self.longest = longest }

    /// Takes what a read gave.
    mutating func append(_ more: some Collection<UInt8>) {
        if place == bytes.count {
            bytes.removeAll(keepingCapacity: bytes.count < 1 << 20)
            place = 0
        }
        bytes.append(contentsOf: more)
    }

    /// The next whole frame, from its kind on.
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
