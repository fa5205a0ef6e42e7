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
            guard let function = try frame.function(2) else { throw noFunction }
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
                throw notOn
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
        guard case .table(let options) = try frame.value(3) else {
            throw LuaRaise(message: "on: options: expected a table", remedy: remedy)
        }
        var places: [Int]?
        for (name, value) in options {
            guard name == "fields" else { throw Members.unknown(name, of: "on: options", among: ["fields"]) }
            let type = try message(event)
            try session.shapes.prepare(type)
            places = try Self.places(of: value, in: type)
        }
        return places
    }

    static let notOn = LuaRaise(
        message: "off: expected what on, after, every, at, daily, quote, bars, ticks, depth or pnl gave"
    )

    static let noFunction = LuaRaise(message: "on: expected a function as second argument")

    /// Returns the structure of an event's message, whose fields a function may get.
    static func message(_ event: String) throws(LuaRaise) -> any WireStructure.Type {
        guard let type = ServerMessage.payloads.first(where: { $0.structureName == event }) else {
            throw LuaRaise(message: "on: fields: \"\(event)\" is not a TWS message, so it has no fields")
        }
        return type
    }

    /// Returns the indices of the fields that a list names.
    static func places(of value: LuaValue, in type: any WireStructure.Type) throws(LuaRaise) -> [Int] {
        guard case .array(let names) = value, names.count <= mostFields else {
            throw LuaRaise(message: "on: fields: expected a list of up to \(mostFields) names", remedy: remedy)
        }
        var places: [Int] = []
        for name in names {
            guard case .string(let text) = name else {
                throw LuaRaise(message: "on: fields: \(name.kind) is not a field name", remedy: remedy)
            }
            guard let place = FieldNames.index(of: text, in: type) else {
                throw FieldNames.unknown(text, of: type.structureName, in: type)
            }
            places.append(place)
        }
        return places
    }

    private static let remedy = "on(\"tickPrice\", fn, {fields = {\"reqId\", \"price\"}})"

    /// The largest number of arguments of a function that gets fields.
    private static let mostFields = 16
}
