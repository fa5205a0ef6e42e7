internal import LuaBridge
internal import TWSWire
internal import Trading

/// `implied_volatility(option, price, underlying)` and `option_price(option, volatility, underlying)`: what TWS's model makes
/// of them.
enum OptionFunctions {
    static let entries: [HostEntry] = [
        HostEntry("implied_volatility", waits: true) { session, frame in
            let contract = try session.contract(try frame.value(1), function: "implied_volatility")
            var request = ClientMessage.CalculateImpliedVolatility()
            request.contract = contract
            request.optionPrice = try number(frame, 2, "implied_volatility", "the option's price")
            request.underPrice = try number(frame, 3, "implied_volatility", "the underlying's price")
            return try ask("implied_volatility", .calculateImpliedVolatility(request), session) { id in
                var cancel = ClientMessage.CancelCalculateImpliedVolatility()
                cancel.reqId = id
                return .cancelCalculateImpliedVolatility(cancel)
            }
        },
        HostEntry("option_price", waits: true) { session, frame in
            let contract = try session.contract(try frame.value(1), function: "option_price")
            var request = ClientMessage.CalculateOptionPrice()
            request.contract = contract
            request.volatility = try number(frame, 2, "option_price", "the volatility, 0.2 for 20 %")
            request.underPrice = try number(frame, 3, "option_price", "the underlying's price")
            return try ask("option_price", .calculateOptionPrice(request), session) { id in
                var cancel = ClientMessage.CancelCalculateOptionPrice()
                cancel.reqId = id
                return .cancelCalculateOptionPrice(cancel)
            }
        },
    ]

    private static func number(
        _ frame: borrowing LuaFrame,
        _ argument: Int,
        _ function: String,
        _ what: String
    ) throws(LuaRaise) -> Double {
        guard let number = frame.number(argument), number > 0, number.isFinite else {
            throw LuaRaise(message: "\(function): \(what) is needed, a number above 0")
        }
        return number
    }

    private static func ask(
        _ function: String,
        _ request: ClientMessage,
        _ session: ScriptSession,
        cancel: @escaping (Int) -> ClientMessage
    ) throws -> HostResult {
        let keys = ["impliedVol", "optPrice", "delta", "gamma", "vega", "theta", "undPrice"]
        let shape = try session.shapes.own("option figures", keys: keys)
        return try session.requests.begin(function, .request(request, .allocated), cancel: cancel) { message, id in
            guard case .tickOptionComputation(var tick) = message, tick.reqId == id else { return nil }
            // A figure that was asked for bears a type of its own.
            tick.tickType = 13
            guard let figures = OptionFigures(tick) else {
                return .raise(LuaRaise(message: "\(function): TWS's model has no answer"))
            }
            return .push { writer in
                writer.push(shape) { record in
                    for (field, value) in figures.values {
                        if let value, let place = keys.firstIndex(of: "\(field)") { record.set(place, value) }
                    }
                }
            }
        }
    }
}
