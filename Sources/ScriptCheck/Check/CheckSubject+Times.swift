/// Rules about the time in force of orders that name none.
extension CheckSubject {
    private static let tif = "tif"

    /// Returns the time in force that an order has if the call that makes it names none, empty for the day; `nil` if
    /// the call names one, or if the text does not show it.
    ///
    /// - Parameter isFinal: Whether nothing can change the order before it is placed.
    func usualTime(of call: LuaCall, isFinal: Bool) -> String? {
        guard isFinal || !whole.writesUnseen && whole.writtenNames.isDisjoint(with: [Self.tif, "m_\(Self.tif)"])
        else { return nil }
        if case .table(let fields)? = call.arguments.first {
            guard fields.allSatisfy({ $0.name != nil && ($0.name != Self.tif || isNothing($0.value)) }) else {
                return nil
            }
        } else if call.arguments.count < 2 {
            // The only argument may be a table that is made elsewhere.
            return nil
        }
        return vocabulary.orderTimes[call.path] ?? ""
    }

    /// Returns the same for the orders of a call that places several by their terms.
    func usualTime(ofComposition call: LuaCall) -> String? {
        guard let place = vocabulary.composedOrders[call.path]?.place, place <= call.arguments.count,
            case .table(let fields) = call.arguments[place - 1]
        else { return nil }
        let terms = LuaCall(path: "", arguments: [.table(fields)], line: call.line, column: call.column)
        return usualTime(of: terms, isFinal: true)
    }

    /// Returns the numbers of the calls that make what a call places, or asks about, alone or in a list of orders.
    func placedOrders() -> Set<Int> {
        var placed: Set<Int> = []
        for call in facts.calls where call.path.first != ":" && isJudged(call.path) {
            for argument in call.arguments { notePlaced(argument, in: &placed) }
        }
        return placed
    }

    private func notePlaced(_ shape: LuaShape, in placed: inout Set<Int>) {
        if case .table(let fields) = shape {
            for field in fields { notePlaced(field.value, in: &placed) }
            return
        }
        guard let origin = shape.origin, case .call(_, let number?) = origin.source, origin.steps.isEmpty,
            isSettled(origin)
        else { return }
        placed.insert(number)
    }
}

extension WrittenOrder {
    /// Returns the order with this time in force, unless it has one.
    func lasting(_ time: String) -> WrittenOrder {
        WrittenOrder(
            action: action,
            quantity: quantity,
            orderTypes: orderTypes,
            fields: fields,
            numbers: numbers,
            timeInForce: timeInForce ?? time,
            algorithm: algorithm
        )
    }
}
