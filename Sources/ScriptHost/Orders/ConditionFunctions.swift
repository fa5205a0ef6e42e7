internal import LuaBridge
internal import TWSWire
internal import Trading

/// `condition.price(c, ">", 190)` and the other conditions of an order; each returns a record for `conditions = {…}`.
///
/// A last argument `"or"` joins it to the next condition with or; the default is and.
enum ConditionFunctions {
    private static let table = "condition"

    static let entries: [HostEntry] = [
        watching("price", 1) { condition, frame in condition.price = try number(frame, 3, "price") },
        watching("volume", 6) { condition, frame in condition.volume = try whole(frame, 3, "volume") },
        watching("change", 7) { condition, frame in condition.changePercent = try number(frame, 3, "change") },
        HostEntry("time", in: table) { session, frame in
            var condition = try plain(3, frame, comparison: 1, "time")
            guard !frame.isNil(2) else { throw LuaRaise(message: "condition.time: expected a time") }
            let moment = try HistoryTerms.moment(try frame.value(2), "time", "condition.time", session.zones)
            condition.time = WireMoment.text(Double(moment))
            return try push(condition, join: 3, session, frame)
        },
        HostEntry("margin", in: table) { session, frame in
            var condition = try plain(4, frame, comparison: 1, "margin")
            condition.percent = try whole(frame, 2, "margin")
            return try push(condition, join: 3, session, frame)
        },
        HostEntry("execution", in: table) { session, frame in
            var condition = OrderCondition()
            condition.type = 5
            let contract = try session.contract(try frame.value(1), function: "condition.execution")
            (condition.symbol, condition.secType) = (contract.symbol, contract.secType)
            condition.exchange = contract.exchange
            return try push(condition, join: 2, session, frame)
        },
    ]

    /// The conditions on the market of a contract.
    static let watched = ["price", "volume", "change"]

    /// The error for a contract that TWS cannot watch.
    static func noContract(_ name: String) -> LuaRaise {
        LuaRaise(message: "condition.\(name): the contract has no conId", remedy: "give what qualify(c) gives")
    }

    /// Creates a condition on the market of a contract.
    private static func watching(
        _ name: String,
        _ type: Int,
        _ fill: @escaping @Sendable (inout OrderCondition, borrowing LuaFrame) throws -> Void
    ) -> HostEntry {
        HostEntry(name, in: table) { session, frame in
            var condition = try plain(type, frame, comparison: 2, name)
            let contract = try session.contract(try frame.value(1), function: "condition.\(name)")
            guard contract.conId != 0 else {
                throw noContract(name)
            }
            (condition.conId, condition.exchange) = (contract.conId, contract.exchange)
            try fill(&condition, frame)
            return try push(condition, join: 4, session, frame)
        }
    }

    private static func plain(
        _ type: Int,
        _ frame: borrowing LuaFrame,
        comparison place: Int,
        _ name: String
    ) throws -> OrderCondition {
        var condition = OrderCondition()
        condition.type = type
        condition.isMore = try isMore(frame.string(place), place, name)
        return condition
    }

    /// Whether a comparison means more.
    static func isMore(_ text: String?, _ place: Int, _ name: String) throws(LuaRaise) -> Bool {
        switch text {
        case ">", ">=": return true
        case "<", "<=": return false
        default: throw LuaRaise(message: "condition.\(name): \">\" or \"<\" is needed as argument \(place)")
        }
    }

    private static func number(_ frame: borrowing LuaFrame, _ place: Int, _ name: String) throws -> Double {
        guard let number = frame.number(place) else {
            throw LuaRaise(message: "condition.\(name): expected a number as argument \(place)")
        }
        return number
    }

    private static func whole(_ frame: borrowing LuaFrame, _ place: Int, _ name: String) throws -> Int {
        guard let number = frame.integer(place) else { throw notWhole(place, name) }
        return number
    }

    static func notWhole(_ place: Int, _ name: String) -> LuaRaise {
        LuaRaise(message: "condition.\(name): expected a whole number as argument \(place)")
    }

    /// Whether a word joins two conditions with and, as no word does.
    static func isAnd(_ word: String?) throws(LuaRaise) -> Bool {
        switch word {
        case nil, "and": return true
        case "or": return false
        case let word?: throw LuaRaise(message: "condition: \(ShownText.quoted(word)): \"and\" or \"or\" is needed")
        }
    }

    private static func push(
        _ condition: OrderCondition,
        join place: Int,
        _ session: ScriptSession,
        _ frame: borrowing LuaFrame
    ) throws -> HostResult {
        var condition = condition
        condition.isConjunctionConnection = try isAnd(frame.string(place))
        let fields = StructureShapes.changed(condition, over: OrderCondition())
        try session.shapes.push(OrderCondition.self, fields: fields, to: frame.results)
        return .returned
    }
}
