internal import LuaBridge
internal import TWSWire

/// The result of `pnl`: profit and loss of an account or of one position, kept up to date.
final class ProfitFigures: LiveStream {
    static let event: String? = nil

    private let account: String
    private unowned let session: ScriptSession
    private var figures: [(name: String, value: LuaValue)] = []
    var isOn = false

    init(account: String, session: ScriptSession) { (self.account, self.session) = (account, session) }

    func take(_ message: ServerMessage) -> Bool {
        switch message {
        case .pnl(let pnl): set(pnl.dailyPnL, pnl.unrealizedPnL, pnl.realizedPnL)
        case .pnlSingle(let pnl):
            set(pnl.dailyPnL, pnl.unrealizedPnL, pnl.realizedPnL)
            figures.append(("position", pnl.pos.map { LuaValue($0) } ?? .nil))
            figures.append(("value", Self.number(pnl.value)))
        default: return false
        }
        return true
    }

    private func set(_ daily: Double, _ unrealized: Double, _ realized: Double) {
        figures = [
            ("dailyPnL", Self.number(daily)), ("unrealizedPnL", Self.number(unrealized)),
            ("realizedPnL", Self.number(realized)),
        ]
    }

    /// TWS writes the largest possible number for one that it does not have.
    private static func number(_ value: Double) -> LuaValue { abs(value) < 1e300 ? .number(value) : .nil }

    static func describe() -> LuaClass<ProfitFigures> {
        var description: LuaClass<ProfitFigures> = Members.of("pnl")
        for name in ["dailyPnL", "unrealizedPnL", "realizedPnL", "position", "value"] {
            description.field(name) { $0.figures.first { $0.name == name }?.value }
        }
        let values = description.values
        description.field("account") { .string($0.account) }
        description.entries = { .table(try values($0)) }
        description.text = { Members.text("pnl", try values($0)) }
        description.method("off") { figures, _ in
            figures.session.streams.remove(figures)
            return .returned
        }
        return description
    }
}
