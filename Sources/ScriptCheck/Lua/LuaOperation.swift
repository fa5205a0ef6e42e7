/// What an operator, a call or a loop does with values of which the text shows something.
struct LuaOperation {
    enum Kind: Hashable {
        case unary(String)
        case binary(String)
        /// A call of the operand.
        case call
        /// A loop `for … in` over what the operand is.
        case loop
        /// The same through `ipairs` or `pairs`.
        case elements(String)
        /// A loop from a number to a number.
        case range
    }

    /// A value, and the variable that holds it.
    struct Operand {
        var shape: LuaShape
        var variable: Variable?

        init(_ expression: LuaExpression) {
            (shape, variable) = (expression.shape, expression.variable)
        }
    }

    /// A variable, as Lua names it in errors.
    struct Variable: Hashable {
        let name: String
        let isGlobal: Bool
    }

    /// Whether Lua refuses it for a number.
    var refusesNumbers: Bool {
        switch kind {
        case .unary("#"), .call, .loop, .elements: true
        case .range: operands.count == 3 && operands[2].shape.number == 0
        case .binary(let sign) where Self.bitwise.contains(sign):
            operands.contains { $0.shape.number.map { $0 != $0.rounded() } ?? false }
        case .unary, .binary: false
        }
    }

    private static let bitwise: Set<String> = ["&", "|", "~", "<<", ">>"]

    let kind: Kind
    var operands: [Operand]
    let line: Int
    let column: Int
}

extension LuaParser {
    /// Records an operation, unless nothing is known of its operands or it takes them.
    mutating func note(
        _ kind: LuaOperation.Kind,
        _ operands: [LuaExpression],
        at place: (line: Int, column: Int)
    ) {
        for operand in operands { noteNeed(of: operand) }
        let operation = LuaOperation(
            kind: kind,
            operands: operands.map { LuaOperation.Operand($0) },
            line: place.line,
            column: place.column
        )
        if operands.contains(where: { $0.shape.mayBeRefused || $0.shape.isNumber && operation.refusesNumbers }) {
            facts.operations.append(operation)
        }
    }
}

extension LuaShape {
    /// Whether Lua may refuse most operations on the value.
    fileprivate var mayBeRefused: Bool {
        switch self {
        case .other, .number, .operation: false
        default: true
        }
    }
}
