internal import NIOCore
internal import ScriptHost
internal import Synchronization
internal import TWSSession
internal import TWSWire
internal import Trading

/// Where a flatten finds TWS, and its scope.
package struct FlattenOptions: Sendable {
    /// Whether it covers every order and position of the account.
    package var isAccountWide = false
    /// The host of TWS; `nil` for the user's setting.
    package var host: String?
    /// The port of TWS; `nil` for the user's setting.
    package var port: Int?
    /// The client ID; `nil` for the user's setting.
    package var clientId: Int?

    /// Makes options for ibscript's own orders and positions, at the usual TWS.
    package init() {}

    var scope: FlattenScope { isAccountWide ? .account : .own }
}

/// A run without scripts that flattens an account and ends: with the same lock, journal, latch and reconciliation as
/// any.
struct FlattenRun {
    private let target: KillSwitchTarget
    private let scope: FlattenScope
    private let options: RunOptions
    private let data: DataFolder

    /// The result of the run.
    struct Result {
        var status: RunStatus?
        var exitCode: Int32
    }

    init(_ target: KillSwitchTarget, _ flatten: FlattenOptions, in data: DataFolder) throws(RunFailure) {
        var options = RunOptions(scripts: [])
        options.target = .paper(host: flatten.host, port: flatten.port)
        options.clientId = flatten.clientId
        (self.target, scope, self.data) = (target, flatten.scope, data)
        self.options = try options.filled(from: .read(data))
    }

    /// Runs to the end; the calling thread waits for it.
    func run() -> Result {
        let loop = ProcessLoop.shared
        do {
            let digits = RunIdentity.run(seed: 0, source: "", isSimulated: false)
            let keeper = try RunKeeper.begin(
                digits,
                mode: "paper",
                scripts: [FlattenOperator.name],
                peers: options.endpoints.map(\.description),
                clientId: clientId,
                in: data
            )
            defer { keeper.end() }
            let console = Console(form: .text, zone: .local, log: keeper.place.folder)
            let ended = loop.makePromise(of: Int32.self)
            let interruption = Interruption(ended: ended)
            let report = Report()
            loop.execute { start(digits, keeper, console, loop, interruption, ended, report) }
            let exitCode = try ended.futureResult.wait()
            _ = console.finish(patience: .seconds(2))
            return Result(status: report.status.withLock(\.self), exitCode: exitCode)
        } catch let failure as RunFailure {
            StandardStream.error.writeLine("ibscript: \(target.name): \(failure)")
            return Result(exitCode: failure.status)
        } catch {
            StandardStream.error.writeLine("ibscript: \(target.name): \(error)")
            return Result(exitCode: ExitStatus.fault)
        }
    }

    /// What the loop leaves for the waiting thread.
    private final class Report: Sendable {
        let status = Mutex<RunStatus?>(nil)
    }

    private var clientId: Int { options.clientId ?? RunOptions.usualClientId }

    private func start(
        _ digits: String,
        _ keeper: RunKeeper,
        _ console: Console,
        _ loop: any EventLoop,
        _ interruption: Interruption,
        _ ended: EventLoopPromise<Int32>,
        _ report: Report
    ) {
        var session = ClientSession.Configuration()
        session.clientId = clientId
        session.optionalCapabilities = SimulatorNotice.capability
        session.holdsOrders = { keeper.control.holdsOrders }
        var supervision = ConnectionSupervisor.Configuration(endpoints: options.endpoints)
        supervision.reconnects = false
        let clock = WallClock(on: loop)
        let coordinator = RunCoordinator(
            RunCoordinator.Configuration(
                mode: .paper,
                account: target.account,
                clientId: clientId,
                supervision: supervision
            ),
            links: SocketLinks(session, on: loop),
            clock: clock,
            output: console,
            journal: FileJournal(.account(target.account, in: data), for: [FlattenOperator.name])
        )
        coordinator.whenSimulated = { [unowned coordinator] notice in
            clock.follow(notice)
            coordinator.instance = notice.instance
        }
        coordinator.add(FlattenOperator.seat(scope, run: digits)) { _ in FlattenOperator() }
        coordinator.listen(to: keeper.control)
        coordinator.whenClaimed = { [target] login throws(RunFailure) in
            guard try keeper.place.data.books(of: login) == target.books else {
                let there = login.instance.map { "simulator \($0)" } ?? "TWS"
                throw RunFailure(ExitStatus.denied, "\(target.name) is not at \(there), which answers here")
            }
            try keeper.claim(login)
        }
        coordinator.whenBegun = { [scope, unowned coordinator] in
            interruption.pass(to: coordinator, stopping: [], on: loop)
            keeper.control.send(.flatten(scope))
        }
        coordinator.whenFlattened = { [unowned coordinator] status in
            report.status.withLock { $0 = status }
            coordinator.take(.stop(.other("flatten is over")))
        }
        coordinator.whenEnded = { status in
            ended.succeed(status)
            withExtendedLifetime(coordinator) {}
        }
        coordinator.take(.begin)
    }
}

/// The operator of a run without scripts: it trades nothing itself and ends when told to.
private final class FlattenOperator: RunningScript {
    static let name = "flatten"

    /// Returns the seat; for the whole account it sees every order, so that orders of other clients are in the book.
    static func seat(_ scope: FlattenScope, run: String) -> ScriptSeat {
        var permissions = TradePermissions()
        permissions.scope = scope == .account ? .account : nil
        return ScriptSeat(
            name: name,
            gate: RiskGate(permissions: permissions, headerReplacesDefaults: false, defaults: .open),
            run: run,
            onStop: .leave
        )
    }

    func handle(_ event: ScriptEvent, at moment: RunInstant) -> [ScriptEffect] {
        guard case .stopRequested(let request) = event else { return [] }
        let end =
            switch request {
            case .timeLimit: RunEnd(.timeLimit)
            case .interrupted: RunEnd(.interrupted)
            case .connectionLost(let text): RunEnd(.connectionLost, message: text)
            case .refused(let text): RunEnd(.denied, message: text)
            case .other(let text): RunEnd(.finished, message: text)
            }
        return [.ended(end)]
    }
}
