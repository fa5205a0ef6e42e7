internal import CivilTime
internal import Notation
internal import TWSWire
internal import Trading

extension HeaderTable {
    /// Actions that a script may use.
    private static let sides: [OrderAction] = [.buy, .sell]
    /// Kinds of instrument: TWS's, and `ETF`.
    private static let kinds: [SecurityType] = SecurityType.known + [.etf]

    /// The line of the script for each permission.
    var keyLines: [TradePermissions.Key: Int] {
        var lines: [TradePermissions.Key: Int] = [:]
        for entry in entries { if let key = TradePermissions.Key(rawValue: entry.key) { lines[key] = entry.line } }
        return lines
    }

    /// Reads `[trade]`.
    ///
    /// - Parameters:
    ///   - inputs: The inputs that `$name` in `symbols` may refer to.
    ///   - others: Keys that are read elsewhere.
    func permissions(
        inputs: [InputDeclaration],
        besides others: [String] = []
    ) throws(HeaderError) -> TradePermissions {
        try allowOnly(TradePermissions.Key.allCases.map(\.rawValue) + others)
        var permissions = TradePermissions()
        permissions.symbols = try symbols(inputs: inputs)
        permissions.securityTypes = try words("sec_types", among: Self.kinds)
        permissions.exchanges = try plainNames("exchanges")
        permissions.sides = try words("sides", among: Self.sides)
        permissions.orderTypes = try words("order_types", among: OrderType.known.filter { $0 != .noType })
        permissions.timesInForce = try words("tifs", among: TimeInForce.known)
        permissions.maxOrderQuantity = try positiveNumber("max_order_qty").flatMap { ExactDecimal($0) }
        permissions.maxNotional = try positiveNumber("max_notional")
        permissions.maxOrderNotional = try positiveNumber("max_order_notional")
        permissions.maxPosition = try positiveNumber("max_position")
        permissions.maxOpenOrders = try count("max_open_orders")
        permissions.maxOrdersPerSecond = try positiveNumber("max_orders_per_second")
        permissions.maxOrdersPerMinute = try count("max_orders_per_minute")
        permissions.maxOrdersPerDay = try count("max_orders_per_day")
        permissions.maxRepeats = try count("max_repeats")
        permissions.maxDayLoss = try positiveNumber("max_day_loss")
        permissions.sessions = try sessions()
        permissions.onStop = try onStop()
        permissions.short = try boolean("short")
        permissions.fractional = try boolean("fractional")
        permissions.negativePrices = try boolean("negative_prices")
        permissions.scope = try scope()
        permissions.allowRepeat = try boolean("allow_repeat")
        permissions.algos = try plainNames("algos")
        permissions.conditions = try boolean("conditions")
        permissions.combos = try boolean("combos")
        permissions.outsideRth = try boolean("outside_rth")
        permissions.orderFields = try plainNames("order_fields")
        return permissions
    }

    private func count(_ key: String) throws(HeaderError) -> Int? {
        try positiveInteger(key, largest: Int64(Int32.max)).map { Int($0) }
    }

    /// Reads time windows, in New York time until the header's own time zone is known.
    private func sessions() throws(HeaderError) -> [RestartWindow]? {
        guard let texts = try texts("sessions") else { return nil }
        var windows: [RestartWindow] = []
        for text in texts {
            guard let window = RestartWindow(text, usual: .newYork, zones: { _ in nil }) else {
                throw failure(
                    .invalidValue,
                    "sessions",
                    "\(QuotedText.of(text)) is not a session; write \"09:30-16:00\""
                )
            }
            windows.append(window)
        }
        return windows
    }

    private func symbols(inputs: [InputDeclaration]) throws(HeaderError) -> [String]? {
        guard let entries = try texts("symbols") else { return nil }
        for entry in entries {
            if entry.first == "$" {
                try checkBinding(String(entry.dropFirst()), inputs)
            } else if let fault = SymbolText.fault(of: entry) {
                throw failure(.invalidValue, "symbols", fault)
            }
        }
        return entries
    }

    private func checkBinding(_ name: String, _ inputs: [InputDeclaration]) throws(HeaderError) {
        guard let input = inputs.first(where: { $0.name == name }) else {
            let hint = NearestName.hint(for: name, among: inputs.map(\.name))
            throw failure(.invalidValue, "symbols", "$\(name): no such input\(hint)")
        }
        guard input.type == .symbol || input.type == .symbols else {
            throw failure(
                .invalidValue,
                "symbols",
                "$\(name) is an input of type \(input.type.rawValue); it must be symbol or symbols"
            )
        }
    }

    /// Reads words of TWS's vocabulary; a header with any other word would permit nothing.
    private func words<Word: VocabularyWord>(_ key: String, among words: [Word]) throws(HeaderError) -> [Word]? {
        guard let names = try texts(key) else { return nil }
        let known = words.map(\.text)
        for name in names where !known.contains(name) {
            let meant = Word.self == OrderType.self ? OrderType(calledElsewhere: name) : nil
            let hint = meant.map { "; write \($0.text)" } ?? NearestName.hint(for: name, among: known)
            let remedy = hint.isEmpty ? "; known are \(known.joined(separator: ", "))" : hint
            throw failure(.invalidValue, key, "\(QuotedText.of(name)) is not known\(remedy)")
        }
        return names.map { Word($0) }
    }

    private func plainNames(_ key: String) throws(HeaderError) -> [String]? {
        guard let names = try texts(key) else { return nil }
        for name in names {
            let isPlain = !name.isEmpty && name.utf8.allSatisfy { (0x21...0x7E).contains($0) }
            guard isPlain else { throw failure(.invalidValue, key, "\(QuotedText.of(name)) is not a name") }
        }
        return names
    }

    private func scope() throws(HeaderError) -> TradePermissions.Scope? {
        guard let entry = entry("scope") else { return nil }
        let known = TradePermissions.Scope.allCases.map(\.rawValue)
        guard case .string(let text) = entry.value, let value = TradePermissions.Scope(rawValue: text) else {
            throw failure(.invalidValue, "scope", "must be \(known.joined(separator: " or "))")
        }
        return value
    }

    private func onStop() throws(HeaderError) -> OnStop? {
        guard let entry = entry("on_stop") else { return nil }
        let known = OnStop.allCases.map(\.rawValue)
        guard case .string(let text) = entry.value, let value = OnStop(rawValue: text) else {
            throw failure(.invalidValue, "on_stop", "must be \(known.joined(separator: ", "))")
        }
        return value
    }
}
