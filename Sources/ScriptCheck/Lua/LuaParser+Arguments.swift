/// A function or method whose arguments are being read, as far as a function among them must know who calls it.
struct LuaReceiver {
    /// The function's path, or the method's name.
    let function: String
    /// The object of a method.
    let object: LuaOrigin?
    /// The number of the call in the text.
    let call: Int
    /// The position of the argument being read, from 1.
    var argument = 0
    /// The first argument, if it is a text.
    var event: String?
    private var key: String?
    private var line = 0
    private var column = 0

    init(function: String, object: LuaOrigin?, call: Int) {
        self.function = function
        self.object = object
        self.call = call
    }

    /// Notes where the next value begins: the next argument, or one with a key in a table.
    mutating func move(to token: LuaToken, key: String? = nil) {
        (line, column, self.key) = (token.line, token.column, key)
    }

    /// Whether the value that is being read begins here, so that it is all of the argument.
    func begins(at token: LuaToken) -> Bool { line == token.line && column == token.column }

    /// Whether the value that is being read is the argument itself, or a function for a key.
    var isArgument: Bool { key == nil }

    /// Whether what begins here is the argument itself, and no part of a table.
    func isWhole(at token: LuaToken) -> Bool { key == nil && begins(at: token) }

    /// Returns the origin of a parameter, by its position from 1, of the function that is the value.
    func parameter(_ place: Int) -> LuaOrigin? {
        let callback = LuaOrigin.Callback(
            function: function,
            event: event,
            call: call,
            argument: argument,
            key: key,
            place: place
        )
        guard let object else { return LuaOrigin(.parameter(callback)) }
        return object.adding(.parameter(callback))
    }
}

extension LuaParser {
    /// The function that puts a value into a table.
    static let inserter = "table.insert"
    /// Functions that a script asks what a value is.
    private static let testers: Set<String> = ["type", "math.type", "assert"]

    /// Reads the arguments of a call.
    ///
    /// - Parameters:
    ///   - function: The function's path, or the method's name; `nil` if neither is known.
    ///   - object: The origin of the method's object; `nil` for a function.
    mutating func readArguments(
        of function: String? = nil,
        on object: LuaOrigin? = nil
    ) throws(LuaSyntaxError) -> [LuaShape] {
        if case .string(let text, _, _) = token.kind {
            endsOpen = false
            try advance()
            return [.string(text)]
        }
        identities += 1
        let call = identities
        endsOpen = false
        receivers.append(function.map { LuaReceiver(function: $0, object: object, call: call) })
        defer { receivers.removeLast() }
        if at("{") {
            receivers[receivers.count - 1]?.argument = 1
            let table = try readTable()
            endsOpen = false
            return [.table(table)]
        }
        let line = token.endLine
        guard try take("(") else { throw failure("function arguments expected") }
        guard !at(")") else {
            try advance()
            return []
        }
        var arguments: [LuaShape] = []
        var isOpen = false
        var table: LuaProtection.Name?
        let first = (line: token.line, column: token.column)
        defer { (endsOpen, firstArgument) = (isOpen, first) }
        repeat {
            let place = receivers.count - 1
            receivers[place]?.argument += 1
            receivers[place]?.move(to: token)
            let isRest = at("...")
            let expression = try readExpression()
            use(expression)
            if let name = expression.name, receivers[place]?.isProtector == true {
                facts.protection.noteRead(of: name, isProtected: true)
            }
            if let name = expression.name, let receiver = receivers[place], expression.form == .variable {
                facts.variables.note(.argument(receiver), of: name)
            }
            if let function, Self.testers.contains(function) { noteTest(of: expression) }
            isOpen = expression.form == .call || isRest
            if arguments.isEmpty { receivers[place]?.event = expression.shape.text }
            if arguments.isEmpty { table = expression.name }
            arguments.append(expression.shape)
        } while try take(",")
        if arguments.count > 2 { facts.longCalls.insert(call) }
        try expect(")", closing: "(", at: line)
        if function == Self.inserter, arguments.count > 1, let table, let value = arguments.last {
            let place = LuaProtection.Place(line: line, column: 0)
            facts.variables.note(.init(member: nil, value: value, place: place), in: table)
        }
        return arguments
    }
}
