internal import Notation
internal import ScriptHost
internal import Trading

/// Runs a script again on a recording, and looks for the first thing that it does differently.
///
/// Where the script had to pause because its turn of the loop was over depends on the machine's speed; here it
/// continues at once, and none of this is compared.
struct Replay: ~Copyable {
    /// Where the script departs from the recording.
    struct Departure {
        /// The time of the event.
        let moment: RunInstant
        /// The recorded deed; `nil` if there are no more.
        let recorded: Deed?
        /// The deed of the replay; `nil` for none.
        let now: Deed?
        /// A further remark; `nil` for none.
        var remark: String?
    }

    private let recording: Recording
    private var pair: ReplayPair
    private var answers: [[UInt8]: ArraySlice<[UInt8]>]
    /// The deeds of all events; below, how many of them have been repeated.
    private let deeds: [(deed: Deed, moment: RunInstant)]
    private var done = 0
    private var moment = RunInstant(nanoseconds: 0)
    private(set) var departure: Departure?

    /// Starts the script of a recording, or another one in its place.
    init(_ recording: Recording, _ recipe: ScriptRecipe) throws {
        self.recording = recording
        pair = try ReplayPair(recipe)
        answers = recording.answers.mapValues { $0[...] }
        deeds = recording.events.flatMap { event in event.deeds.map { ($0, event.moment) } }
    }

    /// Replays everything, or up to the first departure.
    mutating func run() throws(ByteReader.Malformed) {
        var (expected, mayGoOn) = (0, false)
        for event in recording.events where departure == nil {
            moment = event.moment
            expected += event.deeds.count
            if case .continueSlice = event.event, !mayGoOn { continue }
            pair.send(event.frame)
            mayGoOn = try hear()
            guard event.isDone else { return }
            // It finished without a pause here.
            while mayGoOn, !event.goesOn, departure == nil {
                pair.send(Self.goOn(moment))
                mayGoOn = try hear()
            }
            if !mayGoOn, !event.goesOn, done < expected { depart(nil) }
        }
        while mayGoOn, departure == nil {
            pair.send(Self.goOn(moment))
            mayGoOn = try hear()
        }
        if departure == nil, done < deeds.count, recording.events.last?.isDone == true { depart(nil) }
    }

    private static func goOn(_ moment: RunInstant) -> [UInt8] {
        var writer = ByteWriter(RunFrame.event)
        writer.integer(Int(moment.nanoseconds))
        var told = ToldOrders()
        writer.event(.continueSlice, &told)
        return writer.frame()
    }

    /// Takes what the script says until it is back; returns whether it wants to continue.
    private mutating func hear() throws(ByteReader.Malformed) -> Bool {
        var goesOn = false
        while departure == nil {
            guard let frame = try pair.next() else {
                depart(nil, "the script's process has ended")
                break
            }
            switch try ScriptSaying(frame) {
            case .unmade(let reason): depart(nil, reason)
            case .question: answer(frame)
            case .deeds(let new, let wantsMore, let isDone):
                if wantsMore { goesOn = true }
                for deed in new where departure == nil { take(deed) }
                if isDone { return goesOn && departure == nil }
            }
        }
        return false
    }

    private mutating func take(_ deed: Deed) {
        guard done < deeds.count, deeds[done].deed == deed else { return depart(deed) }
        let answer = deeds[done].deed.answer
        done += 1
        if !answer.isEmpty { pair.send(answer) }
    }

    private mutating func answer(_ question: [UInt8]) {
        guard let answer = answers[question]?.popFirst() else {
            let kind = question.first.flatMap(ScriptFrame.init).map { "\($0)" } ?? "something"
            return depart(nil, "the script asks for what it did not ask for before: \(kind)")
        }
        pair.send(answer)
    }

    private mutating func depart(_ deed: Deed?, _ remark: String? = nil) {
        guard departure == nil else { return }
        let recorded = done < deeds.count ? deeds[done].deed : nil
        departure = Departure(moment: moment, recorded: recorded, now: deed, remark: remark)
    }
}
