internal import Dispatch
internal import Glibc
internal import ScriptHost
internal import Synchronization

/// What a run holds in the data folder while it is alive: its folder, the books of its account, its entry among the
/// live runs, and its control socket.
package final class RunKeeper: Sendable {
    /// The run's folder.
    package let place: RunPlace
    /// Where the run is controlled from.
    package let control: RunControl

    private struct State {
        var entry: LiveRun
        var lock: FileLock?
        var server: ControlServer?
    }

    private let state: Mutex<State>
    /// Whether its books are its own, because its simulator ends with it.
    private let hasOwnBooks: Bool
    /// Registers an embedded run, whose first order does not wait for that.
    private let entering = DispatchQueue(label: "ibscript.entering")

    private init(_ place: RunPlace, _ entry: LiveRun, hasOwnBooks: Bool) {
        self.place = place
        self.hasOwnBooks = hasOwnBooks
        control = RunControl()
        state = Mutex(State(entry: entry))
    }

    /// Takes a run's place; from now on it can be controlled, an embedded one within milliseconds.
    ///
    /// - Parameters:
    ///   - digits: Eight hexadecimal digits that name the run.
    ///   - mode: `sim`, `paper` or `live`.
    ///   - scripts: The names of its scripts.
    ///   - peers: Where it looks for TWS, as `host:port`; empty for the embedded simulator.
    ///   - clientId: The client ID there.
    ///   - hasOwnBooks: Whether the run is on a simulator that ends with it.
    /// - Throws: ``RunFailure`` if the folder cannot be used, or another run has this client ID there.
    package static func begin(
        _ digits: String,
        mode: String,
        scripts: [String],
        peers: [String] = [],
        clientId: Int? = nil,
        hasOwnBooks: Bool = false,
        in data: DataFolder
    ) throws(RunFailure) -> RunKeeper {
        if let clientId { try refuseSecond(peers, clientId, in: data) }
        let place = try RunPlace.claim(digits, scripts: scripts.joined(separator: ", "), in: data)
        var entry = LiveRun(name: place.name, mode: mode, scripts: scripts)
        (entry.peers, entry.clientId) = (peers, clientId)
        let keeper = RunKeeper(place, entry, hasOwnBooks: hasOwnBooks)
        try keeper.enter { () throws(RunFailure) in
            try FolderMaker.make(data.live)
            let server = try ControlServer.start(at: data.socket(place.name), for: keeper.control) {
                kill(getpid(), SIGINT)
            }
            keeper.state.withLock { $0.server = server }
        }
        return keeper
    }

    /// Registers the run in its current state, after `prepare`.
    private func enter(_ prepare: @escaping @Sendable () throws(RunFailure) -> Void = {}) throws(RunFailure) {
        guard hasOwnBooks else {
            try prepare()
            return try state.withLock(\.entry).enter(in: place.data)
        }
        entering.async { [self] in
            do throws(RunFailure) {
                try prepare()
                try state.withLock(\.entry).enter(in: place.data)
            } catch {
                StandardStream.error.writeLine("ibscript: \(error); the run cannot be controlled")
            }
        }
    }

    /// Refuses a second run with a client ID: TWS would answer 326 for as long as the other run is alive.
    private static func refuseSecond(_ peers: [String], _ clientId: Int, in data: DataFolder) throws(RunFailure) {
        let other = LiveRun.all(in: data).first { $0.clientId == clientId && !Set($0.peers).isDisjoint(with: peers) }
        guard let other else { return }
        let account = other.account.isEmpty ? "" : " on account \(other.account)"
        throw RunFailure(
            ExitStatus.denied,
            "client id \(clientId) is in use by run \(other.name.text)\(account) (process \(other.pid), "
                + "\(other.scripts.joined(separator: ", "))); \(remedy(other.name.text))"
        )
    }

    private static func remedy(_ run: String) -> String {
        "end it with: ibscript stop \(run), or give one run all the scripts"
    }

    /// Takes the books of the account, which no other process may use meanwhile, whatever its client ID.
    ///
    /// - Throws: ``RunFailure`` naming the run that has them.
    package func claim(_ login: RunLogin) throws(RunFailure) {
        var books = place.folder
        var lock: FileLock?
        if !hasOwnBooks {
            books = try place.data.books(of: login)
            try books.make()
            lock = try take(books, login.account)
        }
        state.withLock { state in
            state.lock = lock
            state.entry.account = login.account
            state.entry.books = books.path
            // It no longer looks elsewhere, so its client ID is free there.
            if let peer = login.peer, !state.entry.peers.isEmpty { state.entry.peers = [peer] }
        }
        try enter()
        control.open(books)
    }

    private func take(_ books: BookFolder, _ account: String) throws(RunFailure) -> FileLock {
        let holder = FileLock.Holder(
            pid: Int(getpid()),
            run: place.name.text,
            scripts: state.withLock(\.entry.scripts).joined(separator: ", ")
        )
        switch try FileLock.take(books.lock, for: holder) {
        case .taken(let lock): return lock
        case .held(let other):
            let who = other.map { "run \($0.run) (process \($0.pid), \($0.scripts))" } ?? "another process"
            let remedy = other.map { Self.remedy($0.run) } ?? "look for it with: ibscript ps"
            throw RunFailure(ExitStatus.denied, "account \(account) is in use by \(who); \(remedy)")
        }
    }

    /// Ends the run: it is no longer among the live ones.
    package func end() {
        entering.sync {}
        state.withLock(\.server)?.close()
        state.withLock(\.entry).leave(place.data)
        RunPlace.tidy(place.data)
    }
}
