internal import CSandbox
internal import CivilTime
internal import Glibc
internal import LuaBridge
internal import Notation
internal import ScriptHeader
internal import ScriptHost
internal import Trading

/// The process of one script: it locks itself down, reads what its script is made of, and then works on one event after
/// the other, single-threaded, with nothing but its end of the pair.
package enum ScriptChild {
    /// Whether a program's arguments ask it to be a script's process.
    package static func isMeant(by arguments: [String]) -> Bool { arguments.first == ScriptProcess.command }

    /// Runs until the run closes the pair, or ends the process.
    package static func run(_ arguments: [String]) -> Never {
        guard arguments.count >= 3, let fences = Int32(arguments[1]), let bytes = Int(arguments[2]), isPair else {
            StandardStream.error.writeLine(
                "ibscript: \(ScriptProcess.command) is the program's own: it starts scripts by it"
            )
            exit(ExitStatus.usage)
        }
        let order = ChildOrder(fences: fences, words: Array(arguments.dropFirst(3)))
        guard csb_limit_memory(max(0, bytes) + headroom), csb_confine(fences) else { _exit(Int32(CSB_EXIT_FENCE)) }
        let given = Unmanaged.passRetained(order)
        _ = csb_run(
            LuaVM.Budget.threadStack + margin,
            { context in
                guard let context else { return }
                ScriptChild.begin(Unmanaged<ChildOrder>.fromOpaque(context).takeRetainedValue())
            },
            given.toOpaque()
        )
        _exit(Int32(CSB_EXIT_FENCE))
    }

    /// What the script's thread receives.
    private final class ChildOrder: Sendable {
        let fences: Int32
        let words: [String]

        init(fences: Int32, words: [String]) { (self.fences, self.words) = (fences, words) }
    }

    /// The memory beyond the budget: the stack, what the host stores for the script, and the frames on their way.
    private static let headroom = 144 << 20
    private static let margin = 320 << 10

    /// Whether descriptor 0 is an end of a pair.
    static var isPair: Bool {
        var type: Int32 = 0
        var size = socklen_t(MemoryLayout<Int32>.size)
        return getsockopt(Int32(CSB_PAIR), SOL_SOCKET, SO_DOMAIN, &type, &size) == 0 && type == AF_UNIX
    }

    /// Starts, on the script's thread.
    private static func begin(_ order: ChildOrder) -> Never {
        let pair = ChildPair()
        // Call now what asks the system only once.
        _ = (LuaVM.stackLeft, Set([0]), MachineTime.nanoseconds(CLOCK_MONOTONIC))
        guard LuaVM.stackLeft >= LuaVM.Budget.threadStack, csb_note_memory() else { _exit(Int32(CSB_EXIT_FENCE)) }
        csb_close_others()
        if !isUnlimited(order) { csb_limit() }
        guard csb_filter(order.fences, false) else { _exit(Int32(CSB_EXIT_FENCE)) }
        #if DEBUG
            if let trial = order.words.first.flatMap(ScriptTrial.init) { trial.run(pair) }
        #endif
        work(pair)
    }

    /// Whether a trial shows what the kernel's fences hold without the limits.
    private static func isUnlimited(_ order: ChildOrder) -> Bool {
        #if DEBUG
            order.words.first == ScriptTrial.landlock.rawValue
        #else
            false
        #endif
    }

    private static func work(_ pair: ChildPair) -> Never {
        let files = ChildFiles(pair)
        let desk = ChildDesk(pair)
        let session = make(pair, files, desk)
        while true {
            var reader = pair.next(.event)
            guard let (moment, event) = try? Self.event(&reader, desk) else { pair.fail() }
            let effects = session.handle(event, at: moment)
            files.flush()
            pair.done(effects)
        }
    }

    private static func event(_ reader: inout ByteReader, _ desk: ChildDesk) throws -> (RunInstant, ScriptEvent) {
        (RunInstant(nanoseconds: Int64(try reader.integer())), try reader.event(&desk.heard))
    }

    private static func make(_ pair: ChildPair, _ files: ChildFiles, _ desk: ChildDesk) -> ScriptSession {
        var reader = pair.next(.load)
        do {
            let recipe = try ScriptRecipe(&reader)
            let configuration = try recipe.configuration { [pair] name in
                pair.zone(name).flatMap { try? ZoneFile.rules($0) } ?? (name == "UTC" ? .utc : nil)
            }
            let session = try ScriptSession(
                source: String(decoding: recipe.source, as: UTF8.self),
                file: recipe.file,
                configuration: configuration,
                access: desk,
                files: files,
                modules: files,
                elapsed: { [pair] in PairPatience.now &- pair.waited }
            )
            desk.session = session
            return session
        } catch let error as ScriptError {
            pair.unmade(error.description, isBudget: error.code.isBudget)
        } catch {
            pair.unmade("\(error)", isBudget: false)
        }
    }
}

/// Access to the desk from the process of a script: a question, for whose answer it waits. The script's time stands
/// still meanwhile.
private final class ChildDesk: DeskAccess {
    private let pair: ChildPair
    weak var session: ScriptSession?
    /// What is known of the script's orders.
    var heard = HeardOrders()

    init(_ pair: ChildPair) { self.pair = pair }

    func submit(_ intent: Intent, line: Int?) -> Verdict {
        var writer = ByteWriter(ScriptFrame.submit)
        writer.intent(intent)
        writer.optionalInteger(line)
        writer.flag(session?.isNothingBefore ?? false)
        let before = pair.waited
        var reader = pair.ask(writer)
        session?.excuse(pair.waited &- before)
        guard let verdict = try? reader.verdict(to: intent, &heard) else { pair.fail() }
        return verdict
    }
}
