extension LuaParser {
    private static let unaryPriority = 12
    /// The binary operators that take any values.
    private static let neverFails: Set<String> = ["and", "or", "==", "~="]
    private static let comparing: Set<String> = ["<", "<=", ">", ">="]
    private static let unary: Set<String> = ["not", "-", "~", "#"]
    /// The left and right priority of each binary operator; a smaller right one makes it right associative.
    private static let binary: [String: (left: Int, right: Int)] = [
        "+": (10, 10), "-": (10, 10), "*": (11, 11), "%": (11, 11), "^": (14, 13), "/": (11, 11), "//": (11, 11),
        "&": (6, 6), "|": (4, 4), "~": (5, 5), "<<": (7, 7), ">>": (7, 7), "..": (9, 8),
        "==": (3, 3), "~=": (3, 3), "<": (3, 3), "<=": (3, 3), ">": (3, 3), ">=": (3, 3),
        "and": (2, 2), "or": (1, 1),
    ]

    mutating func readExpression() throws(LuaSyntaxError) -> LuaExpression { try readOperators(above: 0) }

    /// Reads a list of expressions, all used as values.
    mutating func readExpressions() throws(LuaSyntaxError) -> [LuaExpression] {
        var expressions: [LuaExpression] = []
        repeat {
            let expression = try readExpression()
            use(expression)
            expressions.append(expression)
        } while try take(",")
        return expressions
    }

    /// Counts the names in an expression as read.
    mutating func use(_ expression: LuaExpression) {
        if let access = expression.access { facts.note(access, .read) }
    }

    /// Records that the script asks what a variable holds, so that it need not hold what the text shows elsewhere.
    mutating func noteTest(of expression: LuaExpression) {
        if let name = expression.name {
            facts.tested.insert(name)
            facts.questioned.insert(name)
        }
        if let member = expression.member {
            facts.testedMembers.insert(member)
            facts.memberQuestions[member, default: 0] += 1
        }
    }

    /// Records that what an expression gives must not be nil, so that reading it asks for nothing.
    mutating func noteNeed(of expression: LuaExpression) {
        guard openConditions > 0, let member = expression.member else { return }
        facts.memberQuestions[member, default: 0] -= 1
    }

    private mutating func readOperators(above limit: Int) throws(LuaSyntaxError) -> LuaExpression {
        try enter()
        defer { leave() }
        var expression: LuaExpression
        if case .reserved(let sign) = token.kind, Self.unary.contains(sign) {
            let place = (line: token.line, column: token.column)
            try advance()
            let operand = try readOperators(above: Self.unaryPriority)
            use(operand)
            if sign == "not" { noteTest(of: operand) } else { note(.unary(sign), [operand], at: place) }
            if sign == "#", let name = operand.name { facts.variables.note(.part, of: name) }
            expression = LuaExpression(shape: LuaFolding.unary(sign, operand.shape))
            if sign != "not" { expression.operands = operand.needed }
        } else {
            expression = try readSimple()
        }
        while case .reserved(let sign) = token.kind, let priority = Self.binary[sign], priority.left > limit {
            let place = (line: token.line, column: token.column)
            try advance()
            use(expression)
            let isSkippable = sign == "and" || sign == "or"
            if isSkippable { addCondition(1) }
            let right = try readOperators(above: priority.right)
            if isSkippable { addCondition(-1) }
            use(right)
            if Self.neverFails.contains(sign) {
                noteTest(of: expression)
                noteTest(of: right)
            } else {
                note(.binary(sign), [expression, right], at: place)
                if Self.comparing.contains(sign) {
                    facts.compared.formUnion([expression.local, right.local].compactMap(\.self))
                    facts.questioned.formUnion([expression.name, right.name].compactMap(\.self))
                    facts.testedMembers.formUnion([expression.member, right.member].compactMap(\.self))
                }
            }
            let needed = Self.neverFails.contains(sign) ? [] : expression.needed.union(right.needed)
            expression = LuaExpression(shape: LuaFolding.binary(sign, expression.shape, right.shape))
            expression.operands = needed
        }
        return expression
    }

    private mutating func readSimple() throws(LuaSyntaxError) -> LuaExpression {
        switch token.kind {
        case .number(let number, _): return try literal(.number(number))
        case .string(let text, _, _): return try literal(.string(text))
        case .reserved("nil"): return try literal(.nothing)
        case .reserved("true"): return try literal(.boolean(true))
        case .reserved("false"): return try literal(.boolean(false))
        case .reserved("..."):
            guard functions[functions.count - 1].isVariadic else {
                throw failure("cannot use '...' outside a vararg function")
            }
            return try literal(.other)
        case .reserved("{"):
            // Only what stands in the argument itself is told apart by its key.
            let isArgument = receivers.last.flatMap { $0?.isWhole(at: token) } ?? false
            if !isArgument { receivers.append(nil) }
            defer { if !isArgument { receivers.removeLast() } }
            return LuaExpression(shape: .table(try readTable()))
        case .reserved("function"):
            let receiver = receivers.last.flatMap { $0 }.flatMap { $0.begins(at: token) ? $0 : nil }
            let place = (line: token.line, column: token.column)
            try advance()
            let body = try readFunctionBody(token.endLine, from: place, isMethod: false, receiver: receiver)
            if let receiver { facts.protection.note(body, argumentOf: receiver) }
            return LuaExpression(shape: .function(body.number))
        default: return try readSuffixed()
        }
    }

    private mutating func literal(_ shape: LuaShape) throws(LuaSyntaxError) -> LuaExpression {
        try advance()
        return LuaExpression(shape: shape)
    }

    /// Reads a function from its parameters to its `end`.
    @discardableResult
    mutating func readFunctionBody(
        _ line: Int,
        from place: (line: Int, column: Int),
        isMethod: Bool,
        receiver: LuaReceiver? = nil
    ) throws(LuaSyntaxError) -> LuaProtection.Body {
        functions.append(LuaFunctionScope(line: line, isVariadic: false))
        identities += 1
        let number = identities
        functions[functions.count - 1].number = number
        openBlock()
        if isMethod { declare([(name: "self", isConstant: false)]) }
        try expect("(")
        try readParameters(receiver)
        try expect(")")
        receivers.append(nil)
        defer { receivers.removeLast() }
        try readStatements()
        let body = LuaProtection.Body(
            first: LuaProtection.Place(line: place.line, column: place.column),
            last: LuaProtection.Place(line: token.line, column: token.column),
            number: number
        )
        try expect("end", closing: "function", at: line)
        try closeBlock()
        let scope = functions.removeLast()
        if let result = scope.result { facts.variables.note(result: result, of: number) }
        lastBody = body
        return body
    }

    private mutating func readParameters(_ receiver: LuaReceiver?) throws(LuaSyntaxError) {
        guard !at(")") else { return }
        var names: [(name: String, isConstant: Bool)] = []
        repeat {
            if case .name(let name) = token.kind {
                try advance()
                try checkLocals(pending: names.count)
                names.append((name: name, isConstant: false))
            } else if try take("...") {
                functions[functions.count - 1].isVariadic = true
            } else {
                throw failure("<name> or '...' expected")
            }
            if functions[functions.count - 1].isVariadic { break }
        } while try take(",")
        let number = functions[functions.count - 1].number
        declare(
            names,
            origins: names.indices.map { receiver?.parameter($0 + 1) ?? LuaOrigin(.argument(number, $0 + 1)) }
        )
    }

    mutating func readTable() throws(LuaSyntaxError) -> [LuaField] {
        let line = token.endLine
        try expect("{")
        var fields: [LuaField] = []
        while !at("}") {
            // Only what is last stands for several.
            if !fields.isEmpty { fields[fields.count - 1].isOpen = false }
            fields.append(try readField())
            guard at(",") || at(";") else { break }
            try advance()
        }
        try expect("}", closing: "{", at: line)
        return fields
    }

    private mutating func readField() throws(LuaSyntaxError) -> LuaField {
        let place = (line: token.line, column: token.column)
        var key = LuaField.Key.position
        if case .name(let name) = token.kind, try lookAhead().isReserved("=") {
            try advance()
            try advance()
            key = .name(name)
        } else if try take("[") {
            let written = try readExpression()
            use(written)
            try expect("]")
            try expect("=")
            if case .string(let text) = written.shape { key = .name(text) } else { key = .unknown }
            if let index = written.shape.number, index < 1 { facts.fillsPlaceZero = true }
        }
        if case .name(let name) = key { receivers[receivers.count - 1]?.move(to: token, key: name) }
        let isRest = at("...")
        let start = token
        let value = try readExpression()
        use(value)
        if let name = value.name, let receiver = receivers.last.flatMap(\.self), receiver.begins(at: start) {
            facts.variables.note(.argument(receiver), of: name)
        }
        var field = LuaField(key: key, value: value.shape, line: place.line, column: place.column)
        if case .position = key { field.isOpen = isRest || value.form == .call }
        return field
    }
}
