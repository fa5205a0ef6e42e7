internal import LuaBridge
internal import TWSWire
internal import Trading

/// `details(c)`: everything TWS knows about the matches; `qualify(c)`: the only matching contract, in full;
/// `search(text)`.
enum DetailsFunctions {
    static let entries: [HostEntry] = [
        HostEntry("details", waits: true) { session, frame in
            let contract = try session.contract(try frame.value(1), function: "details")
            try session.shapes.prepare(ContractDetails.self)
            let shapes = session.shapes
            return try Inquiry.begin("details", session) { inquiry throws(LuaRaise) in
                try inquiry.details(contract) { found in
                    inquiry.finish(
                        .push { writer in
                            writer.pushArray(count: found.count) { shapes.pushPrepared(found[$0], to: writer) }
                        }
                    )
                }
            }
        },
        HostEntry("qualify", waits: true) { session, frame in
            let contract = try session.contract(try frame.value(1), function: "qualify")
            try session.shapes.prepare(Contract.self)
            return try Inquiry.begin("qualify", session) { inquiry throws(LuaRaise) in
                try inquiry.qualified(contract) { details in inquiry.finish(give(details.contract, session)) }
            }
        },
        HostEntry("search", waits: true, search),
    ]

    /// Returns a contract as an answer; its shape must be prepared.
    static func give(_ contract: Contract, _ session: ScriptSession) -> Delivery {
        let shapes = session.shapes
        let fields = StructureShapes.changed(contract, over: Contract())
        return .push { shapes.pushPrepared(Contract.self, fields: fields, to: $0) }
    }

    /// Returns a list of contracts as an answer; their shape must be prepared.
    static func give(_ contracts: [Contract], _ session: ScriptSession) -> Delivery {
        let shapes = session.shapes
        let all = contracts.map { StructureShapes.changed($0, over: Contract()) }
        return .push { writer in
            writer.pushArray(count: all.count) { shapes.pushPrepared(Contract.self, fields: all[$0], to: writer) }
        }
    }

    /// `search("apple")`: the contracts whose symbol or name matches a text, best first.
    private static func search(_ session: ScriptSession, _ frame: borrowing LuaFrame) throws -> HostResult {
        guard let text = frame.string(1), !text.isEmpty, text.utf8.count <= 100 else {
            throw LuaRaise(message: "search: expected a text", remedy: "search(\"apple\")")
        }
        var request = ClientMessage.ReqMatchingSymbols()
        request.pattern = text
        try session.shapes.prepare(Contract.self)
        return try session.requests.begin("search", .request(.reqMatchingSymbols(request), .allocated)) {
            message,
            id in
            guard case .symbolSamples(let samples) = message, samples.reqId == id else { return nil }
            return give(samples.contractDescriptions.map(\.contract), session)
        }
    }

    /// Returns the only contract found.
    static func only(_ found: [ContractDetails], function: String) throws(LuaRaise) -> ContractDetails {
        guard found.count != 1 else { return found[0] }
        let shown = found.prefix(8).map { details in
            let contract = details.contract
            return [
                contract.symbol, contract.secType.text, contract.lastTradeDateOrContractMonth,
                contract.strike.flatMap { $0 == 0 ? nil : RecordText.text(.number($0)) } ?? "", contract.right.text,
                contract.exchange, contract.primaryExchange, contract.currency, contract.tradingClass,
                "conId=\(contract.conId)",
            ].filter { !$0.isEmpty }.map { ShownText.of($0) }.joined(separator: " ")
        }
        let rest = found.count > shown.count ? ", … \(found.count - shown.count) more" : ""
        throw LuaRaise(
            code: .name("ambiguous"),
            message: "\(function): \(found.count) contracts match: " + shown.joined(separator: ", ") + rest,
            remedy: "say more: exchange, primaryExchange, currency, lastTradeDateOrContractMonth, or conId"
        )
    }
}
