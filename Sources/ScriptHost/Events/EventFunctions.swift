internal import LuaBridge
internal import TWSWire

/// `on` and `off`.
enum EventFunctions {
    static let entries: [HostEntry] = [
        HostEntry("on") { session, frame in
            guard let name = frame.string(1) else {
                throw LuaRaise(
                    message: "on: expected the name of a message or event",
                    remedy: "on(\"orderStatus\", fn)"
                )
            }
            let event = try MessageNames.require(name, function: "on")
            guard let function = try frame.function(2) else {
                throw LuaRaise(message: "on: expected a function as second argument")
            }
            let fields = try fields(frame, of: event, session)
            return .value(.object(try session.hub.add(event, function, fields: fields)))
        },
        HostEntry("off") { session, frame in
            if let handler = frame.object(1, as: Handler.self) {
                handler.off()
            } else if let timer = frame.object(1, as: TimerHandle.self) {
                timer.off()
            } else if let quote = frame.object(1, as: Quote.self) {
                quote.off()
            } else if let series = frame.object(1, as: Series.self) {
                series.off()
            } else if let ticks = frame.object(1, as: TickSeries.self) {
                session.streams.remove(ticks)
            } else if let book = frame.object(1, as: OrderBook.self) {
                session.streams.remove(book)
            } else if let figures = frame.object(1, as: ProfitFigures.self) {
                session.streams.remove(figures)
            } else if let timer = frame.object(1, as: ClockTimer.self) {
                timer.off()
            } else {
                throw LuaRaise(
                    message: "off: expected what on, after, every, at, daily, quote, bars, ticks, depth or pnl gave"
                )
            }
            return .returned
        },
    ]

    /// Reads `{fields = {"reqId", "price"}}`: the function gets these fields as arguments, without a table.
    private static func fields(
        _ frame: borrowing LuaFrame,
        of event: String,
        _ session: ScriptSession
    ) throws -> [Int]? {
        guard !frame.isNil(3) else { return nil }
        let remedy = "on(\"tickPrice\", fn, {fields = {\"reqId\", \"price\"}})"
        guard case .table(let options) = try frame.value(3) else {
            throw LuaRaise(message: "on: options: expected a table", remedy: remedy)
        }
        var places: [Int]?
        for (name, value) in options {
            guard name == "fields" else { throw Members.unknown(name, of: "on: options", among: ["fields"]) }
            guard case .array(let names) = value, names.count <= mostFields else {
                throw LuaRaise(message: "on: fields: expected a list of up to \(mostFields) names", remedy: remedy)
            }
            guard let type = ServerMessage.payloads.first(where: { $0.structureName == event }) else {
                throw LuaRaise(message: "on: fields: \"\(event)\" is no message of TWS, so it has no fields")
            }
            try session.shapes.prepare(type)
            places = try names.map { name in
                guard case .string(let text) = name else {
                    throw LuaRaise(message: "on: fields: \(name.kind) is no name of a field", remedy: remedy)
                }
                guard let place = FieldNames.index(of: text, in: type) else {
                    throw FieldNames.unknown(text, of: event, in: type)
                }
                return place
            }
        }
        return places
    }

    /// The largest number of arguments of a function that gets fields.
    private static let mostFields = 16
}
