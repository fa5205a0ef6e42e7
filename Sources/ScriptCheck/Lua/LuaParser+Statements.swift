extension LuaParser {
    mutating func readStatements() throws(LuaSyntaxError) {
        while !blockEnds() {
            if at("return") {
                try readStatement()
                return
            }
            try readStatement()
        }
    }

    mutating func readBlock(isLoop: Bool = false) throws(LuaSyntaxError) {
        openBlock(isLoop: isLoop)
        try readStatements()
        try closeBlock()
    }

    private mutating func readStatement() throws(LuaSyntaxError) {
        let line = token.endLine
        try enter()
        defer { leave() }
        guard case .reserved(let word) = token.kind else { return try readExpressionStatement() }
        switch word {
        case ";": try advance()
        case "if": try readIf(line)
        case "while": try readWhile(line)
        case "do":
            try advance()
            try readBlock()
            try expect("end", closing: "do", at: line)
        case "for": try readFor(line)
        case "repeat": try readRepeat(line)
        case "function": try readFunctionStatement(line)
        case "local": try readLocal()
        case "::": try readLabel()
        case "return": try readReturn()
        case "break":
            try advance()
            noteJump()
            addGoto("break", line: line)
        case "goto":
            try advance()
            noteJump()
            try readGoto(line)
        default: try readExpressionStatement()
        }
    }

    private mutating func readIf(_ line: Int) throws(LuaSyntaxError) {
        repeat {
            try advance()
            try readCondition()
            try expect("then")
            addCondition(1)
            try readBlock()
            addCondition(-1)
        } while at("elseif")
        addCondition(1)
        if try take("else") { try readBlock() }
        addCondition(-1)
        try expect("end", closing: "if", at: line)
    }

    private mutating func readCondition() throws(LuaSyntaxError) {
        openConditions += 1
        let condition = try readExpression()
        openConditions -= 1
        use(condition)
        noteTest(of: condition)
    }

    private mutating func readWhile(_ line: Int) throws(LuaSyntaxError) {
        try advance()
        try readCondition()
        openBlock(isLoop: true)
        try expect("do")
        try readBlock()
        try expect("end", closing: "while", at: line)
        try closeBlock()
    }

    private mutating func readRepeat(_ line: Int) throws(LuaSyntaxError) {
        openBlock(isLoop: true)
        openBlock()
        try advance()
        try readStatements()
        try expect("until", closing: "repeat", at: line)
        try readCondition()
        try closeBlock()
        try closeBlock()
    }

    private mutating func readFor(_ line: Int) throws(LuaSyntaxError) {
        openBlock(isLoop: true)
        try advance()
        let first = try expectName()
        if at("=") {
            try readNumericFor(first)
        } else if at(",") || at("in") {
            try readGenericFor(first)
        } else {
            throw failure("'=' or 'in' expected")
        }
        try expect("end", closing: "for", at: line)
        try closeBlock()
    }

    private mutating func readNumericFor(_ name: String) throws(LuaSyntaxError) {
        try checkLocals(pending: 3)
        let place = (line: token.line, column: token.column)
        try advance()
        var bounds = [try readExpression()]
        use(bounds[0])
        try expect(",")
        bounds.append(try readExpression())
        use(bounds[1])
        if try take(",") {
            bounds.append(try readExpression())
            use(bounds[2])
        }
        note(.range, bounds, at: place)
        try readForBody(
            states: 3,
            [name],
            origins: [LuaOrigin(.value(.computed(.number)))],
            isFromZero: bounds[0].shape.number == 0
        )
    }

    private mutating func readGenericFor(_ first: String) throws(LuaSyntaxError) {
        var names = [first]
        try checkLocals(pending: 4)
        while try take(",") {
            names.append(try expectName())
            try checkLocals(pending: 4 + names.count - 1)
        }
        try expect("in")
        let place = (line: token.line, column: token.column)
        let iterated = try readExpressions().first?.shape
        noteLoop(over: iterated, at: place)
        try readForBody(states: 4, names, origins: names.indices.map { Self.variable($0 + 1, of: iterated) })
    }

    /// Records what a loop goes over.
    private mutating func noteLoop(over iterated: LuaShape?, at place: (line: Int, column: Int)) {
        guard let iterated else { return }
        guard case .call(let call) = iterated, ["ipairs", "pairs"].contains(call.path) else {
            return note(.loop, [LuaExpression(shape: iterated)], at: place)
        }
        guard let list = call.arguments.first else { return }
        note(.elements(call.path), [LuaExpression(shape: list)], at: (call.line, call.column))
    }

    /// Reads a loop body; the loop's own state uses variables too, as in Lua's compiler.
    private mutating func readForBody(
        states: Int,
        _ names: [String],
        origins: [LuaOrigin?] = [],
        isFromZero: Bool = false
    ) throws(LuaSyntaxError) {
        declare(Array(repeating: (name: "(for state)", isConstant: false), count: states))
        try expect("do")
        openBlock()
        declare(names.map { (name: $0, isConstant: false) }, origins: origins)
        if isFromZero { facts.fromZero.insert(identities) }
        try readStatements()
        try closeBlock()
    }

    /// Returns the origin of the variable at a position, from 1, of a loop over `iterated`.
    private static func variable(_ place: Int, of iterated: LuaShape?) -> LuaOrigin? {
        guard case .call(let call)? = iterated, ["ipairs", "pairs"].contains(call.path) else {
            return iterated?.origin?.adding(.turn(place))
        }
        return place == 2 ? call.arguments.first?.origin?.adding(.value(of: call.path)) : nil
    }

    private mutating func readFunctionStatement(_ line: Int) throws(LuaSyntaxError) {
        try advance()
        let place = (line: token.line, column: token.column)
        var target = try readVariable(try expectName(), at: place)
        while at(".") { target = try readMember(of: target) }
        let isMethod = at(":")
        if isMethod { target = try readMember(of: target) }
        let body = try readFunctionBody(line, from: place, isMethod: isMethod)
        if let name = target.name { note(body, heldBy: name) }
        if let constant = target.constant { throw meaning("attempt to assign to const variable '\(constant)'") }
        if let local = target.local { facts.reassigned.insert(local) }
        note(target, gets: LuaExpression(shape: .function(body.number)))
    }

    private mutating func note(_ body: LuaProtection.Body, heldBy name: LuaProtection.Name) {
        facts.protection.note(body, named: name)
        facts.variables.note(body.number, heldBy: name)
    }

    /// Records what a statement gives to a global, or to a member.
    private mutating func note(_ target: LuaExpression, gets given: LuaExpression) {
        let value = given.shape
        if let base = target.base {
            let use = target.memberUse.map { facts.objectUses[$0] }
            let place = LuaProtection.Place(line: use?.line ?? token.line, column: use?.column ?? token.column)
            let entry = LuaVariables.Entry(
                member: target.member,
                value: value,
                place: place,
                isConditional: isConditional
            )
            facts.variables.note(entry, in: base)
        }
        if let name = target.name, !given.needed.contains(name) { facts.variables.noteFed(name) }
        if let member = target.member {
            facts.writtenNames.insert(member)
            facts.variables.noteWrite(of: member)
        }
        if let use = target.memberUse { facts.objectUses[use].given = value }
        if let use = target.elementUse { facts.elementUses[use].given = value }
        if let name = target.name { facts.protection.noteWrite(of: name) }
        if case .path(let path) = target.shape {
            let place = target.access ?? LuaAccess(root: path, member: nil, line: token.line, column: token.column)
            facts.assignments.append(
                LuaAssignment(path: path, value: value, line: place.line, column: place.column)
            )
        }
        guard let access = target.access else { return }
        if access.member == nil { facts.noteValue(of: access.root, origin: value.origin) }
        facts.note(access, .write)
    }

    private mutating func readLocal() throws(LuaSyntaxError) {
        try advance()
        if try take("function") {
            let name = try expectName()
            try checkLocals(pending: 0)
            declare([(name: name, isConstant: false)], origins: [LuaOrigin(.value(.function))])
            let identity = identities
            let body = try readFunctionBody(token.endLine, from: (token.line, token.column), isMethod: false)
            note(body, heldBy: .local(identity))
            return
        }
        var names: [(name: String, isConstant: Bool)] = []
        var closing = 0
        repeat {
            let name = try expectName()
            try checkLocals(pending: names.count)
            let attribute = try readAttribute()
            closing += attribute == "close" ? 1 : 0
            guard closing < 2 else { throw meaning("multiple to-be-closed variables in local list") }
            names.append((name: name, isConstant: attribute != nil))
        } while try take(",")
        let isGiven = try take("=")
        let values = isGiven ? try readExpressions().map(\.shape) : []
        // The body of a single function is the last one read.
        if names.count == 1, case .function? = values.first, let body = lastBody {
            note(body, heldBy: .local(identities + 1))
        }
        for (place, value) in values.enumerated() where place < names.count && value.isTable {
            facts.variables.noteTable(identities + place + 1)
        }
        declare(names, origins: isGiven ? Self.origins(of: values, for: names) : names.map { _ in LuaOrigin(.nothing) })
    }

    /// Returns the origins of the variables that get values: those behind the last value get its further results.
    private static func origins(of values: [LuaShape], for names: [(name: String, isConstant: Bool)]) -> [LuaOrigin?] {
        let origins = values.map(\.origin)
        guard case .call? = values.last, values.count < names.count, let last = origins.last else { return origins }
        return origins + (2...names.count - values.count + 1).map { last?.adding(.further($0)) }
    }

    private mutating func readAttribute() throws(LuaSyntaxError) -> String? {
        guard try take("<") else { return nil }
        let attribute = try expectName()
        try expect(">")
        guard attribute == "const" || attribute == "close" else { throw meaning("unknown attribute '\(attribute)'") }
        return attribute
    }

    /// Records that what follows in the function may not be reached.
    private mutating func noteJump() {
        guard functions[functions.count - 1].conditions > 0 else { return }
        functions[functions.count - 1].mayHaveLeft = true
    }

    private mutating func readReturn() throws(LuaSyntaxError) {
        try advance()
        let isRest = at("...")
        let values = !blockEnds() && !at(";") ? try readExpressions() : []
        _ = try take(";")
        let place = functions.count - 1
        noteJump()
        let value: LuaShape? = values.isEmpty ? .nothing : values.count == 1 && !isRest ? values[0].shape : nil
        functions[place].results.append(value)
        functions[place].endsWithReturn = functions[place].blocks.count == 1
    }

    private mutating func readExpressionStatement() throws(LuaSyntaxError) {
        let first = try readSuffixed()
        guard at("=") || at(",") else {
            guard first.form == .call else { throw failure("syntax error") }
            use(first)
            return
        }
        var targets = [first]
        var entered = 0
        defer { for _ in 0..<entered { leave() } }
        while true {
            guard targets[targets.count - 1].form == .variable else { throw failure("syntax error") }
            if let constant = targets[targets.count - 1].constant {
                throw meaning("attempt to assign to const variable '\(constant)'")
            }
            guard try take(",") else { break }
            targets.append(try readSuffixed())
            try enter()
            entered += 1
        }
        try expect("=")
        let values = try readExpressions()
        for (place, target) in targets.enumerated() {
            if let local = target.local { facts.reassigned.insert(local) }
            if target.lowIndex != nil || target.isOpenIndex { facts.fillsPlaceZero = true }
            if target.isComputedMember { facts.writesComputedNames = true }
            note(target, gets: values.indices.contains(place) ? values[place] : .plain)
        }
    }
}
