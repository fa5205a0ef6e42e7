internal import LuaBridge
internal import TWSWire
internal import Trading

/// `increments(c)`: the valid price steps of a contract by its market rule; `increment(c, price)`: the step at a price.
enum IncrementFunctions {
    static let entries: [HostEntry] = [
        HostEntry("increments", waits: true) { session, frame in
            try ask("increments", session, frame) { [unowned session] steps in
                session.give(
                    "step",
                    keys: ["from", "increment"],
                    steps.map { [.number($0.lowEdge), .number($0.increment)] }
                )
            }
        },
        HostEntry("increment", waits: true) { session, frame in
            guard let price = frame.number(2), price.isFinite else {
                throw LuaRaise(message: "increment: expected a price", remedy: "increment(c, 190.25)")
            }
            return try ask("increment", session, frame) { steps in
                .values([.number((steps.last { $0.lowEdge <= abs(price) } ?? steps[0]).increment)])
            }
        },
    ]

    private static func ask(
        _ function: String,
        _ session: ScriptSession,
        _ frame: borrowing LuaFrame,
        _ answer: @escaping ([PriceIncrement]) -> Delivery
    ) throws -> HostResult {
        let contract = try session.contract(try frame.value(1), function: function)
        return try Inquiry.begin(function, session) { inquiry throws(LuaRaise) in
            try inquiry.qualified(contract) { details throws(LuaRaise) in
                guard let rule = details.marketRule else {
                    var step = PriceIncrement()
                    step.increment = details.minTick
                    return inquiry.finish(answer([step]))
                }
                var request = ClientMessage.ReqMarketRule()
                request.marketRuleId = rule
                try inquiry.ask(.reqMarketRule(request)) { message, _ -> Result<[PriceIncrement], LuaRaise>? in
                    guard case .marketRule(let answer) = message, answer.marketRuleId == rule else { return nil }
                    return .success(answer.priceIncrements.sorted { $0.lowEdge < $1.lowEdge })
                } then: { steps throws(LuaRaise) in
                    guard !steps.isEmpty else { throw LuaRaise(message: "\(function): market rule \(rule) is empty") }
                    inquiry.finish(answer(steps))
                }
            }
        }
    }
}

extension ContractDetails {
    /// The market rule of the contract's exchange, or of the first exchange; `nil` if none is reported.
    var marketRule: Int? {
        let rules = marketRuleIds.split(separator: ",").map { Int($0) }
        let exchanges = validExchanges.split(separator: ",").map(String.init)
        let place = exchanges.firstIndex(of: contract.exchange) ?? 0
        return rules.indices.contains(place) ? rules[place] : nil
    }
}
