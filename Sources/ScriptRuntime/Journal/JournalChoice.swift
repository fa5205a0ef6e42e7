internal import ScriptHost
internal import Store
internal import Trading

/// Which journal a command reads.
package struct JournalChoice: Sendable, Hashable {
    /// The folder for data; `nil` is the usual one.
    package var dataFolder: String?
    /// An embedded run.
    package var run: String?
    /// An account.
    package var account: String?

    /// The journal that was written last, unless told.
    package init(dataFolder: String? = nil, run: String? = nil, account: String? = nil) {
        self.dataFolder = dataFolder
        self.run = run
        self.account = account
    }

    /// The journals that fit, the one that was written last first; at least one.
    ///
    /// - Throws: ``RunFailure``.
    func found() throws(RunFailure) -> [JournalFolders.Found] {
        let data = try DataFolder(option: dataFolder)
        let all = JournalFolders(data).all
        guard !all.isEmpty else {
            throw RunFailure(ExitStatus.malformed, "\(data.path): no journal yet; a run writes one")
        }
        let fitting = all.filter { found in
            (account == nil || (!found.isRun && found.name == account))
                && (run == nil || !found.isRun || found.name == run)
        }
        guard !fitting.isEmpty else {
            let wanted = account.map { "account \($0)" } ?? run.map { "run \($0)" } ?? ""
            throw RunFailure(ExitStatus.malformed, "\(data.path): no journal of \(wanted)")
        }
        return fitting
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

    /// The latest order that `text` names (an order id, permId, key or reference) and its journal.
    func order(_ text: String) throws(RunFailure) -> (order: JournalOrder, journal: JournalFolders.Found) {
        for journal in try found() {
            let orders = try Self.read(journal) { file throws(StoreError) in try file.orders() }
            let mine = orders.filter { run == nil || $0.run == run }
            if let order = mine.last(where: { $0.isNamed(text) }) { return (order, journal) }
        }
        throw RunFailure(
            ExitStatus.malformed,
            "no journal has an order \(text); name it by its order id, permId, key or reference"
        )
    }
}

extension JournalOrder {
    /// Whether a person's word for an order means this one.
    fileprivate func isNamed(_ text: String) -> Bool {
        if reference == text || reference == text + "." { return true }
        if case .key(text, _)? = OrderReference(reference)?.kind { return true }
        guard let number = Int(text), number != 0 else { return false }
        return orderId == number || permId == number
    }
}
