internal import FoundationEssentials
internal import Glibc
internal import ScriptHost
internal import Trading

/// A live run, as registered in the data folder.
package struct LiveRun: Sendable, Hashable {
    /// The name.
    package let name: RunName
    /// The process ID.
    package var pid: Int
    /// `sim`, `paper` or `live`.
    package var mode: String
    /// The names of its scripts.
    package var scripts: [String]
    /// When it started, by the machine's clock.
    package var since: String
    /// Where it looks for TWS, as `host:port`; empty for a run on the embedded simulator.
    package var peers: [String] = []
    /// The client ID at TWS; `nil` on the embedded simulator.
    package var clientId: Int?
    /// The account; empty before it is known.
    package var account = ""
    /// The path of its books; empty before they are known.
    package var books = ""

    init(name: RunName, mode: String, scripts: [String]) {
        self.name = name
        self.mode = mode
        self.scripts = scripts
        pid = Int(getpid())
        since = LatchFile.moment
    }

    /// Registers the run, or what has become known about it.
    func enter(in data: DataFolder) throws(RunFailure) {
        try FolderMaker.make(data.live)
        var line = JSONLine()
        line.add("run", name.text)
        line.add("pid", pid)
        line.add("mode", mode)
        line.add("scripts", texts: scripts)
        line.add("since", since)
        line.add("peers", texts: peers)
        line.add("clientId", clientId)
        line.add("account", account)
        line.add("books", books)
        try FolderMaker.replace(data.entry(name), with: line.text + "\n", isDurable: false)
    }

    /// Removes the entry.
    func leave(_ data: DataFolder) { unlink(data.entry(name)) }

    private init?(_ text: String, _ name: RunName) {
        guard let members = try? JSONMembers(text), let pid = members.integer("pid"), let mode = members.text("mode"),
            let since = members.text("since")
        else { return nil }
        self.name = name
        self.pid = pid
        self.mode = mode
        self.since = since
        scripts = members.texts("scripts")
        peers = members.texts("peers")
        clientId = members.integer("clientId")
        account = members.text("account") ?? ""
        books = members.text("books") ?? ""
    }

    /// Returns the live runs, by name; entries of ended processes are removed.
    package static func all(in data: DataFolder) -> [LiveRun] {
        FolderMaker.names(in: data.live).compactMap { file in
            guard file.hasSuffix(".json"), let name = RunName(file.dropLast(5)) else { return nil }
            guard FileLock.isHeld(data.run(name).lock) else {
                removeStale(name, in: data)
                return nil
            }
            return (try? FolderMaker.text(data.entry(name))).flatMap { LiveRun($0, name) }
        }
    }

    /// Removes the entry of an ended run; the lock is held meanwhile, so that no run with the same name starts.
    private static func removeStale(_ name: RunName, in data: DataFolder) {
        let folder = data.run(name)
        var lock: FileLock?
        if access(folder.path, F_OK) == 0 {
            let earlier = (try? FolderMaker.text(folder.lock)).flatMap(FileLock.Holder.init)
            let scripts = earlier?.scripts ?? ""
            let holder = FileLock.Holder(pid: Int(getpid()), run: name.text, scripts: scripts)
            guard case .taken(let taken)? = try? FileLock.take(folder.lock, for: holder) else { return }
            lock = taken
        }
        unlink(data.entry(name))
        unlink(data.socket(name))
        withExtendedLifetime(lock) {}
    }

    /// Returns the run that the user refers to by its name, a prefix of it, or one of its scripts; `nil` if none is
    /// alive.
    ///
    /// - Throws: ``RunFailure`` with exit code 64 if several runs match.
    package static func find(_ text: String, in data: DataFolder) throws(RunFailure) -> LiveRun? {
        let runs = all(in: data)
        let found = try RunWord(text).run(among: runs.map { .init(name: $0.name.text, scripts: $0.scripts) })
        return runs.first { $0.name.text == found }
    }

    /// Sends a request to the run's control socket; `nil` if it does not answer within so many milliseconds.
    func ask(
        _ request: ControlRequest,
        _ latch: Halt.Latch? = nil,
        reference: String? = nil,
        in data: DataFolder,
        patience: Int32 = 3_000
    ) -> RunStatus? {
        guard let socket = try? UnixSocket.connected(data.socket(name)),
            UnixSocket.write(request.line(latch, reference: reference), to: socket.descriptor),
            let line = socket.readLine(patience: patience), let members = try? JSONMembers(line)
        else { return nil }
        return RunStatus(members)
    }
}
