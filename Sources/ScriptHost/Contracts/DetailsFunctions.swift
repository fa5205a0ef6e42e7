internal import LuaBridge
internal import TWSWire
internal import Trading

/// `details(c)`: everything TWS knows of what matches; `qualify(c)`: the one contract that matches, in full.
enum DetailsFunctions {
    static let entries: [HostEntry] = [
        HostEntry("details", waits: true) { session, frame in
            try begin("details", session, frame) { found, shapes in
                .push { writer in
                    writer.pushArray(count: found.count) { shapes.pushPrepared(found[$0], to: writer) }
                }
            }
        },
        HostEntry("qualify", waits: true) { session, frame in
            try begin("qualify", session, frame) { found, shapes in
                guard found.count == 1 else { return .raise(ambiguous(found)) }
                let fields = StructureShapes.changed(found[0].contract, over: Contract())
                return .push { shapes.pushPrepared(Contract.self, fields: fields, to: $0) }
            }
        },
    ]

    private static func begin(
        _ function: String,
        _ session: ScriptSession,
        _ frame: borrowing LuaFrame,
        _ answer: @escaping ([ContractDetails], StructureShapes) -> Delivery
    ) throws -> HostResult {
        var request = ClientMessage.ReqContractDetails()
        request.contract = try session.contract(try frame.value(1), function: function)
        try session.shapes.prepare(ContractDetails.self)
        let shapes = session.shapes
        var found = AnswerRows<ContractDetails>(of: function)
        return try session.requests.begin(function, .request(.reqContractDetails(request), .allocated)) { message, id in
            switch message {
            case .contractDetails(let details) where details.reqId == id: return found.append([details.contractDetails])
            case .bondContractDetails(let details) where details.reqId == id:
                return found.append([details.contractDetails])
            case .contractDetailsEnd(let end) where end.reqId == id: return answer(found.rows, shapes)
            default: return nil
            }
        }
    }

    private static func ambiguous(_ found: [ContractDetails]) -> LuaRaise {
        let shown = found.prefix(5).map { details in
            let contract = details.contract
            return [
                contract.symbol, contract.secType.text, contract.exchange, contract.currency,
                contract.lastTradeDateOrContractMonth,
            ].filter { !$0.isEmpty }.joined(separator: " ")
        }
        return LuaRaise(
            message: "qualify: \(found.count) contracts match"
                + (shown.isEmpty ? "" : ": " + shown.joined(separator: ", ")),
            remedy: "say more: exchange, primaryExchange, currency, or conId"
        )
    }
}
