internal import Notation
internal import ScriptHeader
internal import TWSWire
internal import Trading

/// The permissions in effect for a script, key by key: to be shown, stored with a grant, and compared with earlier
/// grants.
struct PermissionSheet: Sendable, Equatable {
    /// The value of a key.
    enum Value: Sendable, Equatable {
        /// A maximum; infinite for no limit.
        case most(Double)
        /// Whether something is permitted.
        case flag(Bool)
        /// The only words permitted; `nil` for any.
        case words([String]?)
    }

    /// The values by key, in the order of the card.
    let entries: [(key: String, value: Value)]

    /// Makes the sheet of the limits, and of what the header permits in addition.
    init(_ limits: RiskLimits, _ header: ScriptHeader) {
        let trade = header.permissions
        entries = [
            ("symbols", .words(limits.symbols)),
            ("sec_types", .words(limits.securityTypes.map(\.text))),
            ("exchanges", .words(limits.exchanges)),
            ("sides", .words(limits.sides.map(\.text))),
            ("order_types", .words(limits.orderTypes.map(\.text))),
            ("tifs", .words(limits.timesInForce.map(\.text))),
            ("max_order_qty", .most(limits.maxOrderQuantity.double)),
            ("max_order_notional", .most(limits.maxOrderNotional)),
            ("max_notional", .most(limits.maxNotional)),
            ("max_position", .most(limits.maxPosition)),
            ("max_gross_per_day", .most(limits.maxGrossPerDay)),
            ("max_open_orders", .most(Self.number(limits.maxOpenOrders))),
            ("max_orders_per_second", .most(limits.rates.perSecond)),
            ("max_orders_per_minute", .most(Self.number(limits.rates.perMinute))),
            ("max_orders_per_day", .most(Self.number(limits.rates.perDay))),
            ("max_repeats", .most(Self.number(limits.maxRepeats))),
            ("max_day_loss", .most(limits.maxDayLoss)),
            ("sessions", .words(limits.sessions?.map(\.text))),
            ("short", .flag(limits.short)),
            ("fractional", .flag(limits.fractional)),
            ("negative_prices", .flag(limits.negativePrices)),
            ("allow_repeat", .flag(limits.repeatPause == 0)),
            ("algos", .words(trade?.algos ?? [])),
            ("conditions", .flag(trade?.conditions == true)),
            ("combos", .flag(trade?.combos == true)),
            ("outside_rth", .flag(trade?.outsideRth == true)),
            ("order_fields", .words(trade?.orderFields ?? [])),
            ("account_orders", .flag(trade?.scope == .account)),
            ("read_positions", .flag(header.reading.positions)),
            ("read_account", .flag(header.reading.account)),
            ("read_other_orders", .flag(header.reading.otherOrders)),
            ("regulatory_snapshots", .flag(header.reading.regulatorySnapshots)),
            ("read_files", .words(header.files.read)),
            ("write_files", .words(header.files.write)),
            ("instructions", .most(Double(header.budget.instructions))),
            ("memory_mib", .most(Double(header.budget.memoryMiB))),
            ("seconds", .most(header.budget.seconds)),
        ]
    }

    private init(_ entries: [(key: String, value: Value)]) { self.entries = entries }

    /// Returns the sheet with only these keys.
    func only(_ keys: Set<String>) -> PermissionSheet { PermissionSheet(entries.filter { keys.contains($0.key) }) }

    private static func number(_ count: Int) -> Double { count == .max ? .infinity : Double(count) }

    /// Whether both sheets say the same.
    static func == (left: Self, right: Self) -> Bool {
        left.entries.elementsEqual(right.entries) { $0.key == $1.key && $0.value == $1.value }
    }

    subscript(key: String) -> Value? { entries.first { $0.key == key }?.value }

    /// Returns what this sheet permits and another one does not, one line per key.
    ///
    /// - Parameter before: The word in front of the other sheet's values.
    func grown(since other: PermissionSheet, before word: String = "was") -> [String] {
        entries.compactMap { key, value in
            guard let before = other[key] else { return "\(key): \(Self.text(value))" }
            switch (value, before) {
            case (.most(let now), .most(let then)) where now > then:
                return "\(key): \(Self.text(value)), \(word) \(Self.text(before))"
            case (.flag(true), .flag(false)): return "\(key): open, \(word) closed"
            case (.words(nil), .words(.some)): return "\(key): any, \(word) \(Self.text(before))"
            case (.words(.some(let now)), .words(.some(let then))):
                let added = now.filter { !then.contains($0) }
                guard !added.isEmpty else { return nil }
                let names = added.map(VisibleText.of).joined(separator: ", ")
                return word == "was" ? "\(key): \(names) added" : "\(key): \(names), \(word) \(Self.text(before))"
            default: return nil
            }
        }
    }

    /// Returns a value for display.
    static func text(_ value: Value) -> String {
        switch value {
        case .most(let number): number == .infinity ? "no limit" : AmountOfCard.text(number)
        case .flag(let flag): flag ? "yes" : "no"
        case .words(nil): "any"
        case .words(.some(let words)): words.isEmpty ? "none" : words.map(VisibleText.of).joined(separator: ", ")
        }
    }

    // MARK: In a file

    /// The sheet as a JSON object.
    var json: String {
        let members = entries.map { key, value in
            "\(EscapedText.json(key)):"
                + {
                    switch value {
                    case .most(let number): number == .infinity ? "null" : "\(number)"
                    case .flag(let flag): "\(flag)"
                    case .words(nil): "\"*\""
                    case .words(.some(let words)): "[\(words.map(EscapedText.json).joined(separator: ","))]"
                    }
                }()
        }
        return "{\(members.joined(separator: ","))}"
    }

    /// Reads such an object; unknown members are ignored.
    init(_ members: [(key: String, value: JSONText)]) {
        entries = members.compactMap { key, value in
            switch value {
            case .number(let text): Double(text).map { (key, .most($0)) }
            case .null: (key, .most(.infinity))
            case .bool(let flag): (key, .flag(flag))
            case .string("*"): (key, .words(nil))
            case .array(let values):
                (key, .words(values.compactMap { if case .string(let text) = $0 { text } else { nil } }))
            default: nil
            }
        }
    }
}

/// The numbers of a card: whole ones with commas between thousands.
enum AmountOfCard {
    static func text(_ number: Double) -> String {
        guard let whole = Int64(exactly: number) else { return "\(number)" }
        let digits = "\(whole.magnitude)"
        var shown = ""
        for (place, digit) in digits.enumerated() {
            if place > 0, (digits.count - place) % 3 == 0 { shown += "," }
            shown.append(digit)
        }
        return (whole < 0 ? "-" : "") + shown
    }
}
