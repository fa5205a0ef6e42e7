internal import LuaBridge
internal import TWSWire

/// Makes the record of an order from arguments that need no closer look: `BUY` or `SELL`, then numbers.
///
/// The record is the one that the order read from the same arguments has; everything else is left to that reading.
enum OrderShortcut {
    private static let orderType = place("orderType")
    private static let tif = place("tif")

    private static func place(_ name: String) -> Int { Order.index(of: name) ?? -1 }

    /// Pushes the record; returns `false`, without having pushed anything, if the arguments need a closer look.
    static func push(
        _ shape: OrderShape,
        _ session: ScriptSession,
        _ frame: borrowing LuaFrame
    ) throws(ScriptError) -> Bool {
        let given = frame.count
        guard given >= 2, given <= shape.places.count, let action = frame.string(1),
            action == "BUY" || action == "SELL",
            let quantity = quantity(frame)
        else { return false }
        let places = shape.places
        for argument in 3...max(3, places.count) where argument <= places.count {
            guard !frame.isNil(argument) else {
                if argument > places.count - shape.optional { continue }
                return false
            }
            guard let price = frame.number(argument), price.isFinite else { return false }
        }
        let record = try session.shapes.prepare(Order.self)
        frame.results.push(record) { record in
            record.set(places[0], action)
            switch quantity {
            case .integer(let whole): record.set(places[1], whole)
            case .float(let part): record.set(places[1], part)
            }
            record.set(orderType, shape.type)
            if let word = shape.tif { record.set(tif, word) }
            for argument in 3...max(3, places.count) where argument <= given {
                if let price = frame.number(argument) { record.set(places[argument - 1], price) }
            }
        }
        return true
    }

    /// The second argument as an order holds a size; `nil` if it is not a number that fits.
    private static func quantity(_ frame: borrowing LuaFrame) -> LuaNumber? {
        switch frame.exactNumber(2) {
        case .integer(let whole): return .integer(whole)
        case .float(let number):
            guard let size = ExactDecimal(number) else { return nil }
            return size.whole.map(LuaNumber.integer) ?? .float(size.double)
        case nil: return nil
        }
    }
}
