/// What operators give, as far as their operands are written.
enum LuaFolding {
    /// The longest text that is put together.
    private static let longestText = 4_096
    /// The largest number of operations on variables in one expression.
    private static let mostOperations = 8

    /// Returns what an operator before an operand gives.
    static func unary(_ sign: String, _ operand: LuaShape) -> LuaShape {
        switch (sign, operand) {
        case ("-", .number(let number)): .number(-number)
        case ("not", _): .computed(.flag)
        default: .computed(.number)
        }
    }

    /// Returns what an operator between two operands gives.
    static func binary(_ sign: String, _ left: LuaShape, _ right: LuaShape) -> LuaShape {
        switch sign {
        case "and": return choice([right])
        case "or": return choice([left, right])
        case "==", "~=", "<", "<=", ">", ">=": return .computed(.flag)
        case "..":
            guard case .string(let head) = left, case .string(let tail) = right,
                head.utf8.count + tail.utf8.count <= longestText
            else { return .computed(.text) }
            return .string(head + tail)
        default:
            guard case .number(let a) = left, case .number(let b) = right else {
                let count = left.operations + right.operations + 1
                guard left.mayBeNumber, right.mayBeNumber, count <= mostOperations else { return .computed(.number) }
                return .operation(sign, left, right, count: count)
            }
            return arithmetic(sign, a, b).map(LuaShape.number) ?? .computed(.number)
        }
    }

    /// The largest number of values of which an expression may be one.
    private static let mostChoices = 4

    /// Returns one of several values, or what counts as false.
    private static func choice(_ values: [LuaShape]) -> LuaShape {
        var origins: [LuaOrigin] = []
        for value in values {
            switch value {
            case .nothing, .boolean(false): continue
            default: break
            }
            guard let origin = value.origin else { return .other }
            guard case .choice(let inner) = origin.source else {
                origins.append(origin)
                continue
            }
            // Choices of choices would grow with every variable on the way.
            guard origin.steps.isEmpty else { return .other }
            let through = inner.compactMap { $0.through(origin.variables) }
            guard through.count == inner.count else { return .other }
            origins += through
        }
        return (1...mostChoices).contains(origins.count) ? .object(LuaOrigin(.choice(origins))) : .other
    }

    /// Returns the result of an operation; `nil` for one whose result depends on whether the numbers are integers.
    private static func arithmetic(_ sign: String, _ a: Double, _ b: Double) -> Double? {
        let result: Double
        switch sign {
        case "+": result = a + b
        case "-": result = a - b
        case "*": result = a * b
        case "/": return a / b
        case "^" where (0...64).contains(b) && b == b.rounded():
            result = (0..<Int(b)).reduce(1) { power, _ in power * a }
        case "//" where b != 0: result = (a / b).rounded(.down)
        case "%" where b != 0: result = a - (a / b).rounded(.down) * b
        default: return nil
        }
        // Beyond this, integers wrap around and floats are not exact.
        return abs(result) < 0x1p53 ? result : nil
    }
}

extension LuaShape {
    fileprivate var operations: Int {
        if case .operation(_, _, _, let count) = self { return count }
        return 0
    }

    /// Whether it is a number, or may turn out to be one when everything is read.
    fileprivate var mayBeNumber: Bool {
        switch self {
        case .number, .operation: true
        case .object(let origin): if case .value(.number) = origin.source { origin.steps.isEmpty } else { false }
        default: false
        }
    }
}
