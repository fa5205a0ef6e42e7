internal import CivilTime
internal import LuaBridge
package import ScriptCheck
internal import TWSWire

/// Rules for times, numbers, calls and tables, each applied by the code that judges the same at run time.
extension ScriptVocabulary {
    /// Adds the rules for times, and for patterns that show them.
    ///
    /// - Parameter source: The zones that times in texts may name.
    static func addTimes(to rules: inout [String: LiteralRule], _ source: ZoneSource) {
        let moments = ["history", "bars", "ticks", "news"].flatMap { ["\($0)#2.from", "\($0)#2.to"] }
        for place in moments + ["executions#1.since", "executions#1.time", "condition.time#2"] {
            let (function, rest) = (String(place.prefix { $0 != "#" }), place.drop { $0 != "#" })
            let key = rest.firstIndex(of: ".").map { String(rest[rest.index(after: $0)...]) } ?? "time"
            rules[place] = { literal in
                guard let value = LuaValue(whole: literal) else { return nil }
                // The empty text is "now" for IB.
                if value == "", place == "history#2.to" || place == "executions#1.time" { return nil }
                return Self.reason { () throws(LuaRaise) in
                    _ = try HistoryTerms.moment(value, key, function, ZoneBook(source))
                }
            }
        }
        rules["time.parse#1"] = { literal in
            guard case .text(let text) = literal else { return nil }
            return Self.reason { () throws(LuaRaise) in
                _ = try TimeFunctions.seconds(of: text, in: .utc, ZoneBook(source))
            }
        }
        for place in ["time.format#1", "time.date#1", "os.date#2"] {
            rules[place] = { literal in
                guard case .number(let seconds) = literal else { return nil }
                return Self.reason { () throws(LuaRaise) in
                    _ = try ScriptMoment.read(seconds, function: String(place.prefix { $0 != "#" }))
                }
            }
        }
        for function in ["time.format#2", "os.date#1"] {
            rules[function] = { literal in
                guard case .text(var pattern) = literal else { return nil }
                let name = String(function.prefix { $0 != "#" })
                if name == "os.date" {
                    if pattern.hasPrefix("!") { pattern.removeFirst() }
                    if pattern.hasPrefix("*t") { return nil }
                }
                return Self.reason { () throws(LuaRaise) in
                    _ = try TimeFunctions.text((0, 0), pattern, in: .utc, name)
                }
            }
        }
        rules["daily#3.days"] = { literal in
            guard let value = LuaValue(whole: literal) else { return nil }
            return Self.reason { () throws(LuaRaise) in _ = try ClockFunctions.weekdays(value) }
        }
    }

    /// Adds the rules for numbers that must be whole, or within bounds.
    static func addNumbers(to rules: inout [String: LiteralRule]) {
        func number(_ place: String, _ judge: @escaping @Sendable (Double) throws(LuaRaise) -> Void) {
            rules[place] = { literal in
                guard case .number(let number) = literal else { return nil }
                return Self.reason { () throws(LuaRaise) in try judge(number) }
            }
        }
        number("depth#2.rows") { number throws(LuaRaise) in
            guard let rows = Int(exactly: number), DepthFunction.rowCounts.contains(rows) else {
                throw DepthFunction.badRows
            }
        }
        number("ticks#2.count") { number throws(LuaRaise) in
            guard let count = Int(exactly: number), (1...TickFunction.most).contains(count) else {
                throw TickFunction.badCount
            }
        }
        for (name, place) in [("volume", 3), ("margin", 2)] {
            number("condition.\(name)#\(place)") { number throws(LuaRaise) in
                if Int(exactly: number) == nil { throw ConditionFunctions.notWhole(place, name) }
            }
        }
        for (name, places) in IndicatorFunctions.lengths {
            for place in 1...places {
                number("\(name)#\(place)") { number throws(LuaRaise) in
                    _ = try IndicatorFunctions.length(Int(exactly: number), name)
                }
            }
        }
        for (name, place) in IndicatorFunctions.widths {
            number("\(name)#\(place)") { number throws(LuaRaise) in _ = try IndicatorFunctions.width(number, name) }
        }
        for key in ["seconds", "ticks", "volume"] {
            number("bar_builder#1.\(key)") { number throws(LuaRaise) in
                _ = try BarBuilder.measure(key, Int(exactly: number).map(LuaValue.integer) ?? .number(number))
            }
        }
        for function in ["history", "bars"] {
            let texts = rules["\(function)#2.duration"]
            rules["\(function)#2.duration"] = { literal in
                guard case .number(let seconds) = literal else { return texts?(literal) }
                guard Int(exactly: seconds) == nil else { return nil }
                return "\(function): duration: expected a text or whole seconds, got a number"
            }
        }
    }

    /// Rules for the arguments of a call together.
    static let hostCalls: [String: @Sendable ([Literal?]) -> String?] = {
        var rules: [String: @Sendable ([Literal?]) -> String?] = [:]
        rules["contract"] = { arguments in
            let texts = arguments.map { $0?.text }
            guard texts.count > 1, let word = texts[1] else { return nil }
            let third = texts.count > 2 ? texts[2] ?? "" : ""
            return reason { () throws(LuaRaise) in
                try ContractFunctions.checkOrder(texts[0] ?? "AAPL", word, third)
            }
        }
        for (path, positions) in ContractFunctions.positions {
            let own = rules[path]
            rules[path] = { arguments in
                if let found = own?(arguments) ?? tooMany(arguments.count, positions, path) { return found }
                guard arguments.first??.text == "" else { return nil }
                return reason { () throws(LuaRaise) in try ContractReader(function: path).check(Contract()) }
            }
        }
        rules["contract.forex"] = { arguments in
            guard arguments.count == 1, let pair = arguments[0]?.text else { return nil }
            return reason { () throws(LuaRaise) in _ = try ContractFunctions.letters(ofPair: pair) }
        }
        for name in IndicatorFunctions.names {
            rules[name] = { arguments in
                reason { () throws(LuaRaise) in try IndicatorFunctions.check(count: arguments.count, name) }
            }
        }
        for shape in OrderShape.all + [OrderFunctions.plain(isLimit: false)] {
            let path = shape.name.isEmpty ? "order" : "order.\(shape.name)"
            let needed = shape.positions.count - shape.optional
            rules[path] = { arguments in
                // One argument may be a table with the fields.
                if let reason = tooMany(arguments.count, shape.positions, path) { return reason }
                guard arguments.count != 1 || arguments[0]?.isPlain == true, arguments.count < needed else {
                    return nil
                }
                return reason { () throws(LuaRaise) in
                    throw OrderFunctions.missing(shape.positions[arguments.count], path, shape)
                }
            }
        }
        rules["on"] = { arguments in
            guard let event = arguments[0]?.text.flatMap(MessageNames.resolve), arguments.count > 2,
                let names = arguments[2]?.entries?.first(where: { $0.key == "fields" })?.value,
                let value = LuaValue(shown: names)
            else { return nil }
            return reason { () throws(LuaRaise) in
                _ = try EventFunctions.places(of: value, in: try EventFunctions.message(event))
            }
        }
        for type in ClientMessage.payloads {
            let path = "\(RawFunctions.table).\(type.structureName)"
            rules[path] = { arguments in RawFunctions.fault(of: arguments, to: type, path) }
        }
        return rules
    }()

    private static func tooMany(_ count: Int, _ positions: [String], _ function: String) -> String? {
        reason { () throws(LuaRaise) in try ContractFunctions.check(count: count, positions, function) }
    }

    /// Rules for a table argument as a whole.
    static let hostTables: [String: @Sendable ([(key: String, value: Literal?)]) -> String?] = {
        var rules: [String: @Sendable ([(key: String, value: Literal?)]) -> String?] = [:]
        for function in ["history", "bars"] {
            rules["\(function)#2"] = { entries in HistoryTerms.fault(of: entries, function) }
        }
        rules["bar_builder#1"] = { entries in
            entries.count == 1 ? nil : reason { () throws(LuaRaise) in throw BarBuilder.oneMeasure }
        }
        rules["scan#1"] = { entries in
            if entries.contains(where: { $0.key == "scanCode" && $0.value != .text("") }) { return nil }
            return reason { () throws(LuaRaise) in throw ScanFunction.noCode }
        }
        rules["trade:modify#1"] = { entries in
            entries.first { OrderReader.fixed.contains($0.key) }.flatMap { entry in
                reason { () throws(LuaRaise) in throw OrderReader.unchangeable(entry.key, "modify") }
            }
        }
        rules["os.time#1"] = { entries in
            reason { () throws(LuaRaise) in
                for name in ["year", "month", "day", "hour", "min", "sec"] {
                    let entry = entries.first { $0.key == name }
                    let usual = ["year", "month", "day"].contains(name) ? nil : 0
                    // What is computed is judged when it runs.
                    if let entry, entry.value.flatMap({ LuaValue(whole: $0) }) == nil { continue }
                    _ = try TimeFunctions.part(name, usual: usual, entry?.value.flatMap { LuaValue(whole: $0) })
                }
            }
        }
        for type in ClientMessage.payloads {
            let path = "\(RawFunctions.table).\(type.structureName)"
            rules["\(path)#1"] = { entries in RawFunctions.fault(ofNamed: entries, to: type, path) }
        }
        return rules
    }()

    /// Returns the vocabulary with rules for the names of time zones, and for times that depend on them.
    package func knowing(zones source: ZoneSource) -> ScriptVocabulary {
        var vocabulary = self
        Self.addTimes(to: &vocabulary.literals, source)
        for function in ["history", "bars"] {
            vocabulary.tables["\(function)#2"] = { HistoryTerms.fault(of: $0, function, ZoneBook(source)) }
        }
        for place in ["time.format#3", "time.parse#2", "time.date#2", "time.today#1", "at#3", "daily#3.zone"] {
            let function = String(place.prefix { $0 != "#" })
            vocabulary.literals[place] = { literal in
                guard case .text(let name) = literal else { return nil }
                return Self.reason { () throws(LuaRaise) in
                    _ = try ZoneBook(source).rules(name, function: function)
                }
            }
        }
        return vocabulary
    }
}
