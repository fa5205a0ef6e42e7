internal import LuaBridge
internal import Notation
package import ScriptCheck
internal import TWSWire
internal import Trading

extension ScriptVocabulary {
    /// The names of this host, read from the tables that it registers.
    package static let scriptHost: ScriptVocabulary = {
        var vocabulary = base
        vocabulary.closedFunctions = closedRequests
        vocabulary.objects = hostObjects
        vocabulary.types = ValueTypes.given
        vocabulary.takes = ValueTypes.takes
        vocabulary.tables = hostTables
        vocabulary.literals = hostLiterals
        vocabulary.fileFunctions = ["read": false, "lines": false, "read_csv": false, "csv": true, "json": true]
        // The arguments of order functions are judged together with the rest of the order.
        vocabulary.orderTables = ["place": 2, "what_if": 2, ":modify": 1]
        for path in Array(OrderShape.types.keys) + ["place#2", "what_if#2"] {
            vocabulary.fields[path] = fieldNames(Order.self)
        }
        vocabulary.orderPositions = OrderShape.positions
        vocabulary.orderTimes = OrderShape.times
        vocabulary.contractPositions = ContractFunctions.positions
        vocabulary.kinds = ValueKinds.all
        vocabulary.required = ValueKinds.required
        vocabulary.kinds["contract.forex#1"] = [.text]
        for path in Array(ContractFunctions.positions.keys) + OrderShape.types.keys {
            vocabulary.kinds["\(path)#1"] = [.text, .table]
            vocabulary.required.insert("\(path)#1")
        }
        vocabulary.required.insert("contract.forex#1")
        for (function, keys) in [
            ("history", HistoryTerms.older), ("bars", HistoryTerms.older), ("bracket", BracketTerms.older),
        ] {
            for (older, key) in keys {
                vocabulary.kinds["\(function)#2.\(older)"] = vocabulary.kinds["\(function)#2.\(key)"]
                vocabulary.literals["\(function)#2.\(older)"] = vocabulary.literals["\(function)#2.\(key)"]
            }
        }
        vocabulary.structures = hostStructures
        vocabulary.calls = hostCalls
        vocabulary.calls[TradeEvent.waiting] = { arguments in
            guard arguments.count > 1, case .number? = arguments[0], arguments[1] != nil else { return nil }
            return "\(TradeEvent.lateTimeout.message); \(TradeEvent.lateTimeout.remedy ?? "")"
        }
        vocabulary.composedOrders = [
            "bracket": .init(
                place: 2,
                roles: BracketTerms.roles,
                orders: BracketTerms.writtenOrders,
                fault: BracketTerms.fault
            )
        ]
        vocabulary.impliedOrders = ["target_position": TargetFunction.writtenOrder]
        vocabulary.fields[":modify#1"] = fieldNames(Order.self)
        vocabulary.functions = Set(ScriptSession.language.filter { !$0.isCallable }.map(\.path))
        vocabulary.spellings = hostSpellings
        vocabulary.makers = ["csv:row": CSVFile.fault]
        vocabulary.format = FormatCheck.fault
        vocabulary.library = LibraryCheck.fault
        vocabulary.operations = OperatorCheck.faults
        vocabulary.silent = ValueTypes.silent
        // With a function for each bar, the result is their number.
        vocabulary.turningOptions = ["history": "each"]
        (vocabulary.gatherers, vocabulary.choosers) = (["all"], ["first_of"])
        vocabulary.most = ValueTypes.most
        vocabulary.belowFirst = [
            "series": { place in Self.text(Series.belowFirst(place)) },
            "ticks": { place in Self.text(TickSeries.belowFirst(place)) },
        ]
        vocabulary.makersOfFields = [Contract.structureName: "contract", Order.structureName: "order"]
        vocabulary.contractType = Contract.structureName
        vocabulary.contractTypes = ContractFunctions.types
        vocabulary.takesObjects = Set(IndicatorFunctions.names.map { "\($0):push#1" } + ["off#1", "wait#1"])
        vocabulary.dotted = ["contract", "order", "condition", "time", RawFunctions.table]
        vocabulary.made = hostMakings
        for function in ["place", "what_if"] {
            vocabulary.takenMembers["\(function)#2"] = ["trade.order": text(OrderReader.placedAlready(function))]
        }
        vocabulary.assignments = [StateKeeper.name: StateKeeper.fault]
        return vocabulary
    }()

    /// Requests that no script may send, with what to use instead.
    private static let closedRequests: [String: String] = {
        var closed: [String: String] = [:]
        for type in ClientMessage.payloads {
            guard case .closed(let reason) = RequestPolicy.rule(for: type.structureName) else { continue }
            closed["\(RawFunctions.table).\(type.structureName)"] = reason
        }
        return closed
    }()

    /// The objects, read from their classes, the records, and the structures and messages of the protocol.
    private static let hostObjects: [String: MadeObject] = {
        var taker = MadeObjects()
        try? ScriptSession.giveClasses(to: &taker)
        var objects = taker.objects
        for (name, fields) in ValueTypes.records {
            var record = MadeObject(
                name: name,
                members: Set(fields),
                older: name == "bar" ? Set(BarColumn.older.keys) : [],
                nature: .table
            )
            record.listed = fields
            objects[name] = record
        }
        let methods = members["string"] ?? []
        objects["string"] = MadeObject(name: "string", members: methods, methods: methods, nature: .text)
        for name in ["number", "boolean"] { objects[name] = MadeObject(name: name, members: [], nature: .plain) }
        for (name, type) in ValueTypes.structures { objects[name] = structure(type) }
        return objects
    }()

    /// Describes a structure that a script receives as a table.
    private static func structure(_ type: any WireStructure.Type) -> MadeObject {
        MadeObject(
            name: type.structureName,
            members: fieldNames(type),
            prefix: "m_",
            older: FieldNames.older(of: type),
            nature: .table
        )
    }

    /// Collects the members of classes, by class name.
    private struct MadeObjects: ClassTaker {
        private(set) var objects: [String: MadeObject] = [:]

        mutating func take<Object: LuaObject>(_ description: LuaClass<Object>) {
            var object = MadeObject(
                name: description.name,
                members: Set(description.fieldNames + description.methodNames),
                methods: Set(description.methodNames),
                prefix: description.optionalPrefix
            )
            object.listed = description.fieldNames + description.methodNames
            (object.isCallable, object.hasLength) = (description.call != nil, description.length != nil)
            object.hasElements = description.element != nil || description.pushElement != nil
            objects[description.name] = object
        }
    }

    private static let base = ScriptVocabulary(
        globals: globals,
        members: members,
        fields: [
            "order": fieldNames(Order.self), "contract": fieldNames(Contract.self),
            "bracket#2": Set(BracketTerms.spellings), "history#2": Set(HistoryTerms.spellings),
            "bars#2": Set(HistoryTerms.spellings).subtracting(["live", "to", "each"]),
            "chain#2": Set(OptionFilter.keys),
            "quote#2": ["delayed"], "snapshot#2": ["delayed"], "ticks#2": Set(TickFunction.keys),
            "depth#2": ["rows", "smart"], "news#2": Set(NewsFunctions.keys),
            "scan#1": fieldNames(ScannerSubscription.self).union(["filters"]),
            "executions#1": fieldNames(ExecutionFilter.self).union(["since"]),
            "bar_builder#1": ["seconds", "ticks", "volume"],
            "place#3": ["key", HeldCalls.option], "on#3": ["fields"], "orders#1": ["account"],
            "cancel_all#1": ["account"],
            "notify#2": Set(NotifyFunction.keys), "flatten#1": Set(FlattenDesk.keys),
            "target_position#3": Set(TargetFunction.keys), "daily#3": Set(ClockFunctions.dailyKeys),
            "csv#3": ["append"], "json#2": ["append"],
            "sessions#2": ["extended"], "market_open#2": ["extended"], "next_open#2": ["extended"],
            "next_close#2": ["extended"],
        ],
        firstArguments: ["on": Set(MessageNames.spellings + [MessageNames.everything])],
        tradingFunctions: ["place", "bracket", "oca", "target_position", "tws.placeOrder"],
        orderFunctions: OrderShape.types,
        accountFunctions: ["orders", "cancel_all", "flatten"]
    )

    private static let globals: Set<String> = {
        let own = ScriptSession.language.map { $0.table ?? $0.name }
        return Set(own + ["input", "require", StateKeeper.name] + luaNames.filter { !$0.contains(".") })
    }()

    private static let members: [String: Set<String>] = {
        var members: [String: Set<String>] = [:]
        for entry in ScriptSession.language {
            if let table = entry.table { members[table, default: []].insert(entry.name) }
        }
        for name in luaNames {
            let parts = name.split(separator: ".")
            if parts.count == 2 { members[String(parts[0]), default: []].insert(String(parts[1])) }
        }
        return members
    }()

    /// The names that the sandbox itself offers, taken from a new one.
    private static let luaNames: [String] = (try? LuaVM().reachableNames()) ?? []

    private static func fieldNames(_ type: any WireStructure.Type) -> Set<String> { Set(type.fields.map(\.name)) }

    /// Returns the nearest name for Lua's own message about a call of nil, `(global 'plac')`, and what to write instead
    /// if the `line` on which it happened shows a Python habit.
    static func hint(for message: String, line: String) -> String {
        let habit = PythonHabits.hint(forMessage: message, line: line)
        if let habit { return "; \(habit)" }
        if let hint = listHint(for: message, line: line) { return hint }
        for kind in ["global", "field", "method"] {
            let mark = "nil value (\(kind) '"
            guard let start = message.indices.first(where: { message[$0...].hasPrefix(mark) }) else { continue }
            let name = String(message[start...].dropFirst(mark.count).prefix { $0 != "'" })
            return NearestName.hint(for: name, among: kind == "global" ? globals : siblings(of: name, kind, in: line))
        }
        return ""
    }

    /// Returns what to write instead of a name that the line reads of the list that a function gives: `details(c).minTick`.
    private static func listHint(for message: String, line: String) -> String? {
        guard let name = message.firstMatch(of: #/nil value \(field '(\w+)'\)/#)?.output.1 else { return nil }
        let calls = line.prefix(500).matches(
            of: #/(\w+(?:\.\w+)?)\((?:[^()]|\([^()]*\))*\)\s*(?:\.\s*(\w+)|\[\s*["']([^"']*)["']\s*\])/#
        )
        for call in calls where (call.output.2 ?? call.output.3) == name {
            let types = ValueTypes.given.results[String(call.output.1)] ?? []
            if let type = types.first, types.allSatisfy({ $0.hasSuffix("[]") }) {
                return scriptHost.hint(forMember: String(name), ofList: type)
            }
        }
        return nil
    }

    /// Returns the names among which a member is looked for: those of the host's table that the line names before it, or
    /// the methods of texts.
    private static func siblings(of name: String, _ kind: String, in line: String) -> Set<String> {
        let owner = members.keys.first { line.contains("\($0).\(name)") || line.contains("\($0):\(name)") }
        return members[owner ?? (kind == "method" ? "string" : "")] ?? []
    }
}
