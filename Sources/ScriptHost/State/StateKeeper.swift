internal import LuaBridge
internal import Trading

/// `state`: a table whose entries are kept across the script's runs on its account.
///
/// The script changes it like any table. After each turn in which the script ran, changes are emitted with the turn's
/// other effects, and are written before anything of the turn is sent.
final class StateKeeper {
    /// The name of the global.
    static let name = "state"
    /// The largest total size of all entries, in bytes as written.
    static let longest = 64 * 1024
    static let longestKey = 64

    private unowned let session: ScriptSession
    private let vm: LuaVM
    private let global: LuaGlobal
    /// The entries, as last written. They are replaced as a whole, so that no access needs a check.
    @exclusivity(unchecked) private var known: [String: String] = [:]
    /// Whether the script has run since then.
    var isDue = false
    /// Whether the script's text contains the name or earlier runs have kept entries, so that each turn may change
    /// some.
    private(set) var isNamed = false
    /// Whether any text of the script contains the name, or one of those by which it could reach every global.
    private var isReachable = false
    /// The files of the script that contain the name.
    private(set) var files: [String] = []
    /// Whether an entry could not be stored, which ended the script.
    private var isBroken = false

    init(session: ScriptSession) {
        self.session = session
        vm = session.vm
        global = vm.name(ofGlobal: Self.name)
    }

    /// Looks for the name in a file of the script.
    func look(at source: String, of file: String) {
        guard source.mentions(anyOf: [Self.name, "_G", "_ENV"]) else { return }
        isReachable = true
        guard source.mentions(anyOf: [Self.name]) else { return }
        isNamed = true
        if !files.contains(file) { files.append(file) }
    }

    /// Gives the script what its earlier runs have stored.
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

    /// Detects what the script has changed.
    func mind() {
        guard isDue, !isBroken, !vm.isStopped else { return }
        isDue = false
        // This runs after every handler of every script, and most scripts keep nothing.
        if known.isEmpty, !isReachable || vm.isEmpty(global) { return }
        do throws(StateFault) {
            let changes = try changes()
            if !changes.isEmpty { session.emit(.remember(changes)) }
        } catch {
            isBroken = true
            session.failed(error)
        }
    }

    private func changes() throws(StateFault) -> [ScriptMemory] {
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

    private func texts() throws(StateFault) -> [String: String] {
        let global: LuaValue
        var trail: [LuaValue] = []
        do throws(LuaRaise) {
            global = try vm.global(Self.name, trail: &trail)
        } catch {
            let path: [StateFault.Step] = trail.compactMap { key in
                switch key {
                case .string(let name): .name(name)
                case .integer(let place): .place(place)
                default: nil
                }
            }
            let isOfKey = error.message.contains("table key")
            throw StateFault(path, isOfKey ? .key : .value, remedy: error.remedy) { "\($0): \(error.message)" }
        }
        return try Self.texts(of: global)
    }

    /// Returns the texts of what is stored, by name.
    static func texts(of global: LuaValue) throws(StateFault) -> [String: String] {
        let entries: [(key: String, value: LuaValue)]
        switch global {
        case .table(let table): entries = table
        case .nil: entries = []
        case .array:
            throw StateFault([], .key, remedy: "write state.list = {…}") { "\($0): its entries have names" }
        case let other: throw StateFault([]) { "\($0): it is \(other.kind), and has to be a table" }
        }
        var texts: [String: String] = [:]
        var size = 0
        for (key, value) in entries {
            guard key.utf8.count <= longestKey else {
                throw StateFault([], .key) { "\($0): a name of more than \(longestKey) bytes: \(ShownText.of(key))" }
            }
            let text = try StateText.text(of: value, path: [.name(key)])
            size += key.utf8.count + text.utf8.count
            guard size <= longest else {
                throw StateFault(
                    [.name(key)],
                    .size,
                    remedy: "keep less in it, and data in a file: csv(path, columns)"
                ) { "state: more than 64 kB; \($0) does not fit any more" }
            }
            texts[key] = text
        }
        return texts
    }
}

/// One entry of a script's `state`, to be stored or removed.
package struct ScriptMemory: Sendable, Hashable {
    /// The name.
    package var key: String
    /// The value, as written; `nil` removes the entry.
    package var text: String?

    /// Creates an entry from its parts.
    package init(key: String, text: String?) { (self.key, self.text) = (key, text) }

    /// Whether name and value are within the permitted length.
    package var isSmall: Bool {
        key.utf8.count <= StateKeeper.longestKey && (text?.utf8.count ?? 0) <= StateKeeper.longest
    }
}
