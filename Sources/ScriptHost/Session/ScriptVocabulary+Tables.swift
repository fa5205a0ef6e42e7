internal import LuaBridge
internal import ScriptCheck
internal import TWSWire

/// Rules for tables whose entries are contracts, orders, functions or names, each applied by the code that judges the
/// same at run time.
extension ScriptVocabulary {
    static func addTables(to rules: inout [String: LiteralRule]) {
        addContracts(to: &rules)
        addOrders(to: &rules)
        rules["all#1.*"] = { literal in
            if literal == .function || literal == .object("task") { return nil }
            return reason { () throws(LuaRaise) in throw TaskFunctions.noFunction(LuaValue(like: literal), "all") }
        }
        rules["all#1"] = { $0.faultOfCount(TaskFunctions.check) }
        rules["first_of#1.*"] = { literal in
            reason { () throws(LuaRaise) in
                switch literal {
                case .function, .object("task"), .object("trade"), .computed(.text), .computed(.number): break
                case .text(let name): _ = try MessageNames.require(name, function: "first_of")
                case .number(let seconds): _ = try ScriptDuration.read(.number(seconds), function: "first_of")
                default: throw WaitingFunctions.notAwaited(LuaValue(like: literal))
                }
            }
        }
        rules["first_of#1"] = { $0.faultOfCount(WaitingFunctions.check) }
        rules["off#1"] = { literal in
            if case .object = literal { return nil }
            return reason { () throws(LuaRaise) in throw EventFunctions.notOn }
        }
        rules["wait#1"] = { literal in
            if [.object("trade"), .computed(.text)].contains(literal) { return nil }
            return reason { () throws(LuaRaise) in
                guard case .text(let name) = literal else { throw WaitingFunctions.noEvent }
                _ = try MessageNames.require(name, function: "wait")
            }
        }
        for key in ["days", "delta", "strikes", "expiry"] {
            rules["chain#2.\(key)"] = { literal in
                guard let value = LuaValue(whole: literal) else { return nil }
                return reason { () throws(LuaRaise) in _ = try OptionFilter([(key: key, value: value)]) }
            }
        }
        rules["csv#2"] = { literal in
            guard let value = LuaValue(whole: literal) else { return nil }
            return reason { () throws(LuaRaise) in _ = try FileFunctions.columns(of: value) }
        }
    }

    /// Adds the rules for what indicators and files of JSON lines take.
    static func addIndicators(to rules: inout [String: LiteralRule]) {
        for name in IndicatorFunctions.names {
            let needsBars = IndicatorFunctions.needBars.contains(name)
            rules["\(name):push#1"] = { literal in
                reason { () throws(LuaRaise) in
                    switch literal {
                    case .number, .computed(.number): if needsBars { throw IndicatorFunctions.noBar(name) }
                    case .record(let type) where type.hasSuffix("[]"): throw IndicatorFunctions.noSample(name)
                    case .object(let type) where type != "series": throw IndicatorFunctions.noSample(name)
                    case .table(let table) where table.isWhole && table.entries.allSatisfy({ $0.key != "close" }):
                        throw IndicatorFunctions.noSample(name)
                    default: break
                    }
                }
            }
        }
        rules["json:write#1"] = { literal in
            reason { () throws(LuaRaise) in try check(json: literal) }
        }
    }

    private static func check(json literal: Literal) throws(LuaRaise) {
        switch literal {
        case .table(let table): for entry in table.entries { if let value = entry.value { try check(json: value) } }
        case .function, .computed(.function): throw JSONValue.unwritable("a function")
        case .object: throw JSONValue.unwritable("an object")
        default: break
        }
    }

    /// Adds the rules for contracts that are written as tables.
    private static func addContracts(to rules: inout [String: LiteralRule]) {
        for (place, type) in ValueTypes.takes where type == "Contract" {
            let function = String(place.prefix { $0 != "#" })
            rules[place] = { fault(ofContract: $0, function) }
        }
        rules["daily#3.of"] = { fault(ofContract: $0, "daily") }
        rules["pnl#1"] = { literal in
            // A text is the name of an account.
            guard case .table = literal else { return nil }
            return fault(ofContract: literal, "pnl") ?? fault(ofMaking: "contract", [literal], noProfit)
        }
        for name in ConditionFunctions.watched {
            rules["condition.\(name)#1"] = { literal in
                fault(ofContract: literal, "condition.\(name)")
                    ?? fault(ofMaking: "contract", [literal], ConditionFunctions.noContract(name))
            }
        }
        for function in ContractFunctions.positions.keys {
            rules["\(function)#1"] = { literal in
                guard let entries = literal.entries else { return nil }
                guard entries.contains(where: { $0.key == nil }) else {
                    // What is wrong with a single field is said of the field.
                    guard let value = LuaValue(whole: literal),
                        let read = try? StructureReader(function: function).read(
                            value,
                            as: Contract.self,
                            path: "contract"
                        )
                    else { return nil }
                    return reason { () throws(LuaRaise) in
                        try ContractReader(function: function).check(read.structure)
                    }
                }
                return reason { () throws(LuaRaise) in
                    if entries.allSatisfy({ $0.key == nil }) {
                        throw ContractFunctions.noSymbol(.array([]), function)
                    }
                    _ = try StructureReader(function: function).index(of: "1", in: Contract.self, path: "contract")
                }
            }
        }
        rules["quote#1"] = { literal in
            if case .record(let name) = literal, name != Contract.structureName, !name.hasSuffix("[]") {
                return "quote: contract: expected a \(Contract.structureName), got a \(name)"
            }
            if case .text = literal { return fault(ofElement: literal, "quote") }
            guard case .table(let table) = literal else { return nil }
            guard table.entries.allSatisfy({ $0.key == nil }) else { return fault(ofContract: literal, "quote") }
            return table.entries.lazy.compactMap { $0.value.flatMap { fault(ofElement: $0, "quote") } }.first
        }
    }

    /// Rules for contracts that need a `conId`, which no function that makes a contract from a symbol gives.
    static let hostMakings: [String: MadeRule] = {
        var rules = demandRules
        rules["pnl#1"] = MadeRule(members: ["conId"]) { fault(ofMaking: $0, $1.map(\.literal), noProfit) }
        for name in ConditionFunctions.watched {
            rules["condition.\(name)#1"] = MadeRule(members: ["conId"]) { path, made in
                fault(ofMaking: path, made.map(\.literal), ConditionFunctions.noContract(name))
            }
        }
        return rules
    }()

    private static let noProfit = AccountFunctions.noContract

    /// Returns the error for a contract that has no `conId`; `nil` if it may have one.
    private static func fault(ofMaking path: String, _ made: [Literal?], _ error: LuaRaise) -> String? {
        guard let positions = ContractFunctions.positions[path], !positions.contains("conId") else { return nil }
        switch made.first {
        case .text??, .computed(.text)??: break
        case .table(let table)?? where table.isWhole && !table.entries.contains { $0.key == "conId" || $0.key == nil }:
            break
        default: return nil
        }
        return reason { () throws(LuaRaise) in throw error }
    }

    /// Returns why a function refuses a contract in braces.
    static func fault(ofContract literal: Literal, _ function: String) -> String? {
        guard case .table = literal else { return nil }
        if let value = LuaValue(whole: literal) {
            return reason { () throws(LuaRaise) in
                let reader = ContractReader(function: function)
                try reader.checkDemand(try reader.contract(value))
            }
        }
        return reason(literal) { value throws(LuaRaise) in
            _ = try StructureReader(function: function).read(value, as: Contract.self, path: "contract")
        }
    }

    /// Returns why a function refuses a value as one of several contracts.
    private static func fault(ofElement literal: Literal, _ function: String) -> String? {
        switch literal {
        case .table: return fault(ofContract: literal, function)
        case .record: return nil
        default:
            return reason { () throws(LuaRaise) in
                let value = LuaValue(like: literal)
                _ = try StructureReader(function: function).read(value, as: Contract.self, path: "contract")
            }
        }
    }

    private static func fault(ofOrder literal: Literal, _ function: String) -> String? {
        reason(literal) { value throws(LuaRaise) in
            _ = try StructureReader(function: function).read(value, as: Order.self, path: "order")
        }
    }

    /// Adds the rules for orders whose fields have no names, and for those of a group.
    private static func addOrders(to rules: inout [String: LiteralRule]) {
        for (place, function) in OrderShape.positions.keys.map({ ("\($0)#1", "place") }) + [
            ("place#2", "place"), ("what_if#2", "what_if"),
        ] {
            rules[place] = { literal in
                guard let entries = literal.entries, entries.contains(where: { $0.key == nil }) else { return nil }
                return fault(ofOrder: literal, function)
            }
        }
        rules["oca#1.reduce"] = { literal in
            reason { () throws(LuaRaise) in _ = try GroupFunction.reduces("reduce", LuaValue(like: literal)) }
        }
        rules["oca#1.*"] = { literal in
            if literal == .object("trade") { return nil }
            let noTrade = reason { () throws(LuaRaise) in throw GroupFunction.noTrade(LuaValue(like: literal)) }
            guard case .table(let pair) = literal else { return noTrade }
            guard !pair.entries.isEmpty, pair.entries.allSatisfy({ $0.key == nil }) else { return noTrade }
            if pair.isWhole ? pair.entries.count != 2 : pair.entries.count > 2 && pair.entries[2].value != nil {
                return noTrade
            }
            if pair.entries[0].value == .record(Order.structureName) { return noTrade }
            if let found = pair.entries[0].value.flatMap({ fault(ofElement: $0, "oca") }) { return found }
            guard pair.entries.count > 1, let order = pair.entries[1].value else { return nil }
            return fault(ofOrder: order, "oca")
        }
        rules["oca#1"] = { literal in
            guard case .table(let table) = literal else { return nil }
            for case let key? in table.entries.map(\.key) where key != "reduce" {
                return reason { () throws(LuaRaise) in _ = try GroupFunction.reduces(key, true) }
            }
            guard table.isWhole else { return nil }
            let orders = table.entries.filter { $0.key == nil }
            // What is computed may be nil.
            let known = orders.count { $0.value != nil }
            guard orders.count < 2 || known > 1 else { return nil }
            return reason { () throws(LuaRaise) in
                try GroupFunction.check(count: orders.count < 2 ? orders.count : known)
            }
        }
    }
}

extension ScriptVocabulary.Argument {
    /// What the text shows of it; `nil` for nothing.
    fileprivate var literal: ScriptVocabulary.Literal? {
        if case .value(let literal) = self { literal } else { nil }
    }
}

extension ScriptVocabulary.Literal {
    /// Returns why a table has too few entries, or too many; what is computed may be nil.
    fileprivate func faultOfCount(_ check: (Int) throws(LuaRaise) -> Void) -> String? {
        guard case .table(let table) = self, table.isWhole else { return nil }
        let known = table.entries.count { $0.value != nil }
        guard known > 0 || table.entries.isEmpty else { return nil }
        return ScriptVocabulary.reason { () throws(LuaRaise) in try check(known) }
    }
}
