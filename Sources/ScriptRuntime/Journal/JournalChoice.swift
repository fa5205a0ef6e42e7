internal import ScriptHost
internal import Store
internal import Trading

/// The journal that a command reads.
package struct JournalChoice: Sendable, Hashable {
    /// The largest number of runs that a message names.
    private static let longestList = 5

    /// The data folder; `nil` for the usual one.
    package var dataFolder: String?
    /// A run's name, or a prefix of it.
    package var run: String?
    /// An account.
    package var account: String?

    /// Chooses the journal that was written last by default.
    package init(dataFolder: String? = nil, run: String? = nil, account: String? = nil) {
        self.dataFolder = dataFolder
        self.run = run
        self.account = account
    }

    /// Returns the journals that match, the one written last first; at least one.
    ///
    /// - Throws: ``RunFailure``.
    func found() throws(RunFailure) -> [JournalFolders.Found] {
        let data = try DataFolder(option: dataFolder)
        let all = JournalFolders(data).all
        guard !all.isEmpty else {
            throw RunFailure(ExitStatus.notFound, "\(data.path): no journal yet; a run writes one")
        }
        let fitting = all.filter { account == nil || (!$0.isRun && $0.name == account) }
        guard !fitting.isEmpty else {
            throw RunFailure(ExitStatus.notFound, "\(data.path): no journal of account \(account ?? "")")
        }
        guard let run else { return fitting }
        return try Self.holding(run, fitting, data)
    }

    /// Returns the journals that hold a run, given its name or a prefix of it.
    private static func holding(
        _ run: String,
        _ journals: [JournalFolders.Found],
        _ data: DataFolder
    ) throws(RunFailure) -> [JournalFolders.Found] {
        var holding: [JournalFolders.Found] = []
        for journal in journals {
            var names: [String] = [journal.name]
            if !journal.isRun { names = (try? JournalFile(reading: journal.path).runs()) ?? [] }
            for name in names where name.hasPrefix(run) {
                var found = journal
                found.run = name
                holding.append(found)
            }
        }
        let exact = holding.filter { $0.run == run }
        if !exact.isEmpty { return exact }
        let names = Set(holding.compactMap(\.run)).sorted()
        guard names.count < 2 else {
            let shown = names.prefix(Self.longestList).joined(separator: ", ")
            let more = names.count > Self.longestList ? " and \(names.count - Self.longestList) more" : ""
            throw RunFailure(ExitStatus.usage, "run \(run) may be \(shown)\(more)")
        }
        guard !holding.isEmpty else {
            throw RunFailure(ExitStatus.notFound, "\(data.path): no journal of run \(run)")
        }
        return holding
    }

    /// Opens a journal to read it.
    static func read<Result>(
        _ found: JournalFolders.Found,
        _ body: (JournalFile) throws(StoreError) -> Result
    ) throws(RunFailure) -> Result {
        do throws(StoreError) {
            return try body(try JournalFile(reading: found.path))
        } catch {
            throw RunFailure(ExitStatus.malformed, "\(error)")
        }
    }

    /// Returns the latest refusal of an order that was never placed; `nil` if `text` is not the key or reference of
    /// one, nor a script's name or file with a line in it.
    func refusal(_ text: String) throws(RunFailure) -> RefusedOrder? {
        for journal in try found() {
            let entries = try Self.read(journal) { file throws(StoreError) in
                try file.entries(JournalQuery(run: journal.isRun ? nil : journal.run))
            }
            let place = ScriptPlace(text, entries)
            if let refused = entries.last(where: { $0.isRefusal(of: text, at: place) }) {
                return RefusedOrder(entry: refused, calendar: journal.calendar)
            }
        }
        return nil
    }

    /// Returns the live run that writes a journal; `nil` if there is none.
    func run(using journal: JournalFolders.Found) throws(RunFailure) -> LiveRun? {
        let data = try DataFolder(option: dataFolder)
        return LiveRun.all(in: data).first { !$0.books.isEmpty && $0.books + "/journal.db" == journal.path }
    }

    /// Returns the latest order that `text` names (an order ID, permId, key or reference) and its journal.
    func order(_ text: String) throws(RunFailure) -> (order: JournalOrder, journal: JournalFolders.Found) {
        for journal in try found() {
            let orders = try Self.read(journal) { file throws(StoreError) in try file.orders() }
            let mine = orders.filter { journal.run == nil || $0.run == journal.run }
            if let order = mine.last(where: { $0.isNamed(text) }) { return (order, journal) }
        }
        throw RunFailure(
            ExitStatus.notFound,
            "no journal has an order \(text); name it by its order id, permId, key or reference; "
                + "a refused order also by its script and line, as the refusal names them: buy.lua:12"
        )
    }
}

extension JournalOrder {
    /// Whether a user's word names this order.
    fileprivate func isNamed(_ text: String) -> Bool {
        if OrderReference.isNamed(reference, text) { return true }
        guard let number = Int(text), number != 0 else { return false }
        return orderId == number || permId == number
    }
}

extension OrderReference {
    /// Whether a user's word names the order with a reference: the reference, or its key.
    fileprivate static func isNamed(_ reference: String, _ text: String) -> Bool {
        if reference == text || reference == text + "." { return true }
        if case .key(text, _)? = OrderReference(reference)?.kind { return true }
        return false
    }
}

extension JournalEntry {
    /// Whether it refuses an order that a user's word names.
    fileprivate func isRefusal(of text: String, at place: ScriptPlace?) -> Bool {
        guard case .denial = record.event else { return false }
        if let place, record.line == place.line, place.names.contains(record.scriptName) { return true }
        return record.subjects.contains { OrderReference.isNamed($0.reference, text) }
    }
}

/// A line of a script, as messages name it: `buy.lua:12`.
private struct ScriptPlace {
    /// The names of the matching scripts of a journal.
    let names: Set<String>
    let line: Int

    /// Parses a user's word; `nil` if it names no line.
    init?(_ text: String, _ entries: [JournalEntry]) {
        guard let colon = text.lastIndex(of: ":"), let line = Int(text[text.index(after: colon)...]) else { return nil }
        let wanted = text[..<colon]
        var names: Set<String> = [String(wanted)]
        for entry in entries {
            guard case .scriptStarted(let name, let file, _) = entry.record.event else { continue }
            if file == wanted || file.hasSuffix("/\(wanted)") { names.insert(name) }
        }
        (self.names, self.line) = (names, line)
    }
}
