internal import FoundationEssentials
internal import Notation
internal import ScriptHost
internal import Trading

/// A recording of a script, read from its file.
struct Recording {
    /// An event with the deeds of the script in response.
    struct Event {
        let moment: RunInstant
        let event: ScriptEvent
        /// The frame of the event, preceded by its length.
        let frame: [UInt8]
        /// The deeds of the script, in order.
        var deeds: [Deed] = []
        /// Whether the script wanted to continue in a later turn of the loop, which depends on the machine's speed.
        var goesOn = false
        /// Whether the script came back from it.
        var isDone = false
    }

    /// What the script is made of.
    let recipe: ScriptRecipe
    private(set) var events: [Event] = []
    /// The script's questions other than intents, and the answers, in order; by the question's frame.
    private(set) var answers: [[UInt8]: [[UInt8]]] = [:]

    /// Reads a file; a truncated last frame is left out.
    init(_ path: String) throws(RunFailure) {
        guard let data = FileManager.default.contents(atPath: path) else { throw LoadedScript.unreadable(path) }
        let title = [UInt8](ScriptRecorder.title.utf8)
        guard data.starts(with: title) else {
            throw RunFailure(
                ExitStatus.malformed,
                "\(path): this is not a recording; ibscript run --record FILE makes one"
            )
        }
        do throws(ByteReader.Malformed) {
            self = try Recording(frames: Self.frames([UInt8](data), from: title.count))
        } catch {
            throw RunFailure(ExitStatus.malformed, "\(path): the recording is spoiled: \(error)")
        }
    }

    /// Returns the frames of a file with their senders, each preceded by its length.
    private static func frames(
        _ bytes: [UInt8],
        from start: Int
    ) throws(ByteReader.Malformed) -> [(side: ScriptRecorder.Side, frame: [UInt8])] {
        var frames: [(side: ScriptRecorder.Side, frame: [UInt8])] = []
        var place = start
        while place + 5 < bytes.count {
            guard let side = ScriptRecorder.Side(rawValue: bytes[place]) else {
                throw ByteReader.Malformed("nobody says the frame at byte \(place)")
            }
            let length = (0..<4).reduce(0) { $0 | Int(bytes[place + 1 + $1]) << (8 * $1) }
            let end = place + 5 + length
            guard length > 0, end <= bytes.count else { break }
            frames.append((side, Array(bytes[(place + 1)..<end])))
            place = end
        }
        return frames
    }

    private init(frames: [(side: ScriptRecorder.Side, frame: [UInt8])]) throws(ByteReader.Malformed) {
        guard let first = frames.first, first.side == .run, first.frame[4] == RunFrame.load.rawValue else {
            throw ByteReader.Malformed("it does not begin with a script")
        }
        var reader = ByteReader(first.frame, from: 5)
        recipe = try ScriptRecipe(&reader)
        var question: [UInt8]?
        var heard = HeardOrders()
        for (side, frame) in frames.dropFirst() {
            switch side {
            case .run: try take(frame, question, &heard)
            case .script: question = try take(said: Array(frame.dropFirst(4)))
            }
        }
    }

    /// Takes a frame of the run; an answer belongs to a question.
    private mutating func take(
        _ frame: [UInt8],
        _ question: [UInt8]?,
        _ heard: inout HeardOrders
    ) throws(ByteReader.Malformed) {
        var reader = ByteReader(frame, from: 5)
        switch RunFrame(rawValue: frame[4]) {
        case .event:
            let moment = RunInstant(nanoseconds: Int64(try reader.integer()))
            events.append(Event(moment: moment, event: try reader.event(&heard), frame: frame))
        case .answer:
            if let question { return answers[question, default: []].append(frame) }
            guard let event = events.indices.last, let deed = events[event].deeds.indices.last else {
                throw ByteReader.Malformed("an answer without a question")
            }
            try events[event].deeds[deed].take(answer: frame, &heard)
        case .load, nil: throw ByteReader.Malformed("a second beginning")
        }
    }

    /// Takes a frame of the script, starting at its kind; returns it if it is a question other than an intent.
    private mutating func take(said frame: [UInt8]) throws(ByteReader.Malformed) -> [UInt8]? {
        let said = try ScriptSaying(frame)
        switch said {
        // The questions for making a session come before the first event.
        case .question: return frame
        case .unmade: return nil
        case .deeds(let deeds, let goesOn, let isDone):
            guard let place = events.indices.last else { throw ByteReader.Malformed("effects without an event") }
            events[place].deeds += deeds
            if goesOn { events[place].goesOn = true }
            if isDone { events[place].isDone = true }
            return nil
        }
    }
}
