internal import ScriptCheck

/// What the check of a script knows about the order of `target_position`.
extension TargetFunction {
    /// Returns the order that closes the gap to a position, as far as the arguments show it; `nil` for the position 0,
    /// which there may be already.
    @Sendable
    static func writtenOrder(_ arguments: [ScriptVocabulary.Literal?]) -> WrittenOrder? {
        guard arguments.count > 1 else { return nil }
        var part: Double?
        if case .number(let target)? = arguments[1] {
            guard target != 0 else { return nil }
            // All of it may be held already but what is not whole.
            let rest = abs(target.truncatingRemainder(dividingBy: 1))
            part = rest == 0 ? nil : rest
        }
        var (types, numbers) = (["MKT"], [String: Double]())
        if arguments.count > 2 {
            types.append("LMT")
            if case .table(let table)? = arguments[2], table.isWhole {
                let limit = table.entries.first { $0.key == "limit" }
                if limit == nil { types = ["MKT"] }
                if case .number(let price)? = limit?.value { (types, numbers) = (["LMT"], ["lmtPrice": price]) }
            }
        }
        // It names no time in force.
        return WrittenOrder(quantity: part, orderTypes: types, numbers: numbers, timeInForce: "")
    }
}
