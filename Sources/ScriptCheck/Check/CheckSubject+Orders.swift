internal import Notation

/// Rules about the orders that a script writes as literals: what the gate refuses, part by part.
extension CheckSubject {
    /// Returns what is refused in each order that a call writes as literals; computed parts are assumed to be
    /// permitted.
    func orderFindings(_ header: HeaderFacts) -> [Finding] {
        var findings: [Finding] = []
        let uses = orderUses()
        let (placed, read) = (placedOrders(), ordersReadAtOnce())
        let origins = origins
        for call in facts.calls where isHost(call.path) && findings.count < ScriptCheck.mostFindings {
            let closed = Set(closedFields(call).map(\.message))
            var found: [String] = []
            // A misspelled field is said once, and not again as one that is missing.
            let isSpelled = isSpelled(call)
            let isFinal = call.number.map(uses.final.contains) ?? false
            let isPlaced = call.number.map(placed.contains) ?? false
            let isOnlyRead = isOnlyRead(call, read)
            for order in isOnlyRead ? [] : writtenOrders(call, isFinal: isFinal, isPlaced: isPlaced) {
                for denial in header.denials(order) where !closed.contains(denial) && !found.contains(denial) {
                    found.append(denial)
                }
            }
            if isSpelled, let order = wholeOrder(call) { found += header.lacks(order) }
            if isSpelled, let fault = faultOfComposition(call) { found.append(fault) }
            let trade = call.path.first == ":" ? origins[Place(line: call.line, column: call.column)] : nil
            if let trade { found += unfitting(call, trade, header) }
            let isCaught = call.number.map(uses.caught.contains) ?? false
            findings += found.map {
                isCaught
                    ? warning(.denied, call.line, call.column, $0) : error(.denied, call.line, call.column, $0)
            }
        }
        return findings
    }

    /// Returns the numbers of the calls that make an order in the argument that places it, so that nothing changes it
    /// before, and of those that make one which is only placed where a `pcall` catches the denial.
    private func orderUses() -> (final: Set<Int>, caught: Set<Int>) {
        var final: Set<Int> = []
        var (caught, uncaught): (Set<Int>, Set<Int>) = ([], [])
        for call in facts.calls where isJudged(call.path) {
            let isProtected = facts.protection.protects(LuaProtection.Place(line: call.line, column: call.column))
            for argument in call.arguments {
                if case .call(let inner) = argument, let number = inner.number { final.insert(number) }
                guard let origin = argument.origin, case .call(_, let number?) = origin.source, origin.steps.isEmpty
                else { continue }
                if isProtected { caught.insert(number) } else { uncaught.insert(number) }
            }
        }
        return (final, caught.subtracting(uncaught))
    }

    /// Whether every field of the order, or of the order made in the call, exists.
    private func isSpelled(_ call: LuaCall) -> Bool {
        let inner = call.arguments.compactMap { argument in
            if case .call(let inner) = argument { inner } else { nil }
        }
        return ([call] + inner).allSatisfy { unknownFields($0).isEmpty }
    }

    private func writtenOrders(_ call: LuaCall, isFinal: Bool, isPlaced: Bool) -> [WrittenOrder] {
        if vocabulary.orderFunctions[call.path] != nil {
            let time = isPlaced ? usualTime(of: call, isFinal: isFinal) : nil
            return [written(call, changing: isFinal ? [] : whole.writtenNames, usualTime: time)]
        }
        if let place = vocabulary.orderTables[call.path], place <= call.arguments.count,
            case .table(let fields) = call.arguments[place - 1]
        {
            let table = LuaCall(path: "", arguments: [.table(fields)], line: call.line, column: call.column)
            // A modification keeps the time in force that it does not name.
            return [written(table, usualTime: call.path.first == ":" ? nil : usualTime(of: table, isFinal: true))]
        }
        if let implied = vocabulary.impliedOrders[call.path], !isOpen(call) {
            return implied(call.arguments.map(literal)).map { [$0] } ?? []
        }
        let time = usualTime(ofComposition: call)
        return composedOrders(call).map { time.map($0.order.lasting) ?? $0.order }
    }

    /// Returns what a call shows of the order that it makes.
    ///
    /// - Parameters:
    ///   - changing: Fields that the script may give to the order later.
    ///   - usualTime: The time in force that the order has if the call names none; `nil` if it may have any.
    func written(_ call: LuaCall, changing: Set<String> = [], usualTime: String? = nil) -> WrittenOrder {
        func kept<Value>(_ name: String, _ value: Value?) -> Value? { changing.contains(name) ? nil : value }
        var numbers: [String: Double] = [:]
        if case .table(let fields)? = call.arguments.first {
            for field in fields { if let name = field.name { numbers[name] = field.value.number } }
        } else {
            for (name, value) in zip(vocabulary.orderPositions[call.path] ?? [], call.arguments) {
                numbers[name] = value.number
            }
        }
        return WrittenOrder(
            action: kept("action", call.argument(0, field: "action")?.text),
            quantity: kept("totalQuantity", call.argument(1, field: "totalQuantity")?.number),
            orderTypes: kept("orderType", orderTypes(of: call)) ?? [],
            fields: Self.fields(of: call),
            numbers: numbers.filter { !changing.contains($0.key) },
            timeInForce: kept("tif", Self.field("tif", of: call)?.text) ?? usualTime,
            algorithm: kept("algoStrategy", Self.field("algoStrategy", of: call)?.text)
        )
    }

    private static func field(_ name: String, of call: LuaCall) -> LuaShape? {
        guard case .table(let fields)? = call.arguments.first else { return nil }
        return fields.last { $0.name == name }?.value
    }

    /// Returns an order of which every field is written in the call that places it; `nil` for any other.
    private func wholeOrder(_ call: LuaCall) -> WrittenOrder? {
        guard let place = vocabulary.orderTables[call.path], call.path.first != ":", place <= call.arguments.count
        else {
            return nil
        }
        var table = LuaCall(path: "", arguments: [call.arguments[place - 1]], line: call.line, column: call.column)
        if case .call(let inner) = call.arguments[place - 1] {
            guard (vocabulary.orderFunctions[inner.path]?.count ?? 0) > 1, isHost(inner.path) else { return nil }
            table.arguments = inner.arguments
        } else if let fields = finalFields(of: call.arguments[place - 1], before: call) {
            table.arguments = [.table(fields)]
        }
        guard case .table(let fields)? = table.arguments.first, fields.allSatisfy({ $0.name != nil }) else {
            return nil
        }
        table.arguments = [.table(fields.filter { !isNothing($0.value) })]
        // A computed type may be any.
        if let type = Self.field("orderType", of: table), type.text == nil { return nil }
        return written(table)
    }
}
