internal import Glibc
internal import ScriptHost
internal import Trading

/// `ibscript reduce | halt | flatten | resume`: moves the kill switch.
///
/// The latch file is on disk before any run is told, so that a run that starts meanwhile finds it.
package struct KillSwitch: Sendable {
    /// A move of the switch.
    package enum Move: String, Sendable, CaseIterable {
        /// Only orders that reduce a position.
        case reduce
        /// No orders.
        case halt
        /// Like ``reduce``, then cancel and close.
        case flatten
        /// Trading is open again.
        case resume

        /// The level of the switch after the move.
        fileprivate var level: Halt.Level {
            switch self {
            case .reduce, .flatten: .reducing
            case .halt: .halted
            case .resume: .active
            }
        }
    }

    /// How long TWS may take for a flatten, in tenths of a second.
    private static let flattenPatience = 550

    /// The largest number of working orders listed on the terminal.
    private static let mostShown = 20

    private let move: Move
    private let reason: String
    private let data: DataFolder
    private let json: Bool
    private let flatten: FlattenOptions
    /// Whether the account was named.
    private let isNamed: Bool

    /// Moves the switch of one account, or of every account in the data folder; prints what was done for each and what
    /// is still working.
    ///
    /// - Parameter flatten: Where a flatten finds TWS if no run is alive, and its scope.
    /// - Returns: The exit code: 0 if everything was done, 1 if something was not; for a flatten without a run, also 4
    ///   and 5.
    package static func run(
        _ move: Move,
        account: String?,
        reason: String,
        dataFolder: String?,
        json: Bool,
        flatten: FlattenOptions = FlattenOptions()
    ) -> Int32 {
        do throws(RunFailure) {
            let data = try DataFolder(option: dataFolder)
            let alive = LiveRun.all(in: data)
            let command = KillSwitch(
                move: move,
                reason: reason,
                data: data,
                json: json,
                flatten: flatten,
                isNamed: account != nil
            )
            return try command.move(command.targets(account, alive))
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
            throw RunFailure(ExitStatus.notFound, "\(data.path) holds no account \(account)")
        }
        let books = try data.books(account: account)
        try books.make()
        return [KillSwitchTarget(name: account, account: account, books: books)]
    }

    /// The result for one target.
    private struct Outcome {
        let target: KillSwitchTarget
        var before: Halt.Latch?
        /// What was to be written, and why it was not.
        var wanted: Halt.Latch?
        var failure: RunFailure?
        var run: LiveRun?
        var answer: RunStatus?
        /// The exit code of a flatten's own run, if it needed one.
        var exitCode: Int32?
    }

    private func move(_ targets: [KillSwitchTarget]) throws(RunFailure) -> Int32 {
        var outcomes = targets.map(moveLatch)
        // Only now: a run that has started meanwhile has already read its latch, or is among these.
        let alive = LiveRun.all(in: data)
        for run in alive where run.books.isEmpty { _ = run.ask(.latch, in: data) }
        // All are told before anything is waited for.
        for place in outcomes.indices {
            outcomes[place].run = alive.first { $0.books == outcomes[place].target.books.path }
            outcomes[place].answer = outcomes[place].run?.ask(.latch, outcomes[place].wanted, in: data)
        }
        if move == .flatten { flattenAll(&outcomes) } else { askAgain(&outcomes) }
        return outcomes.reduce(ExitStatus.success) { status, outcome in
            let own =
                report(outcome) ? ExitStatus.success : outcome.exitCode.map { max($0, 1) } ?? ExitStatus.scriptError
            return status == ExitStatus.success ? own : status
        }
    }

    /// How often a run that is too busy to say which orders are working is asked again, a third of a second each.
    private static let mostQuestions = 6

    /// Asks runs again that did not know, in the middle of their work, which orders are working.
    private func askAgain(_ outcomes: inout [Outcome]) {
        for place in outcomes.indices {
            guard let run = outcomes[place].run else { continue }
            for _ in 0..<Self.mostQuestions where outcomes[place].answer?.isStale == true {
                outcomes[place].answer = run.ask(.status, in: data) ?? outcomes[place].answer
            }
        }
    }

    /// Flattens all: live runs side by side; accounts without one get a run of their own, one after the other.
    private func flattenAll(_ outcomes: inout [Outcome]) {
        let request: ControlRequest = flatten.isAccountWide ? .flattenAccount : .flatten
        for place in outcomes.indices { outcomes[place].answer = outcomes[place].run?.ask(request, in: data) }
        for place in outcomes.indices {
            if let run = outcomes[place].run {
                if outcomes[place].answer != nil { outcomes[place].answer = awaitFlatten(run) }
            } else if !outcomes[place].target.isEmbedded {
                flattenAlone(&outcomes[place])
            }
        }
    }

    private func flattenAlone(_ outcome: inout Outcome) {
        guard isNamed || flatten.isAccountWide || !outcome.target.isIdle else {
            var status = RunStatus()
            status.flatten = "done"
            outcome.answer = status
            return
        }
        do throws(RunFailure) {
            let result = try FlattenRun(outcome.target, flatten, in: data).run()
            (outcome.answer, outcome.exitCode) = (result.status, result.exitCode)
        } catch {
            outcome.failure = outcome.failure ?? error
            outcome.exitCode = error.status
        }
    }

    /// Moves one latch; a stricter one that is already closed stays.
    private func moveLatch(_ target: KillSwitchTarget) -> Outcome {
        var outcome = Outcome(target: target, before: LatchFile.read(target.books.halt))
        do throws(RunFailure) {
            if move == .resume {
                _ = try LatchFile.remove(target.books.halt)
            } else if move.level > outcome.before?.level ?? .active {
                let latch = LatchFile.now(move.level, reason: reason)
                outcome.wanted = latch
                try LatchFile.write(latch, to: target.books.halt)
            }
        } catch {
            outcome.failure = error
        }
        return outcome
    }

    private func awaitFlatten(_ run: LiveRun) -> RunStatus? {
        var status: RunStatus?
        for _ in 0..<Self.flattenPatience {
            status = run.ask(.status, in: data)
            guard let text = status?.flatten, text.isEmpty || RunStatus.FlattenStep(rawValue: text) != nil else {
                break
            }
            poll(nil, 0, 100)
        }
        return status
    }

    /// Reports what was done for one target; returns `false` if something was not.
    private func report(_ outcome: Outcome) -> Bool {
        let now = LatchFile.read(outcome.target.books.halt)
        let isFlat = move != .flatten || outcome.answer?.flatten == "done"
        let isDone = isFlat && outcome.failure == nil && (outcome.run == nil || outcome.answer != nil)
        if json {
            var line = JSONLine()
            line.add("target", outcome.target.name)
            line.add("account", outcome.target.account)
            line.add("before", (outcome.before?.level ?? .active).word)
            line.add("level", (now?.level ?? .active).word)
            line.add("run", outcome.run?.name.text)
            line.add("done", isDone)
            line.add("failure", outcome.failure?.description)
            if let answer = outcome.answer { line.add("status", objects: [answer]) { $0.add(to: &$1) } }
            StandardStream.output.write(line.text + "\n")
        } else {
            StandardStream.output.writeLine(text(outcome, now))
            let working = outcome.answer.map { $0.isStale ? [] : $0.working } ?? []
            for order in working.prefix(Self.mostShown) {
                StandardStream.output.writeLine("  order \(order.orderId): \(order.terms), \(order.status)")
            }
            if working.count > Self.mostShown {
                StandardStream.output.writeLine("  and \(working.count - Self.mostShown) more: --json lists them all")
            }
        }
        return isDone
    }

    private func text(_ outcome: Outcome, _ now: Halt.Latch?) -> String {
        let was = (outcome.before?.level ?? .active).word
        var text = "\(outcome.target.name): \(now?.text ?? Halt.Level.active.word)"
        if was != (now?.level ?? .active).word { text += " (was \(was))" }
        if let failure = outcome.failure { text += "; the latch does not hold for later runs: \(failure)" }
        guard let run = outcome.run else {
            guard move == .flatten else { return text + "; no run is alive: orders at the broker stay" }
            guard let answer = outcome.answer else { return text + "; not flattened" }
            return text + ", flatten: \(answer.flatten)" + Self.working(answer)
        }
        guard let answer = outcome.answer else {
            return text + "; run \(run.name.text) does not answer: end process \(run.pid)"
        }
        text += "; run \(run.name.text)"
        if outcome.failure != nil { text += " is \(answer.level.word)" }
        if move == .flatten { text += ", flatten: \(answer.flatten)" }
        return text + Self.working(answer)
    }

    private static func working(_ answer: RunStatus) -> String {
        if answer.isStale { return ", which is too busy to say which orders are working" }
        return switch answer.working.count {
        case 0: ", no order is working"
        case 1: ", 1 order is working:"
        default: ", \(answer.working.count) orders are working:"
        }
    }
}
