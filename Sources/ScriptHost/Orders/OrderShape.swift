internal import LuaBridge
internal import TWSWire

/// A short form of an order: `order.limit("BUY", 100, 190)`.
struct OrderShape: Sendable {
    /// The name under `order`.
    let name: String
    /// The order type that it creates.
    let type: String
    /// Fields by argument position, after action and quantity.
    let fields: [String]
    /// The number of fields that may be left out, from the end.
    let optional: Int
    /// The time in force that belongs to it; `nil` leaves it to the script.
    let tif: String?

    /// Every field, in argument order.
    let positions: [String]
    /// Where those fields are in an order.
    let places: [Int]

    init(name: String, type: String, fields: [String], optional: Int = 0, tif: String? = nil) {
        (self.name, self.type, self.fields, self.optional, self.tif) = (name, type, fields, optional, tif)
        positions = ["action", "totalQuantity"] + fields
        places = positions.compactMap { Order.index(of: $0) }
    }

    /// All short forms.
    static let all: [OrderShape] = [
        OrderShape(name: "market", type: "MKT", fields: []),
        OrderShape(name: "limit", type: "LMT", fields: ["lmtPrice"]),
        OrderShape(name: "stop", type: "STP", fields: ["auxPrice"]),
        OrderShape(name: "stop_limit", type: "STP LMT", fields: ["auxPrice", "lmtPrice"]),
        OrderShape(name: "trail", type: "TRAIL", fields: ["auxPrice"]),
        OrderShape(name: "trail_limit", type: "TRAIL LIMIT", fields: ["auxPrice", "lmtPriceOffset"]),
        OrderShape(name: "moc", type: "MOC", fields: []),
        OrderShape(name: "loc", type: "LOC", fields: ["lmtPrice"]),
        OrderShape(name: "moo", type: "MKT", fields: [], tif: "OPG"),
        OrderShape(name: "loo", type: "LMT", fields: ["lmtPrice"], tif: "OPG"),
        OrderShape(name: "mit", type: "MIT", fields: ["auxPrice"]),
        OrderShape(name: "lit", type: "LIT", fields: ["auxPrice", "lmtPrice"]),
        OrderShape(name: "mtl", type: "MTL", fields: []),
        OrderShape(name: "midprice", type: "MIDPRICE", fields: ["lmtPrice"], optional: 1),
        OrderShape(name: "rel", type: "REL", fields: ["auxPrice", "lmtPrice"], optional: 1),
        OrderShape(name: "peg_mid", type: "PEG MID", fields: ["auxPrice", "lmtPrice"], optional: 2),
    ]

    /// The order types that each function creates, by its path; `order` creates a limit order if it is given a limit.
    static let types: [String: [String]] = all.reduce(into: ["order": ["MKT", "LMT"]]) { types, shape in
        types["order.\(shape.name)"] = [shape.type]
    }

    /// The times in force that functions give their orders, by the function's path; absent for the day.
    static let times: [String: String] = all.reduce(into: [:]) { times, shape in
        times["order.\(shape.name)"] = shape.tif
    }

    /// The fields that each function takes as positional arguments, by the function's path.
    static let positions: [String: [String]] = all.reduce(
        into: ["order": ["action", "totalQuantity", "lmtPrice"]]
    ) { positions, shape in
        positions["order.\(shape.name)"] = shape.positions
    }
}
