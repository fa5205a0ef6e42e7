internal import CivilTime
internal import LuaBridge
package import ScriptCheck
internal import TWSWire

/// Rules for times, numbers, calls and tables, each applied by the code that judges the same at run time.
extension ScriptVocabulary {
    /// Adds the rules for texts that are times, and for patterns that show them.
    static func addTimes(to rules: inout [String: LiteralRule]) {
        let moments = ["history", "bars", "ticks", "news"].flatMap { ["\($0)#2.from", "\($0)#2.to"] }
        for place in moments + ["executions#1.since", "executions#1.time"] {
            rules[place] = { literal in
                guard case .text(let text) = literal, TimeText.read(text) == nil else { return nil }
                // The empty text is "now" for IB.
                if text.isEmpty, place == "history#2.to" || place == "executions#1.time" { return nil }
                let name = place.split(separator: ".").last ?? ""
                let error = HistoryTerms.noTime(.string(text), "\(name)", "\(place.prefix { $0 != "#" })")
                return Self.reason { () throws(LuaRaise) in throw error }
            }
        }
        rules["time.parse#1"] = { literal in
            guard case .text(let text) = literal, TimeText.read(text) == nil else { return nil }
            return Self.reason { () throws(LuaRaise) in throw TimeFunctions.noTime(text) }
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
            guard case .text(let text) = literal else { return nil }
            return Self.reason { () throws(LuaRaise) in _ = try ClockFunctions.weekdays(.string(text)) }
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
                _ = try BarBuilder.measure(key, LuaValue(Literal.number(number)))
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
            let texts = arguments.map { literal in if case .text(let text)? = literal { text } else { nil as String? } }
            guard texts.count > 1, let word = texts[1] else { return nil }
            let third = texts.count > 2 ? texts[2] ?? "" : ""
            return reason { () throws(LuaRaise) in
                try ContractFunctions.checkOrder(texts[0] ?? "AAPL", word, third)
            }
        }
        for shape in OrderShape.all {
            let (path, needed) = ("order.\(shape.name)", shape.positions.count - shape.optional)
            rules[path] = { arguments in
                // One argument may be a table with the fields.
                guard arguments.count > 1, arguments.count < needed else { return nil }
                return reason { () throws(LuaRaise) in
                    throw OrderFunctions.missing(shape.positions[arguments.count], path, shape)
                }
            }
        }
        for (function, needed) in ["on": 2, "at": 2, "daily": 2, "after": 2, "every": 2] {
            rules[function] = { $0.count < needed ? "\(function): expected a function as second argument" : nil }
        }
        rules["expect"] = { arguments in
            arguments.count < 2 ? "expect: expected a text that says what should hold, got no value" : nil
        }
        rules["csv"] = { arguments in
            arguments.count < 2
                ? "csv: columns: expected a list of names; csv(\"out.csv\", {\"time\", \"close\"})" : nil
        }
        for type in ClientMessage.payloads {
            let path = "\(RawFunctions.table).\(type.structureName)"
            rules[path] = { arguments in RawFunctions.fault(of: arguments, to: type, path) }
        }
        return rules
    }()

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
        rules["os.time#1"] = { entries in
            let missing = ["year", "month", "day"].first { name in !entries.contains { $0.key == name } }
            return missing.map { "os.time: field '\($0)' must be a whole number" }
        }
        for type in ClientMessage.payloads {
            let path = "\(RawFunctions.table).\(type.structureName)"
            rules["\(path)#1"] = { entries in RawFunctions.fault(ofNamed: entries, to: type, path) }
        }
        return rules
    }()

    /// Returns the vocabulary with rules for the names of time zones.
    ///
    /// - Parameter isZone: Whether the system knows a zone of this name.
    package func knowing(zones isZone: @escaping @Sendable (String) -> Bool) -> ScriptVocabulary {
        var vocabulary = self
        for place in ["time.format#3", "time.parse#2", "time.date#2", "time.today#1", "at#3", "daily#3.zone"] {
            let function = String(place.prefix { $0 != "#" })
            vocabulary.literals[place] = { literal in
                guard case .text(let name) = literal, !isZone(name) else { return nil }
                return Self.reason { () throws(LuaRaise) in throw ZoneBook.unknown(name, function: function) }
            }
        }
        return vocabulary
    }
}
