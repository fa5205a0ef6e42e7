internal import Glibc
internal import ScriptHost
internal import Trading

/// `ibscript reduce | halt | flatten | resume`: a person moves the kill switch.
///
/// The latch file is on the disk before any run is told, so that a run which begins meanwhile finds it.
package struct KillSwitch: Sendable {
    /// What the person does.
    package enum Move: String, Sendable, CaseIterable {
        case reduce, halt, flatten, resume

        /// How far the switch is closed by it.
        fileprivate var level: Halt.Level {
            switch self {
            case .reduce, .flatten: .reducing
            case .halt: .halted
            case .resume: .active
            }
        }
    }

    /// How long TWS may take for a flatten, in tenths of a second.
    private static let flattenPatience = 250

    /// Most working orders that are listed for people.
    private static let mostShown = 20

    private let move: Move
    private let reason: String
    private let data: DataFolder
    private let json: Bool

    /// Moves the switch of one account, or of every account of the data folder; prints what was done for each and what
    /// is still working.
    ///
    /// - Returns: the exit code: 0 when all was done, 1 when something was not.
    package static func run(_ move: Move, account: String?, reason: String, dataFolder: String?, json: Bool) -> Int32 {
        do throws(RunFailure) {
            let data = try DataFolder(option: dataFolder)
            let alive = LiveRun.all(in: data)
            let command = KillSwitch(move: move, reason: reason, data: data, json: json)
            return try command.move(command.targets(account, alive), alive)
        } catch {
            StandardStream.error.writeLine("ibscript: \(error)")
            return error.status
        }
    }

    private func targets(_ account: String?, _ alive: [LiveRun]) throws(RunFailure) -> [KillSwitchTarget] {
        let all = KillSwitchTarget.all(in: data, alive: alive)
        guard let account else {
            guard !all.isEmpty else {
                throw RunFailure(
                    ExitStatus.usage,
                    "\(data.path) holds no account and no run is alive; name the account with --account, or another "
                        + "folder with --data-dir"
                )
            }
            return all
        }
        let found = all.filter { $0.account == account }
        guard found.isEmpty else { return found }
        guard move != .resume else {
            throw RunFailure(ExitStatus.usage, "\(data.path) holds no account \(account)")
        }
        let books = try data.books(account: account)
        try books.make()
        return [KillSwitchTarget(name: account, account: account, books: books, run: nil)]
    }

    private func move(_ targets: [KillSwitchTarget], _ alive: [LiveRun]) throws(RunFailure) -> Int32 {
        var befores: [Halt.Latch?] = []
        for target in targets { befores.append(try latch(target)) }
        // Runs whose account is not known yet read the latch when it is: these are told as well.
        for run in alive where run.books.isEmpty { _ = run.ask(.latch, in: data) }
        // All switches are told before anything is waited for.
        var answers: [RunStatus?] = []
        for target in targets { answers.append(target.run?.ask(.latch, in: data)) }
        if move == .flatten {
            for (place, target) in targets.enumerated() where target.run != nil {
                answers[place] = target.run?.ask(.flatten, in: data)
            }
        }
        var status = ExitStatus.success
        for (place, target) in targets.enumerated() {
            var answer = answers[place]
            if move == .flatten, let run = target.run, answer != nil { answer = awaitFlatten(run) }
            let isDone = report(target, before: befores[place], answer)
            if !isDone { status = ExitStatus.scriptError }
        }
        return status
    }

    /// Moves one latch; a stricter one that is closed already stays.
    ///
    /// - Returns: the latch before.
    private func latch(_ target: KillSwitchTarget) throws(RunFailure) -> Halt.Latch? {
        let before = LatchFile.read(target.books.halt)
        if move == .resume {
            _ = try LatchFile.remove(target.books.halt)
        } else if move.level > before?.level ?? .active {
            try LatchFile.write(LatchFile.now(move.level, reason: reason), to: target.books.halt)
        }
        return before
    }

    private func awaitFlatten(_ run: LiveRun) -> RunStatus? {
        var status: RunStatus?
        for _ in 0..<Self.flattenPatience {
            status = run.ask(.status, in: data)
            guard let text = status?.flatten, text.isEmpty || text == "cancelling" || text == "closing" else { break }
            poll(nil, 0, 100)
        }
        return status
    }

    /// Says what was done for one target; false if something was not.
    private func report(_ target: KillSwitchTarget, before: Halt.Latch?, _ answer: RunStatus?) -> Bool {
        let now = LatchFile.read(target.books.halt)
        let isFlat = move != .flatten || answer?.flatten == "done"
        let isDone = isFlat && (target.run == nil || answer != nil)
        if json {
            var line = JSONLine()
            line.add("target", target.name)
            line.add("account", target.account)
            line.add("before", (before?.level ?? .active).word)
            line.add("level", (now?.level ?? .active).word)
            line.add("run", target.run?.name.text)
            line.add("done", isDone)
            if let answer { line.add("status", objects: [answer]) { $0.add(to: &$1) } }
            StandardStream.output.write(line.text + "\n")
        } else {
            StandardStream.output.writeLine(text(target, before, now, answer))
            let working = answer?.working ?? []
            for order in working.prefix(Self.mostShown) {
                StandardStream.output.writeLine("  order \(order.orderId): \(order.terms), \(order.status)")
            }
            if working.count > Self.mostShown {
                StandardStream.output.writeLine("  and \(working.count - Self.mostShown) more: --json lists them all")
            }
        }
        return isDone
    }

    private func text(_ target: KillSwitchTarget, _ before: Halt.Latch?, _ now: Halt.Latch?, _ answer: RunStatus?)
        -> String
    {
        let was = (before?.level ?? .active).word
        var text = "\(target.name): \(now?.text ?? Halt.Level.active.word)"
        if was != (now?.level ?? .active).word { text += " (was \(was))" }
        guard let run = target.run else {
            return text + "; no run is alive: orders at the broker stay"
                + (move == .flatten
                    ? ", and nothing was closed; flatten needs a run, or close the positions in TWS" : "")
        }
        guard let answer else {
            return text + "; run \(run.name.text) does not answer: end process \(run.pid)"
        }
        text += "; run \(run.name.text)"
        if move == .flatten { text += ", flatten: \(answer.flatten)" }
        switch answer.working.count {
        case 0: return text + ", no order is working"
        case 1: return text + ", 1 order is working:"
        default: return text + ", \(answer.working.count) orders are working:"
        }
    }
}
