internal import LuaBridge
internal import TWSWire
internal import Trading

/// The terms of `bracket`: entry, target, and stop or trail, checked against each other before anything is sent.
struct BracketTerms {
    private static let keys = ["action", "quantity", "limit", "entry_stop", "target", "stop", "trail", "tif", "key"]
    static let older = ["qty": "quantity", "totalQuantity": "quantity", "entry": "limit", "lmtPrice": "limit"]
    private static let remedy = "give action, quantity, target, and stop or trail"

    /// Every accepted key.
    static var spellings: [String] { keys + older.keys.sorted() }

    /// A part of a bracket other than its entry.
    enum Part: String {
        case target, stop

        /// The name of the entry beside them.
        static let entry = "parent"
    }

    /// The parts after the entry, in placement order.
    let parts: [Part]
    let action: OrderAction
    private let given: [String: LuaValue]

    /// Reads the table of a call.
    init(_ entries: [(key: String, value: LuaValue)]) throws(LuaRaise) {
        var given: [String: LuaValue] = [:]
        for (key, value) in entries {
            let name = Self.older[key] ?? key
            guard Self.keys.contains(name) else {
                let unknown = Members.unknownOption(key, of: "bracket", among: Self.keys)
                throw LuaRaise(message: "bracket: \(unknown.message)")
            }
            given[name] = value
        }
        for name in ["action", "quantity"] where given[name] == nil {
            throw LuaRaise(message: "bracket: expected \(name)", remedy: Self.remedy)
        }
        // An entry without a stop is not a bracket; order and oca can build it.
        guard (given["stop"] == nil) != (given["trail"] == nil) else {
            throw LuaRaise(message: "bracket: expected one of stop and trail", remedy: Self.remedy)
        }
        parts = (given["target"] == nil ? [] : [.target]) + [.stop]
        guard case .string(let text)? = given["action"], let action = Self.side(text) else {
            throw LuaRaise(message: "bracket: action: expected BUY or SELL")
        }
        self.action = action
        self.given = given
        try checkSides()
    }

    /// Returns the key of the entry; target and stop append `-t` and `-s` to it.
    func key() throws(LuaRaise) -> String? {
        guard let value = given["key"] else { return nil }
        let key = try OrderReader(function: "bracket").key(value)
        guard key.utf8.count <= OrderReference.longestKey - 2 else {
            throw LuaRaise(
                code: .name(Obstacle.Code.invalidKey.rawValue),
                message: "bracket: key: at most \(OrderReference.longestKey - 2) characters are possible",
                remedy: "target and stop have it with -t and -s appended"
            )
        }
        return key
    }

    /// Entry, target and stop as tables of order fields.
    var orders: [[(key: String, value: LuaValue)]] {
        let exit: LuaValue = .string((action == .buy ? OrderAction.sell : .buy).text)
        let common: [(key: String, value: LuaValue)] = [
            ("totalQuantity", given["quantity"] ?? .nil), ("tif", given["tif"] ?? .nil),
        ]
        let (limit, stop) = (given["limit"], given["entry_stop"])
        let type: LuaValue =
            switch (limit != nil, stop != nil) {
            case (false, false): "MKT"
            case (true, false): "LMT"
            case (false, true): "STP"
            case (true, true): "STP LMT"
            }
        let entry: [(key: String, value: LuaValue)] = [
            ("action", .string(action.text)), ("orderType", type), ("lmtPrice", limit ?? .nil),
            ("auxPrice", stop ?? .nil),
        ]
        let exits = parts.map { part -> [(key: String, value: LuaValue)] in
            switch part {
            case .target: [("action", exit), ("orderType", "LMT"), ("lmtPrice", given["target"] ?? .nil)]
            case .stop:
                [
                    ("action", exit), ("orderType", given["trail"] == nil ? "STP" : "TRAIL"),
                    ("auxPrice", given["stop"] ?? given["trail"] ?? .nil),
                ]
            }
        }
        return ([entry] + exits).map { common + $0 }
    }

    /// Returns the side of a bracket's entry; `nil` for any other word.
    private static func side(_ text: String) -> OrderAction? {
        let action = OrderAction(text)
        return action == .buy || action == .sell ? action : nil
    }

    // MARK: Sides

    /// Checks the sides of the prices: a target on the wrong side of the entry would fill at once, a stop would trigger
    /// at once.
    private func checkSides() throws(LuaRaise) {
        let direction = action == .buy ? 1.0 : -1.0
        let entries = [number("limit"), number("entry_stop")].compactMap { $0 }
        for entry in entries {
            try check("target", isBeyond: entry, "the entry", direction)
            try check("stop", isBeyond: entry, "the entry", -direction)
        }
        if let stop = number("stop") { try check("target", isBeyond: stop, "the stop", direction) }
        if let trail = number("trail"), !(trail > 0) {
            throw LuaRaise(
                code: .name(Self.code),
                message: "bracket: trail: \(AmountText.price(trail)) is not a distance",
                remedy: "give how far the stop follows the price, such as 1.5"
            )
        }
    }

    private static let code = "bracket_sides"

    private func check(
        _ name: String,
        isBeyond bound: Double,
        _ boundName: String,
        _ direction: Double
    ) throws(LuaRaise) {
        guard let price = number(name), !((price - bound) * direction > 0) else { return }
        let side = direction > 0 ? "above" : "below"
        throw LuaRaise(
            code: .name(Self.code),
            message:
                "bracket: \(name): \(AmountText.price(price)) is not \(side) \(boundName), \(AmountText.price(bound))",
            remedy: action == .buy
                ? "a BUY has its target above and its stop below the entry"
                : "a SELL has its target below and its stop above the entry"
        )
    }

    private func number(_ name: String) -> Double? {
        switch given[name] {
        case .integer(let number)?: Double(number)
        case .number(let number)?: number
        default: nil
        }
    }
}
