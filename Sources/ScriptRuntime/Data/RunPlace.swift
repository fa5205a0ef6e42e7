internal import FoundationEssentials
internal import Glibc
internal import ScriptHost

/// The folder of one run, held until the run has ended.
package final class RunPlace: Sendable {
    /// How many folders of ended runs are kept.
    static let kept = 200

    /// The data folder.
    package let data: DataFolder
    /// The run's name.
    package let name: RunName
    /// The run's own folder.
    package let folder: BookFolder
    private let lock: FileLock

    private init(_ data: DataFolder, _ name: RunName, _ lock: FileLock) {
        (self.data, self.name, self.lock) = (data, name, lock)
        folder = data.run(name)
    }

    /// Takes the folder of a run with these digits: an earlier run's is emptied; if that run is alive, the next number
    /// is taken.
    ///
    /// - Throws: ``RunFailure`` if the folder cannot be made.
    package static func claim(_ digits: String, scripts: String, in data: DataFolder) throws(RunFailure) -> RunPlace {
        for place in 1...1_000 {
            let name = RunName(digits, place)
            let folder = data.run(name)
            try folder.make()
            let holder = FileLock.Holder(pid: Int(getpid()), run: name.text, scripts: scripts)
            guard case .taken(let lock) = try FileLock.take(folder.lock, for: holder) else { continue }
            for file in FolderMaker.names(in: folder.path) where file != "lock" {
                try? FileManager.default.removeItem(atPath: "\(folder.path)/\(file)")
            }
            return RunPlace(data, name, lock)
        }
        throw RunFailure(ExitStatus.denied, "1,000 runs of the same script are alive; end some: ibscript ps")
    }

    /// Removes the folders of ended runs, except the newest ``kept``.
    package static func tidy(_ data: DataFolder) {
        let names = FolderMaker.names(in: data.runs)
        guard names.count > kept else { return }
        let oldest = names.map { (name: $0, time: changed("\(data.runs)/\($0)/lock")) }.sorted { $0.time < $1.time }
        let holder = FileLock.Holder(pid: Int(getpid()), run: "", scripts: "")
        for (name, _) in oldest.prefix(names.count - kept) {
            let path = "\(data.runs)/\(name)"
            guard case .taken? = try? FileLock.take(path + "/lock", for: holder) else { continue }
            try? FileManager.default.removeItem(atPath: path)
        }
    }

    private static func changed(_ path: String) -> Int {
        var facts = stat()
        return stat(path, &facts) == 0 ? Int(facts.st_mtim.tv_sec) * 1_000_000_000 + Int(facts.st_mtim.tv_nsec) : 0
    }
}
