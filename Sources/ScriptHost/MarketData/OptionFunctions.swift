internal import LuaBridge
internal import TWSWire
internal import Trading

/// `implied_volatility(option, price, underlying)` and `option_price(option, volatility, underlying)`, calculated by
/// TWS's model.
enum OptionFunctions {
    static let entries: [HostEntry] = [impliedVolatility, price].map(\.entry)

    private static let impliedVolatility = SingleRequest(
        name: "implied_volatility",
        read: { session, frame in
            var request = ClientMessage.CalculateImpliedVolatility()
            request.contract = try session.contract(try frame.value(1), function: "implied_volatility")
            request.optionPrice = try number(frame, 2, "implied_volatility", "the option's price")
            request.underPrice = try number(frame, 3, "implied_volatility", "the underlying's price")
            return .calculateImpliedVolatility(request)
        },
        cancel: { id in
            var cancel = ClientMessage.CancelCalculateImpliedVolatility()
            cancel.reqId = id
            return .cancelCalculateImpliedVolatility(cancel)
        },
        answer: { figures("implied_volatility", $0, $1, $2) }
    )

    private static let price = SingleRequest(
        name: "option_price",
        read: { session, frame in
            var request = ClientMessage.CalculateOptionPrice()
            request.contract = try session.contract(try frame.value(1), function: "option_price")
            request.volatility = try number(frame, 2, "option_price", "the volatility, 0.2 for 20 %")
            request.underPrice = try number(frame, 3, "option_price", "the underlying's price")
            return .calculateOptionPrice(request)
        },
        cancel: { id in
            var cancel = ClientMessage.CancelCalculateOptionPrice()
            cancel.reqId = id
            return .cancelCalculateOptionPrice(cancel)
        },
        answer: { figures("option_price", $0, $1, $2) }
    )

    private static func number(
        _ frame: borrowing LuaFrame,
        _ argument: Int,
        _ function: String,
        _ what: String
    ) throws(LuaRaise) -> Double {
        guard let number = frame.number(argument), number > 0, number.isFinite else {
            throw LuaRaise(message: "\(function): expected \(what), a number above 0")
        }
        return number
    }

    private static func figures(
        _ function: String,
        _ session: ScriptSession,
        _ message: ServerMessage,
        _ id: Int
    ) -> Delivery? {
        guard case .tickOptionComputation(var tick) = message, tick.reqId == id else { return nil }
        // A requested figure has a tick type of its own.
        tick.tickType = 13
        guard let figures = OptionFigures(tick) else {
            return .raise(LuaRaise(message: "\(function): TWS's model has no answer"))
        }
        return give(figures, session)
    }

    /// Returns the figures as a record, or an error if there is no memory for its shape.
    private static func give(_ figures: OptionFigures, _ session: ScriptSession) -> Delivery {
        let keys = ["impliedVol", "optPrice", "delta", "gamma", "vega", "theta", "undPrice"]
        do throws(ScriptError) {
            let shape = try session.shapes.own("option figures", keys: keys)
            return .push { writer in
                writer.push(shape) { record in
                    for (field, value) in figures.values {
                        if let value, let place = keys.firstIndex(of: "\(field)") { record.set(place, value) }
                    }
                }
            }
        } catch {
            return .raise(.outOfMemory)
        }
    }
}
