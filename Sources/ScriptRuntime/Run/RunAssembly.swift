internal import LuaBridge
internal import NIOCore
internal import ScriptHeader
internal import ScriptHost
internal import TWSSession

/// Puts a script's session, its link and its clock together.
struct RunAssembly {
    let script: LoadedScript
    let options: RunOptions
    let loop: any EventLoop
    let ended: EventLoopPromise<Int32>
    let interruption: Interruption
    let console: Console

    /// Makes the driver of the run.
    ///
    /// - Throws: `ScriptError` when there is no memory for a Lua state.
    func driver(
        mode: ScriptConfiguration.Mode,
        link: any ClientLink,
        clock: any RunClock,
        handler: RunHandler
    ) throws -> RunDriver {
        let identifiers = LinkIdentifiers(link)
        let configuration = ScriptConfiguration(
            mode: mode,
            header: script.resolved,
            seed: options.seed,
            run: RunIdentity.run(seed: options.seed, source: script.source, isSimulated: mode == .simulator)
        )
        let session = try ScriptSession(
            source: script.source,
            file: script.file,
            configuration: configuration,
            identifiers: identifiers
        )
        let driver = RunDriver(
            session: session,
            link: link,
            clock: clock,
            loop: loop,
            console: console
        )
        driver.whenEnded = { handler.end($0) }
        handler.driver = driver
        return driver
    }

    /// Starts what ends the run after `--for`.
    func startTimeLimit(_ driver: RunDriver, _ clock: any RunClock) {
        guard let limit = options.timeLimit else { return }
        _ = clock.startTimer(after: limit) { driver.take(.stopRequested(.timeLimit)) }
    }

    /// What the client's session is made with.
    var sessionConfiguration: ClientSession.Configuration {
        var configuration = ClientSession.Configuration()
        configuration.clientId = options.clientId
        configuration.maximumRate = options.maximumRate
        return configuration
    }

    /// Begins the script, once the account is known to be one it may trade.
    func begin(_ ready: ClientSession.Ready, _ driver: RunDriver) {
        guard let account = account(of: ready, driver) else { return }
        let facts = SessionFacts(
            account: account,
            accounts: ready.accounts,
            serverVersion: ready.serverVersion,
            clientId: options.clientId
        )
        interruption.pass(to: driver, on: loop)
        driver.take(.started(facts))
    }

    /// Ends a run that has not begun.
    func fail(_ driver: RunDriver, _ status: Int32, _ message: String) {
        driver.note("ibscript: \(message)")
        ended.succeed(status)
    }

    /// The account to trade; `nil` when the run was refused.
    private func account(of ready: ClientSession.Ready, _ driver: RunDriver) -> String? {
        let accounts = ready.accounts.joined(separator: ", ")
        let account: String
        if let wanted = options.account {
            guard ready.accounts.contains(wanted) else {
                fail(driver, ExitStatus.denied, "account \(wanted) is not one of this login: \(accounts)")
                return nil
            }
            account = wanted
        } else {
            guard ready.accounts.count == 1, let only = ready.accounts.first else {
                fail(
                    driver,
                    ExitStatus.denied,
                    "the login has several accounts (\(accounts)); choose one with --account"
                )
                return nil
            }
            account = only
        }
        // Paper or live is decided by the account id, never by the port.
        guard account.hasPrefix("D") else {
            fail(
                driver,
                ExitStatus.denied,
                "account \(account) is a live account: --paper trades paper accounts only, their ids begin with D"
            )
            return nil
        }
        return account
    }
}
