/// Which fields of its first argument each function of a Lua text can see.
///
/// A function that uses its first parameter only as in `bar.close` cannot tell whether the table that it is called with has
/// any field that it does not name.
package struct LuaSeenFields: Sendable {
    /// By the lines of the function; `nil` for one that may use the whole argument, and for several on the same lines.
    private var seen: [Lines: Set<String>?] = [:]
    /// The largest number of fields that are told apart.
    private static let most = 64

    /// The lines that Lua knows a function by: of its parameters, and of its `end`.
    private struct Lines: Hashable {
        let first, last: Int
    }

    /// A function whose body has not ended.
    private struct Function {
        /// The lines by which Lua may know it: several if it is broken before its parameters.
        let lines: Set<Int>
        /// The first parameter; `nil` if the argument has another way into the function than a name of its own.
        let parameter: String?
        /// The fields that it names; `nil` if it uses the parameter in any other way.
        var fields: Set<String>? = []

        /// Adds a field that is named within it.
        mutating func add(_ field: String) {
            fields?.insert(field)
            if let fields, fields.count > LuaSeenFields.most { self.fields = nil }
        }

        /// Adds what a function within it can see; `nil` for everything.
        mutating func add(_ others: Set<String>?) {
            guard let others else {
                fields = nil
                return
            }
            for field in others { add(field) }
        }
    }

    /// The blocks that have not ended.
    private struct Blocks {
        /// `nil` for what is no function.
        private var open: [Function?] = []
        /// Where in `open` the functions with a parameter are, by its name.
        private var places: [String: [Int]] = [:]

        mutating func begin(_ function: Function?) {
            if let parameter = function?.parameter { places[parameter, default: []].append(open.count) }
            open.append(function)
        }

        /// Ends the innermost block, and returns it; `nil` if there is none.
        mutating func end() -> Function?? {
            guard let block = open.popLast() else { return nil }
            if let function = block, let parameter = function.parameter {
                _ = places[parameter]?.popLast()
                // What it does with the name counts for an outer function with the same one, too.
                if let outer = places[parameter]?.last { open[outer]?.add(function.fields) }
            }
            return .some(block)
        }

        /// Notes what is done with the value of a name, if that is what there is at a place.
        mutating func use(at place: Int, in tokens: [LuaToken]) {
            guard place < tokens.count, case .name(let name) = tokens[place].kind, let inner = places[name]?.last else {
                return
            }
            // The member of something else.
            if place > 0, tokens[place - 1].isReserved(".") || tokens[place - 1].isReserved(":") { return }
            if place + 2 < tokens.count, tokens[place + 1].isReserved("."),
                case .name(let field) = tokens[place + 2].kind
            {
                open[inner]?.add(field)
            } else {
                open[inner]?.add(nil)
            }
        }
    }

    /// Reads a text; nothing is known of the functions of one that is not Lua.
    package init(_ text: String) {
        guard let tokens = Self.tokens(of: text) else { return }
        var blocks = Blocks()
        var place = 0
        while place < tokens.count {
            switch tokens[place].kind {
            case .reserved("function"):
                // A function may be a member of a parameter.
                blocks.use(at: place + 1, in: tokens)
                blocks.begin(Self.head(tokens, at: &place))
            case .reserved("do"), .reserved("if"): blocks.begin(nil)
            case .reserved("end"):
                guard let block = blocks.end() else {
                    seen = [:]
                    return
                }
                if let function = block { note(function, end: tokens[place].line) }
            default: blocks.use(at: place, in: tokens)
            }
            place += 1
        }
    }

    /// Returns the fields that the function on these lines can see.
    ///
    /// - Parameters:
    ///   - first: The line of its parameters, from 1: `linedefined` in Lua.
    ///   - last: The line of its `end`: `lastlinedefined` in Lua.
    /// - Returns: The names; `nil` if it may do anything with the argument, or if the text does not show it.
    package func fields(first: Int, last: Int) -> Set<String>? { seen[Lines(first: first, last: last)] ?? nil }

    private mutating func note(_ function: Function, end: Int) {
        let isKnown = function.lines.count == 1 && function.parameter != nil
        for line in function.lines {
            let lines = Lines(first: line, last: end)
            seen[lines] = .some(isKnown && seen[lines] == nil ? function.fields : nil)
        }
    }

    private static func tokens(of text: String) -> [LuaToken]? {
        var lexer = LuaLexer(Array(text.utf8))
        var tokens: [LuaToken] = []
        do throws(LuaSyntaxError) {
            while true {
                let token = try lexer.next()
                if token.kind == .endOfFile { return tokens }
                tokens.append(token)
            }
        } catch {
            return nil
        }
    }

    /// Reads from `function` through its parameters, and leaves `place` at their closing parenthesis.
    private static func head(_ tokens: [LuaToken], at place: inout Int) -> Function {
        var lines: Set = [tokens[place].line]
        var isMethod = false
        while place < tokens.count, !tokens[place].isReserved("(") {
            isMethod = isMethod || tokens[place].isReserved(":")
            place += 1
        }
        if place < tokens.count { lines.insert(tokens[place].line) }
        var names: [String] = []
        while place < tokens.count, !tokens[place].isReserved(")") {
            if case .name(let name) = tokens[place].kind { names.append(name) }
            place += 1
        }
        // The fields of an environment are globals, which a text does not name as its fields.
        let first = names.first == "_ENV" || names.dropFirst().contains { $0 == names.first } ? nil : names.first
        return Function(lines: lines, parameter: isMethod ? nil : first)
    }
}
