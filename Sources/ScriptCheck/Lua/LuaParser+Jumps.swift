extension LuaParser {
    mutating func addGoto(_ name: String, line: Int) {
        let index = functions.count - 1
        functions[index].gotos.append(.init(name: name, line: line, activeLocals: functions[index].locals.count))
    }

    /// Reads a goto: a label that is already visible lies behind and is always in scope; any other must still follow.
    mutating func readGoto(_ line: Int) throws(LuaSyntaxError) {
        let name = try expectName()
        guard !functions[functions.count - 1].labels.contains(where: { $0.name == name }) else { return }
        addGoto(name, line: line)
    }

    mutating func readLabel() throws(LuaSyntaxError) {
        try advance()
        let line = token.endLine
        let name = try expectName()
        try expect("::")
        while at(";") || at("::") {
            if at("::") { try readNestedLabel() } else { try advance() }
        }
        let index = functions.count - 1
        if let known = functions[index].labels.first(where: { $0.name == name }) {
            throw meaning("label '\(name)' already defined on line \(known.line)")
        }
        guard let block = functions[index].blocks.last else { return }
        let active = blockEnds(withUntil: false) ? block.firstLocal : functions[index].locals.count
        let label = LuaFunctionScope.Label(name: name, line: line, activeLocals: active)
        functions[index].labels.append(label)
        try settleGotos(label, from: block)
    }

    private mutating func readNestedLabel() throws(LuaSyntaxError) {
        try enter()
        defer { leave() }
        try readLabel()
    }
}
