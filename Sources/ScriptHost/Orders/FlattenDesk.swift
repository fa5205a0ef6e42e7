internal import LuaBridge
internal import ScriptHeader
internal import Trading

/// `flatten()`, `flatten{symbol = "AAPL"}`, `flatten{account = true}`: cancels orders, then closes positions; waits.
final class FlattenDesk {
    static let entry = HostEntry("flatten", waits: true) { session, frame in
        try session.flattens.begin(request(frame), line: frame.line)
    }

    /// The keys of its table.
    static let keys = ["symbol", "account"]

    private unowned let session: ScriptSession
    /// Waiting calls, in the order in which they were made.
    private var tokens: [LuaToken] = []

    init(session: ScriptSession) { self.session = session }

    private static func request(_ frame: borrowing LuaFrame) throws(LuaRaise) -> FlattenRequest {
        var request = FlattenRequest()
        guard !frame.isNil(1) else { return request }
        guard case .table = try frame.value(1) else {
            throw LuaRaise(message: "flatten: expected a table", remedy: "flatten{symbol = \"AAPL\"}")
        }
        for (name, value) in try frame.entries(1) {
            switch (name, value) {
            case ("symbol", .string(let symbol)): request.symbol = symbol
            case ("account", .bool(let flag)): request.isOfAccount = flag
            case ("symbol", _): throw LuaRaise(message: "flatten: symbol: expected a text, got \(value.kind)")
            case ("account", _): throw LuaRaise(message: "flatten: account: expected true or false")
            default: throw Members.unknown(name, of: "flatten", among: keys)
            }
        }
        guard !request.isOfAccount || request.symbol == nil else {
            throw LuaRaise(message: "flatten: symbol and account exclude each other")
        }
        return request
    }

    private func begin(_ request: FlattenRequest, line: Int?) throws(LuaRaise) -> HostResult {
        try session.checkOpen("flatten")
        if request.isOfAccount, session.configuration.header?.permissions?.scope != .account {
            throw session.raise(.denied(.scope(of: "flatten")), function: "flatten", line: line)
        }
        let token = session.waits.begin()
        tokens.append(token)
        session.emit(.flatten(request))
        return .waiting(token)
    }

    /// Completes the oldest call.
    func over(_ text: String) {
        guard !tokens.isEmpty else { return }
        let token = tokens.removeFirst()
        guard text != "done" else {
            session.waits.finish(token, .values([.bool(true)]))
            return
        }
        let raise = LuaRaise(
            code: .name("not_flat"),
            message: "flatten: \(text)",
            remedy: "look at orders() and positions(), and call it again"
        )
        session.waits.finish(token, .raise(raise))
    }
}
