internal import ScriptHeader
internal import ScriptHost
internal import Trading

/// Lets a run trade real money only if everything agrees: the flag, the account, its limits file, the journal, the
/// script's sandbox, and the user.
enum LiveGuard {
    /// The facts that decide.
    struct Facts: Sendable {
        /// The account from the command line.
        var account: String?
        /// Whether every order is written to the journal before it leaves.
        var isJournaled = true
        /// Whether scripts run in processes of their own, behind every fence.
        var isIsolated = true
        /// The account's limits file; `nil` if there is none.
        var limits: AccountLimits?
        /// Whether only the owner may read the file.
        var areLimitsPrivate = true
        /// The path of the file, whether it exists or not.
        var limitsPath = ""
        /// The scripts whose header has no `[trade]`.
        var undeclared: [String] = []
    }

    /// Returns why no order may leave; `nil` if all conditions are met. Whether TWS reports the same account, and
    /// whether the user has approved the scripts, is checked later.
    static func refusal(_ facts: Facts) -> String? {
        guard let account = facts.account, !account.isEmpty else {
            return "--live needs --account: the account is never guessed"
        }
        if account.hasPrefix("D") { return "account \(account) is a paper account; use --paper" }
        guard facts.isJournaled else { return "--live needs the journal: leave out --journal off" }
        if let script = facts.undeclared.first {
            return "\(script): its header has no [trade]: say what it may trade before it trades real money"
        }
        guard let limits = facts.limits else {
            return "\(facts.limitsPath) is missing: write account = \"\(account)\" and your limits into it, then "
                + "chmod 600 \(facts.limitsPath)"
        }
        guard let pinned = limits.account else {
            return "\(facts.limitsPath): it does not name its account; add account = \"\(account)\""
        }
        guard pinned == account else { return "\(facts.limitsPath): it pins account \(pinned), not \(account)" }
        guard facts.areLimitsPrivate else {
            return "\(facts.limitsPath): others may read it; run: chmod 600 \(facts.limitsPath)"
        }
        guard facts.isIsolated else {
            return "--live needs scripts in processes of their own, on a kernel with seccomp and Landlock: leave out "
                + "--in-process"
        }
        return nil
    }

    /// Checks all conditions that can be checked before the connection, and asks the user about scripts that are not
    /// approved.
    static func admit(_ scripts: [LoadedScript], _ options: RunOptions, _ data: DataFolder?) throws {
        guard let data else { throw RunFailure(ExitStatus.denied, "--live needs a data folder") }
        var facts = Facts(account: options.account)
        facts.isJournaled = options.journal != .off
        facts.isIsolated = Isolation.isWhole(options)
        facts.undeclared = scripts.filter { $0.header.permissions == nil }.map(\.file)
        if let account = options.account, !account.isEmpty {
            facts.limitsPath = try data.limits(account)
            facts.limits = try LimitsFile.read(account, in: data)
            facts.areLimitsPrivate = try facts.limits == nil || LimitsFile.isPrivate(account, in: data)
        }
        if let reason = refusal(facts) { throw RunFailure(ExitStatus.denied, reason) }
        guard let account = options.account, let limits = facts.limits else { return }
        let desk = GrantDesk(data: data, terminal: .own, approval: options.approval)
        for script in scripts {
            let gate = script.seat(.live, run: "").gate.limited(by: limits)
            try desk.require(script, gate.limits, account: account, isLive: true)
        }
    }
}
