extension LuaParser {
    /// The longest path followed, in bytes; no function of the host has a longer one.
    private static let longestPath = 200

    /// Reads a name or a parenthesized expression, and every member, index and call after it.
    mutating func readSuffixed() throws(LuaSyntaxError) -> LuaExpression {
        let place = (line: token.line, column: token.column)
        var expression = try readPrimary()
        while true {
            switch token.kind {
            case .reserved("."): expression = try readMember(of: expression)
            case .reserved("["): expression = try readIndex(of: expression)
            case .reserved(":"): expression = try readMethodCall(of: expression)
            case .reserved("("), .reserved("{"), .string: expression = try readCall(of: expression, at: place)
            default: return expression
            }
        }
    }

    private mutating func readPrimary() throws(LuaSyntaxError) -> LuaExpression {
        let place = (line: token.line, column: token.column)
        if case .name(let name) = token.kind {
            try advance()
            return try readVariable(name, at: place)
        }
        let line = token.endLine
        guard try take("(") else { throw failure("unexpected symbol") }
        let inner = try readExpression()
        use(inner)
        try expect(")", closing: "(", at: line)
        var value = LuaExpression(shape: inner.shape)
        (value.variable, value.operands) = (inner.variable, inner.needed)
        return value
    }

    /// Resolves a name to a local, or to a global that the check may know.
    mutating func readVariable(
        _ name: String,
        at place: (line: Int, column: Int)
    ) throws(LuaSyntaxError) -> LuaExpression {
        if let local = try resolve(name) {
            var variable = LuaExpression(
                form: .variable,
                constant: local.name == name && local.isConstant ? name : nil
            )
            if local.name == name {
                variable.local = local.identity
                if openConditions > 0 { facts.questioned.insert(.local(local.identity)) }
                facts.protection.noteRead(of: .local(local.identity), isProtected: false)
                if local.function == functions.count - 1 {
                    variable.variable = LuaOperation.Variable(name: name, isGlobal: false)
                }
                if let origin = local.origin, !mayBeUnreached(local, origin) { variable.shape = .object(origin) }
            }
            return variable
        }
        let access = LuaAccess(root: name, member: nil, line: place.line, column: place.column)
        facts.protection.noteRead(of: .global(name), isProtected: false)
        var variable = LuaExpression(form: .variable, shape: .path(name), access: access)
        variable.variable = LuaOperation.Variable(name: name, isGlobal: true)
        return variable
    }

    /// Whether what is done here with a parameter may never be done with the values that the calls in sight give.
    private func mayBeUnreached(_ local: LuaFunctionScope.Local, _ origin: LuaOrigin) -> Bool {
        guard case .argument = origin.source else { return false }
        return isConditional || local.function != functions.count - 1
    }

    /// Reads `.name` or, in a method definition, `:name`.
    mutating func readMember(of base: LuaExpression) throws(LuaSyntaxError) -> LuaExpression {
        try advance()
        let place = (line: token.line, column: token.column)
        return member(try expectName(), of: base, at: place)
    }

    private mutating func member(
        _ name: String,
        of base: LuaExpression,
        at place: (line: Int, column: Int),
        isMethod: Bool = false
    ) -> LuaExpression {
        if let access = base.access { facts.note(access, .index) }
        if let variable = base.name { facts.variables.note(isMethod ? .object : .part, of: variable) }
        noteNeed(of: base)
        if openConditions > 0 {
            facts.testedMembers.insert(name)
            facts.memberQuestions[name, default: 0] += 1
        }
        if let index = base.lowIndex { facts.zeroMembers.append((index, place.line, place.column)) }
        let origin = base.shape.origin
        var memberUse: Int?
        if let origin {
            memberUse = facts.objectUses.count
            facts.objectUses.append(
                LuaFacts.ObjectUse(origin: origin, member: name, line: place.line, column: place.column)
            )
        }
        let shape = origin?.adding(.member(name)).map(LuaShape.object) ?? .other
        guard case .path(let path) = base.shape, path.utf8.count <= Self.longestPath, let access = base.access else {
            return variable(named: name, of: base, shape, memberUse)
        }
        guard access.member == nil else {
            return variable(named: name, of: base, .path("\(path).\(name)"), memberUse)
        }
        let isEnvironment = access.root == "_G" || access.root == "_ENV"
        var expression = LuaExpression(
            form: .variable,
            shape: .path(isEnvironment ? name : "\(path).\(name)"),
            access: LuaAccess(root: access.root, member: name, line: place.line, column: place.column)
        )
        (expression.member, expression.memberUse, expression.base) = (name, memberUse, base.name)
        return expression
    }

    private func variable(
        named name: String,
        of base: LuaExpression,
        _ shape: LuaShape,
        _ memberUse: Int?
    ) -> LuaExpression {
        var variable = LuaExpression(form: .variable, shape: shape)
        (variable.member, variable.memberUse, variable.base) = (name, memberUse, base.name)
        return variable
    }

    private mutating func readIndex(of base: LuaExpression) throws(LuaSyntaxError) -> LuaExpression {
        try advance()
        let place = (line: token.line, column: token.column)
        let index = try readExpression()
        use(index)
        try expect("]")
        if case .string(let name) = index.shape { return member(name, of: base, at: place) }
        noteNeed(of: base)
        if let name = base.name { facts.variables.note(.part, of: name) }
        if let access = base.access {
            facts.note(access, .index)
            if access.member == nil { facts.noteComputedMember(of: access.root) }
        }
        var elementUse: Int?
        if let origin = base.shape.origin {
            elementUse = facts.elementUses.count
            facts.elementUses.append(LuaFacts.ElementUse(origin: origin, line: place.line, column: place.column))
        }
        let step = index.shape.number == nil ? LuaOrigin.Step.element : .place
        let element = base.shape.origin?.adding(step).map(LuaShape.object)
        var read = LuaExpression(form: .variable, shape: element ?? .other)
        read.isComputedMember = !index.shape.isNumber
        read.isOpenIndex = index.shape.number == nil
        (read.base, read.elementUse) = (base.name, elementUse)
        if let variable = index.local, facts.fromZero.contains(variable) {
            facts.lowIndexes.append(
                LuaFacts.LowIndex(
                    index: 0,
                    origin: base.shape.origin,
                    variable: variable,
                    line: place.line,
                    column: place.column
                )
            )
        }
        if let number = index.shape.number, number < 1, let place0 = Int(exactly: number) {
            facts.lowIndexes.append(
                LuaFacts.LowIndex(index: place0, origin: base.shape.origin, line: place.line, column: place.column)
            )
            (read.lowIndex, read.shape) = (place0, .placeZero)
        }
        return read
    }

    private mutating func readMethodCall(of base: LuaExpression) throws(LuaSyntaxError) -> LuaExpression {
        let isGlobal = base.access.map { $0.member == nil } ?? false
        try advance()
        let place = (line: token.line, column: token.column)
        let name = try expectName()
        let method = member(name, of: base, at: place, isMethod: true)
        noteNeed(of: method)
        if isGlobal, let access = method.access { facts.note(access, .call) }
        if let use = method.memberUse { (facts.objectUses[use].call, facts.objectUses[use].isCalled) = (.method, true) }
        let arguments = try readArguments(of: name, on: base.shape.origin)
        let call = LuaCall(
            path: ":\(name)",
            arguments: arguments,
            line: place.line,
            column: place.column,
            number: facts.calls.count,
            isOpen: endsOpen,
            isConditional: isConditional
        )
        facts.calls.append(call)
        let result = base.shape.origin?.adding(.method(name, event: arguments.first?.text)).map(LuaShape.object)
        return LuaExpression(form: .call, shape: result ?? .other)
    }

    private mutating func readCall(
        of function: LuaExpression,
        at place: (line: Int, column: Int)
    ) throws(LuaSyntaxError) -> LuaExpression {
        if let access = function.access { facts.note(access, .call) }
        let member = function.memberUse
        noteNeed(of: function)
        if function.member == nil { note(.call, [function], at: place) }
        guard function.form == .variable, case .path(let path) = function.shape else {
            let arguments = try readArguments()
            noteCall(of: member, arguments)
            noteCall(of: function, arguments, at: place)
            let alias = noteAlias(function, arguments, at: place)
            return LuaExpression(form: .call, shape: function.result ?? alias.map(LuaShape.object) ?? .other)
        }
        let arguments = try readArguments(of: path)
        noteCall(of: function, arguments, at: place)
        noteCall(of: member, arguments)
        noteProtectedCall(of: path, arguments, at: firstArgument)
        let call = LuaCall(
            path: path,
            arguments: arguments,
            line: place.line,
            column: place.column,
            number: facts.calls.count,
            isOpen: endsOpen,
            isConditional: isConditional
        )
        facts.calls.append(call)
        return LuaExpression(form: .call, shape: .call(call))
    }

    /// Notes that the function that a variable holds is called.
    private mutating func noteCall(
        of function: LuaExpression,
        _ arguments: [LuaShape],
        at place: (line: Int, column: Int)
    ) {
        guard let name = function.name else { return }
        let place = LuaProtection.Place(line: place.line, column: place.column)
        facts.variables.note(.call(arguments, isOpen: endsOpen, place), of: name)
    }

    /// Notes the call of a function that a local variable holds under another name, `local send = place`, or that a table
    /// of the script may hold: `m.send(…)`. Returns the origin of what it gives.
    private mutating func noteAlias(
        _ function: LuaExpression,
        _ arguments: [LuaShape],
        at place: (line: Int, column: Int)
    ) -> LuaOrigin? {
        guard function.form == .variable, case .object(let origin) = function.shape,
            let path = origin.namedPath ?? (origin.isMember ? "" : nil), path.utf8.count <= Self.longestPath
        else { return nil }
        let number = facts.calls.count
        facts.calls.append(
            LuaCall(
                path: path,
                arguments: arguments,
                line: place.line,
                column: place.column,
                number: number,
                isOpen: endsOpen,
                isConditional: isConditional,
                alias: origin
            )
        )
        return LuaOrigin(.call(path, number)).through(origin.variables)
    }

    /// Notes that a member was called with a dot, by its place in `objectUses`, unless the object may be an argument.
    private mutating func noteCall(of member: Int?, _ arguments: [LuaShape]) {
        guard let member else { return }
        (facts.objectUses[member].isCalled, facts.objectUses[member].isBare) = (true, arguments.isEmpty)
        if arguments.first?.isWritten ?? true {
            facts.objectUses[member].call = .plain
        } else if arguments.count == 1 {
            facts.objectUses[member].call = .single
        }
    }
}

extension LuaOrigin {
    /// Whether it is a member of a table that the script has written.
    fileprivate var isMember: Bool {
        guard case .made = source, steps.count == 1, case .member = steps[0] else { return false }
        return true
    }
}

extension LuaExpression {
    /// What a call of it gives, if a local variable holds a function of the script.
    fileprivate var result: LuaShape? {
        guard let local, case .object(let origin) = shape, case .value(.function) = origin.source,
            origin.steps.isEmpty, origin.variables == [local]
        else { return nil }
        return LuaOrigin(.result(.local(local))).through(local).map(LuaShape.object)
    }
}
