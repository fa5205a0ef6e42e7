internal import LuaBridge
internal import Trading

/// `state`: a table whose entries are kept over the runs of the script on its account.
///
/// The script changes it as any table. After each turn in which the script ran, what has changed leaves with the turn's
/// other effects, and is written down before anything of the turn is sent.
final class StateKeeper {
    /// The name of the global.
    static let name = "state"
    /// Most bytes that all entries take, as they are written down.
    static let longest = 64 * 1024
    static let longestKey = 64

    private unowned let session: ScriptSession
    /// The entries as they were last written down.
    private var known: [String: String] = [:]
    /// Whether the script has run since then.
    var isDue = false
    /// Whether the script's text has the name, or earlier runs have kept entries: then each turn may change some.
    private(set) var isNamed = false
    /// Whether an entry could not be kept, which has ended the script.
    private var isBroken = false

    init(session: ScriptSession) { self.session = session }

    /// Looks for the name in a text of the script.
    func look(at source: String) {
        guard !isNamed else { return }
        let name = Array(Self.name.utf8)
        var matched = 0
        var isInWord = false
        for byte in source.utf8 {
            let isWord = byte.isOfWord
            if matched == name.count, !isWord { break }
            let fits = isWord && matched < name.count && byte == name[matched] && (matched > 0 || !isInWord)
            matched = fits ? matched + 1 : 0
            isInWord = isWord
        }
        isNamed = matched == name.count
    }

    /// Gives the script what its earlier runs have kept.
    func restore(_ memory: [String: String]) {
        known = memory
        if !memory.isEmpty { isNamed = true }
        var entries: [(key: String, value: LuaValue)] = []
        for (key, text) in memory.sorted(by: { $0.key < $1.key }) {
            guard let value = StateText.value(of: text) else {
                session.log("state.\(ShownText.of(key)) cannot be read, and is forgotten")
                continue
            }
            entries.append((key, value))
        }
        do {
            try session.vm.set(Self.name, to: .table(entries))
        } catch {
            session.log("state: \(error)")
        }
    }

    /// Looks what the script has changed.
    func mind() {
        guard isDue, !isBroken, !session.vm.isStopped else { return }
        isDue = false
        do throws(LuaRaise) {
            let changes = try changes()
            if !changes.isEmpty { session.emit(.remember(changes)) }
        } catch {
            isBroken = true
            let remedy = error.remedy.map { "; \($0)" } ?? ""
            session.requestedEnd = RunEnd(.scriptError, message: error.message + remedy)
        }
    }

    private func changes() throws(LuaRaise) -> [ScriptMemory] {
        let texts = try texts()
        if texts.isEmpty, known.isEmpty { return [] }
        var changes: [ScriptMemory] = []
        for (key, text) in texts.sorted(by: { $0.key < $1.key }) where known[key] != text {
            changes.append(ScriptMemory(key: key, text: text))
        }
        for key in known.keys.sorted() where texts[key] == nil { changes.append(ScriptMemory(key: key, text: nil)) }
        known = texts
        return changes
    }

    private func texts() throws(LuaRaise) -> [String: String] {
        let entries: [(key: String, value: LuaValue)]
        do throws(LuaRaise) {
            switch try session.vm.global(Self.name) {
            case .table(let table): entries = table
            case .nil: entries = []
            case .array: throw LuaRaise(message: "its entries have names", remedy: "write state.list = {…}")
            case let other: throw LuaRaise(message: "it is \(other.kind), and has to be a table")
            }
        } catch {
            throw LuaRaise(message: "state: \(error.message)", remedy: error.remedy)
        }
        var texts: [String: String] = [:]
        var size = 0
        for (key, value) in entries {
            guard key.utf8.count <= Self.longestKey else {
                throw LuaRaise(message: "state: a name of more than \(Self.longestKey) bytes: \(ShownText.of(key))")
            }
            let text = try StateText.text(of: value, path: "state.\(ShownText.of(key))")
            size += key.utf8.count + text.utf8.count
            guard size <= Self.longest else {
                throw LuaRaise(
                    message: "state: more than 64 kB; state.\(ShownText.of(key)) does not fit any more",
                    remedy: "keep less in it, and data in a file: csv(path, columns)"
                )
            }
            texts[key] = text
        }
        return texts
    }
}

/// One entry of a script's `state`, to be kept or forgotten.
package struct ScriptMemory: Sendable, Hashable {
    /// Its name.
    package var key: String
    /// Its value as it is written down; `nil` forgets it.
    package var text: String?

    /// An entry from its parts.
    package init(key: String, text: String?) { (self.key, self.text) = (key, text) }

    /// Whether name and value are no longer than a script may have them.
    package var isSmall: Bool {
        key.utf8.count <= StateKeeper.longestKey && (text?.utf8.count ?? 0) <= StateKeeper.longest
    }
}

extension UInt8 {
    /// Whether a name in Lua may contain it.
    fileprivate var isOfWord: Bool {
        switch self {
        case UInt8(ascii: "a")...UInt8(ascii: "z"), UInt8(ascii: "A")...UInt8(ascii: "Z"),
            UInt8(ascii: "0")...UInt8(ascii: "9"), UInt8(ascii: "_"):
            true
        default: false
        }
    }
}
