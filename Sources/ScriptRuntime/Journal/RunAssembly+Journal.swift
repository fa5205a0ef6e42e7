internal import Glibc
internal import ScriptHost

extension RunAssembly {
    /// Returns the journal of the run, which starts to open at once; `nil` if none is wanted.
    func journal(_ mode: ScriptConfiguration.Mode) -> FileJournal? {
        guard options.journal != .off, let keeper else { return nil }
        let names = scripts.map(\.name)
        guard mode != .simulator else {
            // A simulator that is kept keeps its journal and what its scripts store, like one in another process.
            guard options.startsFresh else { return FileJournal(.simulator(in: keeper.place.data), for: names) }
            let journal = FileJournal(.run(keeper.place.folder), for: names)
            guard options.keepsState else { return journal }
            do throws(JournalFailure) {
                try journal.keepMemory(in: keeper.place.data.embedded)
            } catch {
                StandardStream.error.writeLine("ibscript: state is not kept: \(error)")
            }
            return journal
        }
        let durability: FileJournal.Durability = options.journal == .full ? .each : .soon
        return FileJournal(.account(options.account, in: keeper.place.data), for: names, durability)
    }
}

extension LoadedScript {
    /// The script's origin, for the journal.
    var origin: ScriptOrigin {
        var path = file
        if let resolved = realpath(file, nil) {
            path = String(cString: resolved)
            free(resolved)
        }
        return ScriptOrigin(file: path, sha256: sha256)
    }
}
