/// A function being parsed: its local variables, blocks, labels and pending gotos.
struct LuaFunctionScope {
    struct Local {
        let name: String
        /// The index of the function that declares it.
        let function: Int
        /// Whether it is declared `<const>` or `<close>`.
        let isConstant: Bool
        /// Distinguishes variables with the same name.
        let identity: Int
        /// How the script has come by its first value; `nil` if the text does not show it.
        var origin: LuaOrigin?
    }

    struct Block {
        let isLoop: Bool
        let firstLocal: Int
        let firstLabel: Int
        let firstGoto: Int
    }

    struct Label {
        let name: String
        let line: Int
        let activeLocals: Int
    }

    struct PendingGoto {
        let name: String
        let line: Int
        var activeLocals: Int
    }

    /// The line of its `function`; 0 for the main chunk.
    let line: Int
    /// Distinguishes functions; 0 for the main chunk.
    var number = 0
    var isVariadic: Bool
    var locals: [Local] = []
    var blocks: [Block] = []
    var labels: [Label] = []
    var gotos: [PendingGoto] = []
    /// The identities of the outer variables it uses; 0 is the global environment.
    var outer: Set<Int> = []
    /// Whether a condition may have left it, or jumped, before what is being read.
    var mayHaveLeft = false
    /// The number of conditions on which what is being read depends.
    var conditions = 0
    /// What it returns, at each of its `return`: `nil` if that is not a single value.
    var results: [LuaShape?] = []
    /// Whether its last statement is a `return`.
    var endsWithReturn = false

    /// What every call of it gives: the value of its only `return`, or nothing; `nil` if the text does not show it.
    var result: LuaShape? {
        if results.isEmpty { return .nothing }
        return results.count == 1 && endsWithReturn ? results[0] : nil
    }

    /// The name of the function in errors.
    var shown: String { line == 0 ? "main function" : "function at line \(line)" }
}

extension LuaParser {
    /// The largest number of local and outer variables of one function, as in Lua's own compiler.
    private static let mostLocals = 200
    private static let mostOuter = 255

    mutating func openBlock(isLoop: Bool = false) {
        let index = functions.count - 1
        let block = LuaFunctionScope.Block(
            isLoop: isLoop,
            firstLocal: functions[index].locals.count,
            firstLabel: functions[index].labels.count,
            firstGoto: functions[index].gotos.count
        )
        functions[index].blocks.append(block)
    }

    /// Ends a block: its variables and labels are removed, its gotos move outwards or are refused.
    mutating func closeBlock() throws(LuaSyntaxError) {
        let index = functions.count - 1
        guard let block = functions[index].blocks.popLast() else { return }
        for local in functions[index].locals[block.firstLocal...] { _ = visible[local.name]?.popLast() }
        functions[index].locals.removeSubrange(block.firstLocal...)
        if block.isLoop { try settleGotos(.init(name: "break", line: 0, activeLocals: block.firstLocal), from: block) }
        functions[index].labels.removeSubrange(block.firstLabel...)
        if functions[index].blocks.isEmpty {
            guard let pending = functions[index].gotos.first else { return }
            if pending.name == "break" { throw meaning("break outside a loop at line \(pending.line)") }
            throw meaning("no visible label '\(pending.name)' for <goto> at line \(pending.line)")
        }
        for pending in block.firstGoto..<functions[index].gotos.count {
            functions[index].gotos[pending].activeLocals = min(
                functions[index].gotos[pending].activeLocals,
                block.firstLocal
            )
        }
    }

    /// Resolves the current block's gotos that are waiting for a label.
    mutating func settleGotos(
        _ label: LuaFunctionScope.Label,
        from block: LuaFunctionScope.Block
    ) throws(LuaSyntaxError) {
        let index = functions.count - 1
        for pending in functions[index].gotos[block.firstGoto...] where pending.name == label.name {
            guard pending.activeLocals >= label.activeLocals else {
                let local = functions[index].locals[pending.activeLocals].name
                throw meaning(
                    "<goto \(pending.name)> at line \(pending.line) jumps into the scope of local '\(local)'"
                )
            }
        }
        var position = 0
        functions[index].gotos.removeAll { pending in
            defer { position += 1 }
            return position >= block.firstGoto && pending.name == label.name
        }
    }

    /// Makes variables visible from here on.
    ///
    /// - Parameter origins: How the script has come by their values.
    mutating func declare(_ names: [(name: String, isConstant: Bool)], origins: [LuaOrigin?] = []) {
        for (place, declared) in names.enumerated() {
            identities += 1
            let origin = origins.indices.contains(place) ? origins[place] : nil
            if let origin, case .call(_, let number?) = origin.source, origin.steps.isEmpty, origin.variables.isEmpty {
                facts.variables.note(call: number, heldBy: identities)
            }
            let local = LuaFunctionScope.Local(
                name: declared.name,
                function: functions.count - 1,
                isConstant: declared.isConstant,
                identity: identities,
                origin: origin?.through(identities)
            )
            functions[functions.count - 1].locals.append(local)
            visible[local.name, default: []].append(local)
        }
    }

    /// Refuses a declaration that would exceed the number of variables; `pending` are declared but not yet visible.
    func checkLocals(pending: Int) throws(LuaSyntaxError) {
        let index = functions.count - 1
        guard functions[index].locals.count + pending + 1 > Self.mostLocals else { return }
        throw failure("too many local variables (limit is \(Self.mostLocals)) in \(functions[index].shown)")
    }

    /// Finds the variable that a name means, from the innermost function outwards; `nil` for a global.
    mutating func resolve(_ name: String) throws(LuaSyntaxError) -> LuaFunctionScope.Local? {
        if let local = visible[name]?.last {
            try noteOuter(local.identity, from: local.function)
            return local
        }
        if name != "_ENV", let environment = try resolve("_ENV") { return environment }
        if name != "_ENV" { try noteOuter(0, from: -1) }
        return nil
    }

    private mutating func noteOuter(_ identity: Int, from owner: Int) throws(LuaSyntaxError) {
        guard functions[functions.count - 1].outer.contains(identity) == false else { return }
        for index in (owner + 1)..<functions.count {
            functions[index].outer.insert(identity)
            guard functions[index].outer.count > Self.mostOuter else { continue }
            throw failure("too many upvalues (limit is \(Self.mostOuter)) in \(functions[index].shown)")
        }
    }
}
