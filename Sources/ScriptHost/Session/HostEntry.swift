internal import LuaBridge

/// One function of the script language, as registered by the session and listed in the vocabulary.
struct HostEntry: Sendable {
    typealias Body = @Sendable (ScriptSession, borrowing LuaFrame) throws -> HostResult

    /// How arguments are prepared.
    enum Arguments {
        /// Unchanged.
        case plain
        /// Each converted to text.
        case text
        /// Passed through `string.format`.
        case formatted
    }

    let name: String
    /// The global table that contains it; `nil` for a global.
    let table: String?
    let waits: Bool
    let arguments: Arguments
    /// Whether it is a callable table with functions of its own.
    let isCallable: Bool
    let body: Body

    init(
        _ name: String,
        in table: String? = nil,
        waits: Bool = false,
        arguments: Arguments = .plain,
        isCallable: Bool = false,
        _ body: @escaping Body
    ) {
        self.name = name
        self.table = table
        self.waits = waits
        self.arguments = arguments
        self.isCallable = isCallable
        self.body = body
    }

    /// The name, as a script writes it.
    var path: String { table.map { "\($0).\(name)" } ?? name }

    /// Registers the function, which holds the session weakly because the session owns the VM.
    func register(in vm: LuaVM, session: ScriptSession) throws(ScriptError) {
        let body = body
        let optional = ValueKinds.optional[path] ?? []
        let function: HostFunction = { [unowned session] frame in
            try session.checkRunning()
            for argument in optional where argument.place <= frame.count { try argument.check(frame) }
            return try body(session, frame)
        }
        if isCallable {
            try vm.registerCallable(name, in: table, waits: waits, function)
        } else {
            try vm.register(
                name,
                in: table,
                waits: waits,
                textArguments: arguments == .text,
                formatted: arguments == .formatted,
                function
            )
        }
    }
}
