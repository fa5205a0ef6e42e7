import CivilTime
import Foundation
import ScriptHeader
import ScriptHost
import TWSWire
import Trading

/// Drives a script by hand, with a desk of its own: events go in, effects and what the desk makes are kept, timers run on a
/// clock that the test moves.
final class ScriptBench {
    /// The script's way to the bench.
    private final class Door: DeskAccess {
        weak var bench: ScriptBench?
        var elapsed: UInt64 = 0

        func submit(_ intent: Intent, line: Int?) -> Verdict {
            bench?.submit(intent, line: line) ?? .impossible(Obstacle(.scriptEnded, "the bench is gone"))
        }
    }

    static let facts = SessionFacts(account: "DU1", accounts: ["DU1"], serverVersion: 200, clientId: 1)

    /// An order as it left.
    struct Placed {
        var orderId: Int
        var contract: Contract
        var order: Order
    }

    /// What `desk` and `session` have made, in order.
    enum Trace {
        case placed(Placed)
        case modified(Placed)
        case cancelled(Int)
        case sent(ClientMessage)
        case shown(HostEvent)
    }

    let session: ScriptSession
    private let door = Door()
    private(set) var desk = TradingDesk(configuration: TradingDesk.Configuration(clientId: 1))
    /// When the desk wants to be woken.
    private var wake: Double?
    private let script: ScriptID
    private(set) var trace: [Trace] = []
    /// What the script wants kept, in order.
    private(set) var remembered: [ScriptMemory] = []
    /// For each of its intents, whether it said that nothing of its event comes before.
    private(set) var nothingBefore: [Bool] = []
    /// What the script has checked.
    private(set) var checks: [ScriptCheckResult] = []
    private(set) var end: RunEnd?
    private var turns: [(verdict: Verdict, actions: [DeskAction])] = []
    private var timers: [(timer: ScriptTimer, due: Double)] = []
    private(set) var now: Double
    /// The machine's clock in nanoseconds; a test moves it.
    var elapsed: UInt64 {
        get { door.elapsed }
        set { door.elapsed = newValue }
    }
    /// Whether the test gives the script its further turns, instead of the bench at once.
    private let turnsByHand: Bool
    /// Whether the script has asked for another turn.
    private(set) var wantsTurn = false

    init(
        _ source: String,
        inputs: [String: String] = [:],
        mode: ScriptConfiguration.Mode = .simulator,
        serverVersion: Int = 200,
        account: String = facts.account,
        starts: Bool = true,
        turnsByHand: Bool = false,
        at begin: Double = 1_000,
        files: any FileAccess = NoFiles(),
        modules: any ModuleAccess = NoModules(),
        clientId: Int = 1,
        startsFresh: Bool = true,
        history: JournalHistory = JournalHistory(),
        memory: [String: String] = [:],
        isDialogue: Bool = false
    ) throws {
        now = begin
        self.turnsByHand = turnsByHand
        desk = TradingDesk(configuration: .init(clientId: clientId, startsFresh: startsFresh), history: history)
        let header = try ScriptHeader.parse(source: source, file: "test.lua").resolve(inputs: inputs)
        script = desk.add(
            ScriptSeat(
                name: "test",
                gate: RiskGate(
                    permissions: header.permissions,
                    headerReplacesDefaults: mode == .simulator,
                    defaults: .open
                ),
                run: "0badcafe",
                onStop: header.permissions?.onStop ?? .leave
            )
        )
        var configuration = ScriptConfiguration(
            mode: mode,
            header: header,
            run: "0badcafe",
            zones: ZoneSource(usual: "America/New_York") { name in
                FileManager.default.contents(atPath: "/usr/share/zoneinfo/\(name)").flatMap {
                    try? ZoneFile.rules([UInt8]($0))
                }
            }
        )
        configuration.isDialogue = isDialogue
        session = try ScriptSession(
            source: source,
            file: "/tmp/test.lua",
            configuration: configuration,
            access: door,
            files: files,
            modules: modules,
            elapsed: { [door] in door.elapsed }
        )
        door.bench = self
        var facts = Self.facts
        facts.serverVersion = serverVersion
        facts.account = account
        facts.memory = memory
        if !facts.accounts.contains(account) { facts.accounts.append(account) }
        connect(facts)
        if starts { send(.started(facts)) }
    }

    private func connect(_ facts: SessionFacts) {
        let connection = TradingDesk.Connection(
            account: facts.account,
            accounts: facts.accounts,
            serverVersion: facts.serverVersion,
            nextValidId: 1
        )
        run(desk.connected(connection, at: moment))
    }

    private var moment: RunInstant { RunInstant(seconds: now) }

    private func submit(_ intent: Intent, line: Int?) -> Verdict {
        let (verdict, actions) = desk.submit(intent, of: script, line: line, at: moment)
        turns.append((verdict, actions))
        nothingBefore.append(session.isNothingBefore)
        return verdict
    }

    func send(_ event: ScriptEvent) {
        if case .continueSlice = event { wantsTurn = false }
        for effect in session.handle(event, at: moment) { perform(effect) }
        if wantsTurn, !turnsByHand { send(.continueSlice) }
    }

    private func perform(_ effect: ScriptEffect) {
        switch effect {
        case .deskTurn:
            let (verdict, actions) = turns.removeFirst()
            note(verdict)
            run(actions)
            HostEvent.forEachLine(of: verdict) { trace.append(.shown($0)) }
        case .startTimer(let timer, let seconds, _): timers.append((timer, now + seconds))
        case .cancelTimer(let timer): timers.removeAll { $0.timer == timer }
        case .output(let event): trace.append(.shown(event))
        case .continueLater: wantsTurn = true
        case .flatten: break
        case .check(let check): checks.append(check)
        case .remember(let entries): remembered += entries
        case .ended(let end): finish(end)
        }
    }

    /// The desk treats the orders that still work; a run would wait for it.
    private func finish(_ end: RunEnd) {
        let retirement = desk.retire(script, at: moment)
        run(retirement.actions)
        var end = end
        end.workingOrders = retirement.working.map(\.orderId)
        self.end = end
        trace.append(.shown(.ended(end)))
    }

    private func note(_ verdict: Verdict) {
        switch verdict {
        case .placed(let entries):
            for entry in entries.map(\.value) {
                trace.append(.placed(Placed(orderId: entry.orderId, contract: entry.contract, order: entry.order)))
            }
        case .modified(let order):
            let entry = order.value
            trace.append(.modified(Placed(orderId: entry.orderId, contract: entry.contract, order: entry.order)))
        default: break
        }
    }

    private func run(_ actions: [DeskAction]) {
        for action in actions {
            switch action {
            case .send(.placeOrder(let place)) where !place.order.whatIf: break
            case .send(.cancelOrder(let cancel)), .takeBack(_, .cancelOrder(let cancel)):
                trace.append(.cancelled(cancel.orderId))
            case .send(let message), .takeBack(_, let message): trace.append(.sent(message))
            case .tell(_, .order(let order, let changes)): tell(order, changes)
            case .tell(_, .requestFailed(let id, let message)): send(.requestFailed(id: id, message: message))
            case .tell(_, .watched(let order, let changes)):
                send(.order(ScriptEvent.OrderNews(order, changes: changes)))
            case .note(let text): trace.append(.shown(.note(text)))
            case .wakeAt(let moment): wake = moment.seconds
            case .reconciled: send(.reconciled)
            case .learned: send(.learned)
            case .alarm(let message, let orderId): trace.append(.shown(.alarm(message: message, orderId: orderId)))
            case .journal: break
            }
        }
    }

    private func tell(_ order: LedgerSnapshot, _ changes: [LedgerChange]) {
        trace += changes.compactMap { HostEvent($0, of: order.value) }.map(Trace.shown)
        send(.order(ScriptEvent.OrderNews(order, changes: changes)))
    }

    func receive(_ messages: ServerMessage...) {
        for message in messages {
            guard !message.isMarketData else {
                let route = desk.route(tick: message, at: moment)
                send(.message(route.requestId.map(message.with(requestId:)) ?? message))
                continue
            }
            let reception = desk.receive(message, at: moment)
            run(reception.actions)
            for news in reception.news {
                trace += news.changes.compactMap { HostEvent($0, of: news.entry) }.map(Trace.shown)
            }
            let news = reception.news.map { ScriptEvent.OrderNews($0.snapshot, changes: $0.changes) }
            send(.message(reception.message, news))
        }
    }

    /// The link could not carry an order.
    func refuse(_ orderId: Int, because reason: String) {
        var place = ClientMessage.PlaceOrder()
        place.orderId = orderId
        run(desk.notSent(.placeOrder(place), because: reason, at: moment))
    }

    /// The connection goes, without coming back.
    func disconnect(_ reason: String) {
        run(desk.disconnected(reason: reason, at: moment))
        send(.disconnected(reason: reason))
    }

    /// TWS answers what the desk has asked to know where orders stand: every question from one place on.
    func answerRound(openOrders: [ServerMessage] = [], since first: Int = 0) {
        for message in sent.dropFirst(first) {
            switch message {
            case .reqIds:
                var next = ServerMessage.NextValidId()
                next.orderId = 1
                receive(.nextValidId(next))
            case .reqAllOpenOrders:
                for order in openOrders { receive(order) }
                receive(.openOrderEnd(.init()))
            case .reqExecutions(let request):
                var end = ServerMessage.ExecDetailsEnd()
                end.reqId = request.reqId
                receive(.execDetailsEnd(end))
            case .reqCompletedOrders: receive(.completedOrdersEnd(.init()))
            case .reqPositions: receive(.positionEnd(.init()))
            default: break
            }
        }
    }

    /// Comes back from a loss that began so many seconds ago.
    func reconnect(after gap: Double = 1) {
        let first = sent.count
        connect(Self.facts)
        run(desk.restoreStreams(onlyData: false, gap: gap).actions)
        send(.connected(Self.facts))
        answerRound(since: first)
        resume(after: gap, .socket, isRestored: true)
    }

    /// All is there again after a loss that began so many seconds ago.
    func resume(after gap: Double, _ cause: ConnectionGap.Cause, isRestored: Bool) {
        let from = RunInstant(seconds: now - gap)
        send(.resumed(ConnectionGap(from: from, to: moment, seconds: gap, cause: cause, isRestored: isRestored)))
    }

    /// Moves the clock; timers run out in order.
    func advance(_ seconds: Double) {
        let end = now + seconds
        while let next = timers.min(by: { ($0.due, $0.timer.rawValue) < ($1.due, $1.timer.rawValue) }), next.due <= end
        {
            timers.removeAll { $0.timer == next.timer }
            now = next.due
            send(.timer(next.timer))
        }
        now = end
    }

    /// Everything that was shown, by the name of its event.
    func shown(_ name: String) -> [String] {
        events.filter { $0.name == name }.map(\.text)
    }

    /// Everything that was shown, in order.
    var events: [HostEvent] { trace.compactMap { if case .shown(let event) = $0 { event } else { nil } } }

    /// Lines of data on stdout.
    var data: [String] {
        trace.compactMap { if case .shown(.data(let text)) = $0 { text } else { nil } }
    }

    var prints: [String] { shown("print") }
    var logs: [String] { shown("log") }
    var placed: [Placed] { trace.compactMap { if case .placed(let order) = $0 { order } else { nil } } }
    var modified: [Placed] { trace.compactMap { if case .modified(let order) = $0 { order } else { nil } } }
    var cancelled: [Int] { trace.compactMap { if case .cancelled(let orderId) = $0 { orderId } else { nil } } }
    var sent: [ClientMessage] { trace.compactMap { if case .sent(let message) = $0 { message } else { nil } } }
}
