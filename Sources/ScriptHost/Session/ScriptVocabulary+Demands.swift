internal import LuaBridge
internal import ScriptCheck
internal import TWSWire

/// Rules for contracts that lack what a function needs of them, applied by the code that judges the same at run time.
extension ScriptVocabulary {
    /// A rule for the first argument of each function that needs a single contract.
    static let demandRules: [String: MadeRule] = {
        var rules: [String: MadeRule] = [:]
        for (function, demand) in ContractReader.demands {
            rules["\(function)#1"] = MadeRule(members: examined) { path, made in
                fault(ofDemand: demand, function, path, made)
            }
        }
        return rules
    }()

    /// The fields that decide about it, in every spelling.
    private static let examined: Set<String> = {
        let older = FieldNames.older(of: Contract.self).filter {
            ContractReader.examined.contains(FieldNames.current($0, in: Contract.self))
        }
        let names = ContractReader.examined.union(older)
        return names.union(names.map { "m_\($0)" })
    }()

    /// Returns why a function refuses a contract that another one has made of arguments.
    private static func fault(
        ofDemand demand: ContractReader.Demand,
        _ function: String,
        _ path: String,
        _ made: [Argument]
    ) -> String? {
        guard let positions = ContractFunctions.positions[path], let usual = ContractFunctions.types[path] else {
            return nil
        }
        var fields: [String: Literal?] = [:]
        switch made.first {
        case .value(.table(let table)):
            guard table.isWhole else { return nil }
            for entry in table.entries {
                guard let key = entry.key else { return nil }
                fields[key] = .some(entry.value)
            }
        case .value(.text), .value(.computed(.text)):
            for (name, argument) in zip(positions, made) {
                switch argument {
                case .value(let value): fields[name] = value
                case .unknown: fields[name] = .some(nil)
                case .nothing: break
                }
            }
        default: return nil
        }
        var type = usual
        if let written = fields["secType"] {
            guard let text = written?.text else { return nil }
            type = text.isEmpty ? usual : text
        }
        return reason { () throws(LuaRaise) in
            try ContractReader(function: function).check(demand, SecurityType(type)) { name in
                // What is computed may be anything.
                guard let value = fields[name] else { return false }
                return value != .text("") && value != .number(0)
            }
        }
    }
}
