/// How a script has come by a value, as far as its text shows: where the value came from, and the way from there.
struct LuaOrigin: Hashable, Sendable {
    /// Where the way begins.
    enum Source: Hashable, Sendable {
        /// The result of a function, by its path, `place` or `contract.stock`, and by the call's place in the text. The path
        /// is empty if a table of the script holds the function.
        case call(String, Int?)
        /// A text, a number or a boolean that is written, or one of which only the kind is known.
        case value(ScriptVocabulary.Literal)
        /// A table that is written.
        case made(LuaTable)
        /// Nothing: the variable gets no value.
        case nothing
        /// A global, which is followed to the only value that it gets.
        case global(String)
        /// A parameter of a function that another function calls.
        case parameter(Callback)
        /// A parameter of a function that a variable of the script holds, by the function's number and the parameter's
        /// position from 1.
        case argument(Int, Int)
        /// What a function returns that a variable of the script holds.
        case result(LuaProtection.Name)
        /// One of several values, or nothing: what `and` and `or` give.
        case choice([LuaOrigin])
    }

    /// A step from one value to the next.
    enum Step: Hashable, Sendable {
        /// `.name`.
        case member(String)
        /// `[…]`, by anything but a text.
        case element
        /// `[…]`, by a number that is written.
        case place
        /// `:name(…)`: what the method returns; with its first argument if that is a text, which may name an event.
        case method(String, event: String?)
        /// A variable of a loop over `ipairs(…)` or `pairs(…)`, by the function's name.
        case value(of: String)
        /// A variable of a loop over what a function returned, by its position from 1.
        case turn(Int)
        /// A parameter of a function that a method of the value calls.
        case parameter(Callback)
        /// A later result of the call that gave the value, by its position from 2.
        case further(Int)
    }

    /// Which parameter of which argument.
    struct Callback: Hashable, Sendable {
        /// The function that calls, by its path, or the method by its name.
        let function: String
        /// The first argument, if it is a text: the name of the event.
        let event: String?
        /// The number of the call in the text.
        let call: Int
        /// The position of the argument, from 1.
        let argument: Int
        /// The key, if the function that is called stands in a table argument.
        let key: String?
        /// The position of the parameter, from 1.
        let place: Int
    }

    /// The longest way that is followed; what scripts write by hand is shorter.
    static let longest = 8

    let source: Source
    private(set) var steps: [Step] = []
    /// The local variables on the way; once one of them gets another value the way is unknown.
    private(set) var variables: [Int] = []

    init(_ source: Source) { self.source = source }

    /// Whether a variable holds the value, or did on the way to it, so that the script may have changed it.
    var isKept: Bool {
        switch source {
        case .global, .choice: true
        default: !variables.isEmpty
        }
    }

    /// Returns the way with one more step; `nil` if it becomes too long.
    func adding(_ step: Step) -> LuaOrigin? {
        guard steps.count < Self.longest else { return nil }
        var longer = self
        longer.steps.append(step)
        return longer
    }

    /// The way without its last step; `nil` if it has none.
    var holder: LuaOrigin? {
        guard !steps.isEmpty else { return nil }
        var shorter = self
        shorter.steps.removeLast()
        return shorter
    }

    /// Returns the way through one more local variable; `nil` if it becomes too long.
    func through(_ variable: Int) -> LuaOrigin? {
        guard variables.count < Self.longest else { return nil }
        var longer = self
        longer.variables.append(variable)
        return longer
    }

    /// Returns the way through more local variables; `nil` if it becomes too long.
    func through(_ variables: [Int]) -> LuaOrigin? {
        variables.reduce(self as LuaOrigin?) { $0?.through($1) }
    }

    /// The path of a global or of one of its members, if the value is it itself: `own.fills`.
    var globalPath: String? { variables.isEmpty ? namedPath : nil }

    /// The same, through local variables or not.
    var namedPath: String? {
        guard case .global(let root) = source else { return nil }
        return steps.reduce(root as String?) { path, step in
            if case .member(let name) = step { path.map { "\($0).\(name)" } } else { nil }
        }
    }

    /// Returns the origin of a global, or of a member reached from one by names only.
    static func path(_ path: String) -> LuaOrigin? {
        let parts = path.split(separator: ".").map(String.init)
        guard let root = parts.first else { return nil }
        return parts.dropFirst().reduce(LuaOrigin(.global(root)) as LuaOrigin?) { $0?.adding(.member($1)) }
    }
}

extension LuaShape {
    /// How the script has come by the value; `nil` if the text does not show it.
    var origin: LuaOrigin? {
        switch self {
        case .object(let origin): origin
        case .call(let call): LuaOrigin(.call(call.path, call.number))
        case .string, .number, .boolean: literal.map { LuaOrigin(.value($0)) }
        case .operation: LuaOrigin(.value(.computed(.number)))
        case .computed(let kind): LuaOrigin(.value(.computed(kind)))
        case .nothing: LuaOrigin(.nothing)
        case .function: LuaOrigin(.value(.function))
        case .table(let fields): LuaOrigin(.made(LuaTable(fields: fields)))
        case .path(let path): .path(path)
        default: nil
        }
    }
}
