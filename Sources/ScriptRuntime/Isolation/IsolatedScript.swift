internal import CSandbox
internal import DequeModule
internal import Glibc
internal import Notation
internal import ScriptHeader
internal import ScriptHost
internal import Trading

/// A script in a process of its own, as its run sees it. Used on one event loop only.
///
/// An event goes over the pair; the script's questions meanwhile are answered as they come, and its effects come last.
/// Most events are answered within microseconds, so the loop stays with the pair that long; after that, the script
/// counts as away, and the loop is notified when there is something to read. Whatever the process does, it delays the
/// loop by no more than that.
final class IsolatedScript: RunningScript {
    /// The longest frame that a script's process may send.
    private static let longestFrame = 24 << 20
    /// The largest number of frames taken at once.
    private static let mostFrames = 256
    /// The largest number of questions until the script rests.
    private static let mostQuestions = 300_000
    /// The largest number of timers of a script.
    private static let mostTimers = 200_000
    /// The largest number of intents that wait for their turn.
    private static let mostTurns = 100_000

    let process: ScriptProcess
    let desk: any DeskAccess
    private let questionDesk: QuestionDesk
    private let mostBytes: Int
    private(set) var isAway = false
    private var take: ([ScriptEffect]) -> Void = { _ in }
    private var leave: () -> Void = {}
    private var assembly = FrameAssembly(longest: longestFrame)
    private var unsent: [UInt8] = []
    /// What the process knows of its orders.
    private var told = ToldOrders()
    private var effects: [ScriptEffect] = []
    private var bytes = 0
    private var questions = 0
    private var timers: Set<ScriptTimer> = []
    /// The verdicts that were given and whose turn has not come.
    private var turns = 0
    private var patience = PairPatience()
    private var shift = BusyShift()
    private var isOver = false
    private var isGarbled = false
    /// Whether something that will be taken later has not been read yet.
    private var hasMore = false
    private var again: @Sendable () -> Void = {}
    private var chunk = [UInt8](repeating: 0, count: 64 << 10)
    /// Records what is said; `nil` for no recording.
    private let recorder: ScriptRecorder?

    /// Sends a script's process what it is made of; `signal` makes the function that another thread calls to have
    /// something done on the loop.
    init(
        _ process: ScriptProcess,
        _ recipe: ScriptRecipe,
        budget: ScriptBudget,
        desk: any DeskAccess,
        files: any FileAccess,
        modules: any ModuleAccess,
        recorder: ScriptRecorder? = nil,
        signal: (@escaping () -> Void) -> @Sendable () -> Void
    ) {
        self.process = process
        self.desk = desk
        questionDesk = QuestionDesk(files: files, modules: modules)
        mostBytes = budget.memoryMiB << 20 + 16 << 20
        self.recorder = recorder
        unsent = recipe.frame
        if !PairPatience.isShared { csb_end_waits(process.pair) }
        recorder?.runSays(unsent)
        again = signal { [weak self] in self?.look() }
        process.watch(again)
        // It makes its session while the run connects.
        send()
    }

    deinit { process.end(.over) }

    func whenBack(_ take: @escaping ([ScriptEffect]) -> Void) { self.take = take }

    func whenAsked(_ leave: @escaping () -> Void) { self.leave = leave }

    func handle(_ event: ScriptEvent, at moment: RunInstant) -> [ScriptEffect] {
        guard !isOver, !isAway else { return [] }
        if case .timer(let timer) = event { timers.remove(timer) }
        var writer = ByteWriter(RunFrame.event)
        writer.integer(Int(moment.nanoseconds))
        writer.event(event, &told)
        (effects, bytes) = ([], 0)
        process.isWorking(true)
        put(writer)
        isAway = true
        if let effects = collect(for: patience.nanoseconds) {
            patience.wasEnough()
            return effects
        }
        patience.wasTooShort()
        waitForMore()
        return []
    }

    /// Handles that something can be read or written, or that the process has ended.
    private func look() {
        guard !isOver else { return }
        process.isHeard(false)
        if let effects = collect(for: isAway ? patience.nanoseconds : 0) { return take(effects) }
        if let ending = process.ending { return take(died(ending)) }
        if isAway || !unsent.isEmpty { waitForMore() }
    }

    private func waitForMore() {
        guard hasMore else { return process.await(writing: !unsent.isEmpty) }
        process.isHeard(true)
        again()
    }

    /// Returns the effects of a process that has ended: what it has asked of the desk has its turn, as if it had come
    /// back.
    private func died(_ ending: ScriptProcess.Ending) -> [ScriptEffect] {
        (isOver, isAway) = (true, false)
        process.isWorking(false)
        questionDesk.files.closeAll()
        return [ScriptEffect](repeating: .deskTurn, count: turns) + [.ended(ending.runEnd)]
    }

    // MARK: The pair

    /// Answers questions until the event is done, or until nothing comes for so long; `nil` if it is not done.
    private func collect(for patience: UInt64) -> [ScriptEffect]? {
        let begin = PairPatience.now
        var quiet = begin
        var frames = 0
        hasMore = false
        do throws(ByteReader.Malformed) {
            while !isGarbled {
                while let frame = try assembly.next() {
                    if let effects = try take(frame) { return effects }
                    quiet = PairPatience.now
                    frames += 1
                    hasMore = frames >= Self.mostFrames
                    guard !hasMore else { return nil }
                }
                send()
                let now = PairPatience.now
                let rest = (frames > 0 ? self.patience.dialogue : patience) &+ quiet
                if receive(for: now < rest ? rest &- now : 0) {
                    quiet = now
                } else if now >= rest {
                    return nil
                }
                // What came in last is looked at later.
                hasMore = now &- begin >= PairPatience.longest
                guard !hasMore else { return nil }
            }
        } catch {
            isGarbled = true
            process.end(.garbled(error.description))
        }
        return nil
    }

    /// Takes what has arrived. If the process cannot run meanwhile and a wait is requested, this thread sleeps until
    /// something arrives or until the kernel's next ticks.
    private func receive(for nanoseconds: UInt64) -> Bool {
        let sleeps = !PairPatience.isShared && nanoseconds > 0
        let begin = sleeps ? PairPatience.now : 0
        let flags = sleeps ? 0 : Int32(MSG_DONTWAIT)
        let count = chunk.withUnsafeMutableBytes { recv(process.pair, $0.baseAddress, $0.count, flags) }
        if sleeps { patience.slept(PairPatience.now &- begin) }
        // The end of the pair is the end of the process, which may have a reason of its own.
        if count == 0 { process.end(nil) }
        guard count > 0 else { return false }
        assembly.append(chunk[..<count])
        return true
    }

    private func send() {
        while !unsent.isEmpty {
            let count = written(unsent)
            guard count > 0 else { return }
            if count == unsent.count { unsent = [] } else { unsent.removeFirst(count) }
        }
    }

    /// Sends as many of the bytes as there is room for, and returns their number; negative if there is none.
    private func written(_ bytes: [UInt8]) -> Int {
        let flags = Int32(MSG_DONTWAIT) | Int32(MSG_NOSIGNAL)
        return bytes.withUnsafeBytes { Glibc.send(process.pair, $0.baseAddress, $0.count, flags) }
    }

    /// Sends a frame, or keeps it until there is room.
    private func put(_ writer: consuming ByteWriter) {
        let frame = writer.frame()
        recorder?.runSays(frame)
        send()
        let rest = unsent.isEmpty ? frame[max(0, written(frame))...] : frame[...]
        unsent += rest
    }

    // MARK: What the process says

    /// Takes a frame; returns the effects of the event if it is done.
    private func take(_ frame: [UInt8]) throws(ByteReader.Malformed) -> [ScriptEffect]? {
        recorder?.scriptSays(frame)
        var reader = ByteReader(frame, mostElements: 100_000)
        let number = try reader.tag()
        guard let kind = ScriptFrame(rawValue: number) else { throw ByteReader.Malformed("a frame of kind \(number)") }
        if kind == .unmade { return unmade(try reader.text(), try reader.flag()) }
        guard isAway else { throw ByteReader.Malformed("it was not asked") }
        switch kind {
        case .effects: try collect(&reader, frame.count)
        case .done:
            try collect(&reader, frame.count)
            return back()
        case .submit: try submit(&reader)
        default: put(try questionDesk.answer(kind, &reader))
        }
        // The script's time stands still while it waits for an answer, and then starts again.
        process.isWorking(false)
        process.isWorking(true)
        shift.rest()
        questions += 1
        guard questions <= Self.mostQuestions else {
            throw ByteReader.Malformed("\(questions) questions without a rest")
        }
        return nil
    }

    private func collect(_ reader: inout ByteReader, _ count: Int) throws(ByteReader.Malformed) {
        bytes += count
        guard bytes <= mostBytes else { throw ByteReader.Malformed("more than its memory") }
        while !reader.isAtEnd {
            let effect = try reader.effect()
            try note(effect)
            effects.append(effect)
        }
    }

    private func note(_ effect: ScriptEffect) throws(ByteReader.Malformed) {
        switch effect {
        case .deskTurn:
            guard turns > 0 else { throw ByteReader.Malformed("a turn without an intent") }
            turns -= 1
        case .startTimer(let timer, _, _):
            timers.insert(timer)
            guard timers.count <= Self.mostTimers else { throw ByteReader.Malformed("\(timers.count) timers") }
        case .cancelTimer(let timer): timers.remove(timer)
        case .remember(let entries):
            guard entries.allSatisfy(\.isSmall) else { throw ByteReader.Malformed("a state that is too large") }
        case .output, .continueLater, .flatten, .check, .ended: break
        }
    }

    private func back() -> [ScriptEffect] {
        isAway = false
        process.isWorking(false)
        let goesOn = effects.contains { if case .continueLater = $0 { true } else { false } }
        if !goesOn { questions = 0 }
        if !shift.admits(goesOn: goesOn) { process.end(.hung) }
        guard case .ended = effects.last else { return effects }
        isOver = true
        questionDesk.files.closeAll()
        process.end(.over)
        return effects
    }

    /// Handles a session that could not be made.
    private func unmade(_ reason: String, _ isBudget: Bool) -> [ScriptEffect] {
        (isOver, isAway) = (true, false)
        process.isWorking(false)
        process.end(.over)
        return [.ended(RunEnd(isBudget ? .budget : .scriptError, message: reason))]
    }

    private func submit(_ reader: inout ByteReader) throws(ByteReader.Malformed) {
        let intent = try reader.intent()
        let line = try reader.optionalInteger()
        let isAhead = try reader.flag()
        try reader.finish()
        turns += 1
        guard turns <= Self.mostTurns else { throw ByteReader.Malformed("\(turns) intents in one event") }
        let verdict = desk.submit(intent, line: line)
        // This precedes the answer, which wakes the other end: with one processor, that end could run instead.
        if isAhead { leave() }
        var writer = ByteWriter(RunFrame.answer)
        writer.verdict(verdict, to: intent, &told)
        put(writer)
    }
}
