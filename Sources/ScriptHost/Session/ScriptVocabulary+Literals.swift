internal import CivilTime
internal import LuaBridge
internal import ScriptCheck
internal import TWSWire
internal import Trading

/// Errors in the texts and numbers that a script writes as literals, found by the same code that judges them at run
/// time.
extension ScriptVocabulary {
    /// Rules by position: an argument, or a key of a table argument.
    static let hostLiterals: [String: LiteralRule] = {
        var rules: [String: LiteralRule] = [:]
        func text(_ places: [String], _ judge: @escaping @Sendable (String) throws(LuaRaise) -> Void) {
            for place in places {
                rules[place] = { literal in
                    guard case .text(let text) = literal else { return nil }
                    return reason { () throws(LuaRaise) in try judge(text) }
                }
            }
        }
        for function in ["history", "bars"] {
            text(["\(function)#2.bars"]) { text throws(LuaRaise) in _ = try HistoryBarSize(text, function: function) }
            text(["\(function)#2.duration"]) { text throws(LuaRaise) in _ = try HistoryTerms.duration(text, function) }
            text(["\(function)#2.what"]) { text throws(LuaRaise) in _ = try HistoryTerms.kind(text, function) }
        }
        text(["bars#2"]) { text throws(LuaRaise) in _ = try HistoryBarSize(text, function: "bars") }
        text(["series:resample#1"]) { text throws(LuaRaise) in
            _ = try HistoryBarSize(text, function: "series:resample")
        }
        text(["series:column#1"]) { text throws(LuaRaise) in
            if BarColumn(named: text) == nil { throw Members.unknown(text, of: "series", among: BarColumn.names) }
        }
        text(["ticks:column#1"]) { text throws(LuaRaise) in
            if !SeriesTick.keys.contains(text) { throw Members.unknown(text, of: "ticks", among: SeriesTick.keys) }
        }
        for method in ["on", "wait"] {
            text(["trade:\(method)#1"]) { text throws(LuaRaise) in
                _ = try TradeEvent.require(text, function: "trade:\(method)")
            }
        }
        text(["ticks#2", "ticks#2.kind"]) { text throws(LuaRaise) in _ = try TickFunction.kind(text) }
        text(["place#3.key", "bracket#2.key"]) { text throws(LuaRaise) in
            _ = try OrderReader(function: "place").key(.string(text))
        }
        text(["chain#2.right"]) { text throws(LuaRaise) in _ = try OptionFilter.right(text) }
        text(["notify#2.level"]) { text throws(LuaRaise) in try NotifyFunction.check(level: text) }
        for (name, comparison, join) in [
            ("price", 2, 4), ("volume", 2, 4), ("change", 2, 4), ("time", 1, 3), ("margin", 1, 3), ("execution", 0, 2),
        ] {
            text(["condition.\(name)#\(comparison)"]) { text throws(LuaRaise) in
                _ = try ConditionFunctions.isMore(text, comparison, name)
            }
            text(["condition.\(name)#\(join)"]) { text throws(LuaRaise) in _ = try ConditionFunctions.isAnd(text) }
        }
        addTimes(to: &rules, ZoneSource(usual: "UTC") { _ in .utc })
        addNumbers(to: &rules)
        addTables(to: &rules)
        addIndicators(to: &rules)
        text(["contract.forex#1"]) { text throws(LuaRaise) in
            // With the second currency as an argument of its own, the whole is judged.
            if text.utf8.count > 3 { _ = try ContractFunctions.letters(ofPair: text) }
        }
        for (function, names) in ContractFunctions.positions {
            guard let place = names.firstIndex(of: "currency") else { continue }
            text(["\(function)#\(place + 1)", "\(function)#1.currency"]) { text throws(LuaRaise) in
                try ContractReader(function: function).check(currency: text)
            }
        }
        for (function, names) in ContractFunctions.positions {
            let place = names.firstIndex(of: "lastTradeDateOrContractMonth").map { ["\(function)#\($0 + 1)"] } ?? []
            text(place + ["\(function)#1.lastTradeDateOrContractMonth"]) { text throws(LuaRaise) in
                try ContractReader(function: function).check(date: text)
            }
        }
        text(["head_timestamp#2"]) { text throws(LuaRaise) in _ = try HistoryTerms.kind(text, "head_timestamp") }
        text(["histogram#2"]) { text throws(LuaRaise) in _ = try PastFunctions.period(text) }
        text(["schedule#2"]) { text throws(LuaRaise) in _ = try HistoryTerms.duration(text, "schedule") }
        for function in ["at", "daily"] {
            text(["\(function)#1"]) { text throws(LuaRaise) in _ = try ClockFunctions.secondOfDay(text, function) }
        }
        for function in ["sleep", "after", "every"] {
            rules["\(function)#1"] = { literal in
                guard case .number(let seconds) = literal else { return nil }
                return reason { () throws(LuaRaise) in
                    _ = try ScriptDuration.read(.number(seconds), function: function)
                }
            }
        }
        return rules
    }()

    /// Rules for the fields of orders and contracts, by position, applied by the code that reads them at run time.
    static let hostStructures: [String: FieldRule] = {
        var rules: [String: FieldRule] = [:]
        for (function, names) in OrderShape.positions {
            let rule = fieldRule(Order(), function: "place", path: "order")
            for place in names.indices { rules["\(function)#\(place + 1)"] = rule }
            rules["\(function)#1.*"] = rule
        }
        for function in ["place", "what_if"] {
            rules["\(function)#2.*"] = fieldRule(Order(), function: function, path: "order")
        }
        rules["scan#1.*"] = fieldRule(ScannerSubscription(), function: "scan", path: "scan")
        rules["executions#1.*"] = fieldRule(ExecutionFilter(), function: "executions", path: "filter")
        rules["trade:modify#1.*"] = fieldRule(Order(), function: "modify", path: "order")
        for (function, names) in ContractFunctions.positions {
            let rule = fieldRule(Contract(), function: function, path: "contract")
            for place in names.indices where place > 0 { rules["\(function)#\(place + 1)"] = rule }
            rules["\(function)#1.*"] = rule
        }
        return rules
    }()

    /// The current names of fields, by the places of tables that stand for a structure.
    static let hostSpellings: [String: @Sendable (String) -> String] = {
        var spellings: [String: @Sendable (String) -> String] = [:]
        func add(_ places: [String], _ type: any WireStructure.Type) {
            for place in places { spellings[place] = { FieldNames.current($0, in: type) } }
        }
        add(OrderShape.positions.keys.map { "\($0)#1" } + ["place#2", "what_if#2", ":modify#1"], Order.self)
        add(ContractFunctions.positions.keys.map { "\($0)#1" }, Contract.self)
        add(["scan#1"], ScannerSubscription.self)
        add(["executions#1"], ExecutionFilter.self)
        return spellings
    }()

    static func fieldRule<Structure: WireStructure>(
        _ empty: Structure,
        function: String,
        path: String
    ) -> FieldRule {
        { name, literal in
            guard let index = FieldNames.index(of: name, in: Structure.self) else { return nil }
            if literal == .function {
                return reason { () throws(LuaRaise) in
                    throw StructureReader(function: function).unfit("\(path).\(name)", "a function")
                }
            }
            let type = Structure.fields[index].type
            if case .list = type, case .record(let record) = literal, !record.hasSuffix("[]") {
                return reason { () throws(LuaRaise) in
                    throw StructureReader(function: function).noList("\(path).\(name)")
                }
            }
            // Of a computed text only the kind counts.
            let value = literal == .computed(.text) && type.isNumeric ? .text("x") : literal
            return reason(value) { value throws(LuaRaise) in
                var structure = empty
                try StructureReader(function: function).set(value, at: index, of: &structure, path: path)
            }
        }
    }

    /// Returns the text of an error raised to Lua; `nil` if there is none.
    static func reason(_ judge: () throws(LuaRaise) -> Void) -> String? {
        do throws(LuaRaise) {
            try judge()
            return nil
        } catch {
            return text(error)
        }
    }

    /// Returns an error with its remedy.
    static func text(_ error: LuaRaise) -> String { error.message + (error.remedy.map { "; \($0)" } ?? "") }
}

extension FieldType {
    /// Whether its values are numbers.
    fileprivate var isNumeric: Bool {
        switch self {
        case .int, .long, .double, .decimal: true
        case .string, .bool, .structure, .list: false
        }
    }
}
