/// Parses Lua 5.4 source text, resolves its names and collects what it uses; nothing is executed.
///
/// Accepts what Lua's own compiler accepts and reports errors in the same words. Nesting is limited in the same way, so
/// that no source text can exhaust the stack. The number of registers of a function is not modelled.
struct LuaParser {
    /// The deepest nesting of statements and expressions.
    private static let deepest = 195

    var lexer: LuaLexer
    var token: LuaToken
    private var ahead: LuaToken?
    private var depth = 0
    /// The number of variables and calls so far.
    var identities = 0
    var functions: [LuaFunctionScope] = []
    /// The variables in scope, by name, the innermost last.
    var visible: [String: [LuaFunctionScope.Local]] = [:]
    /// The calls whose arguments are being read, the innermost last; `nil` stands for one of an unknown function.
    var receivers: [LuaReceiver?] = [nil]
    /// Whether the last argument of the call that was read last may stand for several.
    var endsOpen = false
    /// Where the first argument of the call that was read last begins.
    var firstArgument = (line: 0, column: 0)
    /// The function that was read last.
    var lastBody: LuaProtection.Body?
    var facts = LuaFacts()

    /// Parses a whole chunk.
    static func parse(_ bytes: [UInt8]) throws(LuaSyntaxError) -> LuaFacts {
        var lexer = LuaLexer(bytes)
        let first = try lexer.next()
        var parser = LuaParser(lexer: lexer, token: first)
        parser.functions.append(LuaFunctionScope(line: 0, isVariadic: true))
        parser.openBlock()
        try parser.readStatements()
        guard parser.token.kind == .endOfFile else { throw parser.failure("<eof> expected") }
        try parser.closeBlock()
        parser.facts.protection.settle(reassigned: parser.facts.reassigned)
        return parser.facts
    }

    private init(lexer: LuaLexer, token: LuaToken) {
        self.lexer = lexer
        self.token = token
    }

    // MARK: Tokens

    mutating func advance() throws(LuaSyntaxError) {
        if let ahead {
            token = ahead
            self.ahead = nil
        } else {
            token = try lexer.next()
        }
    }

    /// Returns the token after the current one.
    mutating func lookAhead() throws(LuaSyntaxError) -> LuaToken {
        if let ahead { return ahead }
        let next = try lexer.next()
        ahead = next
        return next
    }

    func at(_ text: String) -> Bool { token.isReserved(text) }

    /// Consumes the token if it is the given one.
    mutating func take(_ text: String) throws(LuaSyntaxError) -> Bool {
        guard at(text) else { return false }
        try advance()
        return true
    }

    mutating func expect(_ text: String) throws(LuaSyntaxError) {
        guard try take(text) else { throw failure("'\(text)' expected") }
    }

    /// Consumes the token that closes what was opened on an earlier line.
    mutating func expect(_ text: String, closing opener: String, at line: Int) throws(LuaSyntaxError) {
        if try take(text) { return }
        guard line != token.endLine else { throw failure("'\(text)' expected") }
        throw failure("'\(text)' expected (to close '\(opener)' at line \(line))")
    }

    mutating func expectName() throws(LuaSyntaxError) -> String {
        guard case .name(let name) = token.kind else { throw failure("<name> expected") }
        try advance()
        return name
    }

    /// Whether a block ends here.
    func blockEnds(withUntil: Bool = true) -> Bool {
        guard case .reserved(let word) = token.kind else { return token.kind == .endOfFile }
        return ["end", "else", "elseif"].contains(word) || (withUntil && word == "until")
    }

    // MARK: Errors

    /// Returns a syntax error at the current token.
    func failure(_ message: String) -> LuaSyntaxError {
        LuaSyntaxError(line: token.endLine, column: token.column, message: "\(message) near \(token.shown)")
    }

    /// Returns a semantic error at the current line.
    func meaning(_ message: String) -> LuaSyntaxError {
        LuaSyntaxError(line: token.endLine, column: token.column, message: message)
    }

    mutating func enter() throws(LuaSyntaxError) {
        depth += 1
        guard depth > Self.deepest else { return }
        throw LuaSyntaxError(line: token.endLine, column: token.column, message: "C stack overflow")
    }

    mutating func leave() { depth -= 1 }

    /// How many conditions are being read.
    var openConditions = 0

    /// Whether what is being read depends on a condition within its function.
    var isConditional: Bool {
        functions[functions.count - 1].conditions > 0 || functions[functions.count - 1].mayHaveLeft
    }

    /// Notes that what follows depends on one condition more, or fewer.
    mutating func addCondition(_ count: Int) { functions[functions.count - 1].conditions += count }
}
