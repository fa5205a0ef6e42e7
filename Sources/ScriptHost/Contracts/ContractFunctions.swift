internal import LuaBridge
internal import TWSWire

/// `contract` and its short forms; each returns a new record with the fields of IB's `Contract`.
enum ContractFunctions {
    private static let fields = ["symbol", "secType", "exchange", "primaryExchange", "currency"]

    /// The short forms: name, security type, and fields in the order of the arguments.
    private static let shorts: [(name: String, secType: String, positions: [String])] = [
        ("stock", "STK", ["symbol", "exchange", "currency", "primaryExchange"]),
        (
            "option",
            "OPT",
            ["symbol", "lastTradeDateOrContractMonth", "strike", "right", "exchange", "multiplier", "currency"]
        ),
        ("future", "FUT", ["symbol", "lastTradeDateOrContractMonth", "exchange", "currency", "multiplier"]),
        ("continuous", "CONTFUT", ["symbol", "exchange", "currency", "multiplier"]),
        ("index", "IND", ["symbol", "exchange", "currency"]),
        ("crypto", "CRYPTO", ["symbol", "exchange", "currency"]),
        ("cfd", "CFD", ["symbol", "exchange", "currency"]),
        ("bond", "BOND", ["symbol", "exchange", "currency"]),
        ("combo", "BAG", ["symbol", "comboLegs", "exchange", "currency"]),
    ]

    static let entries: [HostEntry] =
        [
            HostEntry("contract", isCallable: true) { session, frame in
                if let symbol = frame.string(1), let word = frame.string(2) {
                    try checkOrder(symbol, word, frame.string(3) ?? "")
                }
                return try make(session, frame, "contract", fixed: [], positions: fields)
            },
            HostEntry("forex", in: "contract", forex),
        ]
        + shorts.map { name, secType, positions in
            HostEntry(name, in: "contract") { session, frame in
                try make(
                    session,
                    frame,
                    "contract.\(name)",
                    fixed: [("secType", .string(secType))],
                    positions: positions
                )
            }
        }

    /// The fields that each function takes as positional arguments, by the function's path.
    static let positions: [String: [String]] = shorts.reduce(into: ["contract": fields]) { positions, short in
        positions["contract.\(short.name)"] = short.positions
    }

    /// The security type of what each function makes that is given no other, by the function's path.
    static let types: [String: String] = shorts.reduce(into: ["contract": "STK", "contract.forex": "CASH"]) {
        types,
        short in
        types["contract.\(short.name)"] = short.secType
    }

    /// `contract.forex("EURUSD")`, `("EUR.USD")` or `("EUR", "USD")`.
    private static func forex(_ session: ScriptSession, _ frame: borrowing LuaFrame) throws -> HostResult {
        guard let first = frame.string(1) else {
            throw LuaRaise(message: "contract.forex: expected a pair such as EUR.USD")
        }
        let letters = try letters(ofPair: first + (frame.string(2) ?? ""))
        let fields: [(key: String, value: LuaValue)] = [
            ("symbol", .string(String(letters.prefix(3)))), ("secType", "CASH"),
            ("currency", .string(String(letters.suffix(3)))),
        ]
        return try push(.table(fields), session, frame, "contract.forex")
    }

    /// Returns the six letters of a currency pair.
    static func letters(ofPair pair: String) throws(LuaRaise) -> String {
        let letters = pair.filter { $0 != "." && $0 != "/" }
        guard letters.utf8.count == 6 else {
            throw LuaRaise(
                message: "contract.forex: \"\(ShownText.of(pair))\" is not a currency pair",
                remedy: "write EUR.USD"
            )
        }
        return letters
    }

    /// Refuses the argument order of ib_async's `Stock("AAPL", "SMART", "USD")`, which has an exchange in place of the
    /// type.
    static func checkOrder(_ symbol: String, _ word: String, _ third: String) throws(LuaRaise) {
        guard !word.isEmpty, case .other = SecurityType(word) else { return }
        if case let type = SecurityType(word.uppercased()), !isUnknown(type) {
            throw LuaRaise(
                message: "contract: secType: \(ShownText.quoted(word)) is not a type",
                remedy: "write \"\(type.text)\""
            )
        }
        let rest = [word, third].filter { !$0.isEmpty }.map { ", \(ShownText.quoted($0))" }.joined()
        throw LuaRaise(
            message: "contract: secType: \(ShownText.quoted(word)) is not a type such as STK, OPT, FUT or CASH",
            remedy: "write contract.stock(\(ShownText.quoted(symbol))\(rest)), or put the type second"
        )
    }

    private static func isUnknown(_ type: SecurityType) -> Bool {
        if case .other = type { true } else { false }
    }

    private static func make(
        _ session: ScriptSession,
        _ frame: borrowing LuaFrame,
        _ function: String,
        fixed: [(key: String, value: LuaValue)],
        positions: [String]
    ) throws -> HostResult {
        let first = try frame.value(1)
        if case .table(let given) = first {
            guard frame.count == 1 else { throw LuaRaise(message: "\(function): one table is enough") }
            return try push(
                .table(fixed.filter { entry in !given.contains { $0.key == entry.key } } + given),
                session,
                frame,
                function
            )
        }
        guard case .string = first else { throw noSymbol(first, function) }
        try check(count: frame.count, positions, function)
        var fields = fixed
        for (position, name) in positions.enumerated() where !frame.isNil(position + 1) {
            fields.append((name, try frame.value(position + 1)))
        }
        return try push(.table(fields), session, frame, function)
    }

    /// Checks the number of arguments of a function that takes the fields in this order.
    static func check(count: Int, _ positions: [String], _ function: String) throws(LuaRaise) {
        guard count <= positions.count else {
            throw LuaRaise(message: "\(function): at most \(positions.joined(separator: ", "))", remedy: "use a table")
        }
    }

    static func noSymbol(_ value: LuaValue, _ function: String) -> LuaRaise {
        LuaRaise(
            message: "\(function): symbol: expected a text, got \(value.kind)",
            remedy: RecordText.text(value).map { "write \"\($0)\"" }
        )
    }

    private static func push(
        _ value: LuaValue,
        _ session: ScriptSession,
        _ frame: borrowing LuaFrame,
        _ function: String
    ) throws -> HostResult {
        let contract = try ContractReader(function: function).contract(value)
        try session.shapes.push(
            Contract.self,
            fields: StructureShapes.changed(contract, over: Contract()),
            to: frame.results
        )
        return .returned
    }
}
