import ScriptHeader
import ScriptHost
import TWSWire

/// Drives a script by hand: events go in, effects are kept, timers run on a clock that the test moves.
final class ScriptBench {
    /// Ids from fixed starts.
    private final class Identifiers: ScriptIdentifiers {
        var order = 0
        var request = 1_000_000

        func nextOrderId() -> Int {
            order += 1
            return order
        }

        func nextRequestId() -> Int {
            request += 1
            return request
        }
    }

    static let facts = SessionFacts(account: "DU1", accounts: ["DU1"], serverVersion: 200, clientId: 1)

    let session: ScriptSession
    private(set) var effects: [ScriptEffect] = []
    private var timers: [(timer: ScriptTimer, due: Double)] = []
    private(set) var now = 1_000.0

    init(
        _ source: String,
        inputs: [String: String] = [:],
        mode: ScriptConfiguration.Mode = .simulator,
        serverVersion: Int = 200,
        account: String = facts.account,
        starts: Bool = true
    ) throws {
        let header = try ScriptHeader.parse(source: source, file: "test.lua").resolve(inputs: inputs)
        session = try ScriptSession(
            source: source,
            file: "/tmp/test.lua",
            configuration: ScriptConfiguration(mode: mode, header: header, run: "0badcafe"),
            identifiers: Identifiers()
        )
        var facts = Self.facts
        facts.serverVersion = serverVersion
        facts.account = account
        if !facts.accounts.contains(account) { facts.accounts.append(account) }
        if starts { send(.started(facts)) }
    }

    func send(_ event: ScriptEvent) {
        let made = session.handle(event, at: ScriptInstant(seconds: now))
        effects += made
        for effect in made {
            switch effect {
            case .startTimer(let timer, let seconds): timers.append((timer, now + seconds))
            case .cancelTimer(let timer): timers.removeAll { $0.timer == timer }
            default: break
            }
        }
    }

    func receive(_ messages: ServerMessage...) {
        for message in messages { send(.message(message)) }
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
        effects.compactMap { effect in
            guard case .output(let event) = effect, event.name == name else { return nil }
            return event.text
        }
    }

    var prints: [String] { shown("print") }
    var logs: [String] { shown("log") }

    var placed: [PlaceIntent] {
        effects.compactMap { if case .place(let intent) = $0 { intent } else { nil } }
    }

    var modified: [PlaceIntent] {
        effects.compactMap { if case .modify(let intent) = $0 { intent } else { nil } }
    }

    var cancelled: [Int] {
        effects.compactMap { if case .cancel(let orderId) = $0 { orderId } else { nil } }
    }

    var sent: [ClientMessage] {
        effects.compactMap { if case .send(let message) = $0 { message } else { nil } }
    }

    var end: RunEnd? {
        effects.lazy.compactMap { if case .ended(let end) = $0 { end } else { nil } }.first
    }
}
