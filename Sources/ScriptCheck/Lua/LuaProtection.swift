/// Which parts of a text run under `pcall` or `xpcall`, so that the script survives an error in them.
struct LuaProtection {
    /// A position in the text.
    struct Place: Hashable, Comparable {
        let line: Int
        let column: Int

        static func < (left: Place, right: Place) -> Bool {
            (left.line, left.column) < (right.line, right.column)
        }
    }

    /// A function, from its first word to its `end`.
    struct Body {
        let first: Place
        let last: Place
        /// Distinguishes functions.
        let number: Int
    }

    /// A function by its name: a local variable or a global.
    enum Name: Hashable, Sendable {
        case local(Int)
        case global(String)

        var isGlobal: Bool {
            if case .global = self { return true }
            return false
        }
    }

    /// Functions that call what they get at once, and return its error.
    static let protectors: Set<String> = ["pcall", "xpcall"]
    /// Functions and methods that have the host call what they get later, when nothing protects it any more.
    private static let deferrers: Set<String> = ["on", "after", "every", "at", "daily", "spawn"]

    private var bodies: [(body: Body, isProtected: Bool)] = []
    private var places: Set<Place> = []
    private var named: [(name: Name, body: Body)] = []
    private var reads: [Name: Int] = [:]
    private var protectedReads: [Name: Int] = [:]

    /// Records a function that is an argument.
    mutating func note(_ body: Body, argumentOf receiver: LuaReceiver) {
        if receiver.isProtector {
            bodies.append((body, true))
        } else if Self.deferrers.contains(receiver.function) {
            bodies.append((body, false))
        }
    }

    /// Records a function that a variable holds.
    mutating func note(_ body: Body, named name: Name) { named.append((name, body)) }

    /// Records a position at which a function is named that is called under protection, or a field of its argument.
    mutating func note(_ place: Place) { places.insert(place) }

    /// Records a read of a variable.
    mutating func noteRead(of name: Name, isProtected: Bool) {
        if isProtected { protectedReads[name, default: 0] += 1 } else { reads[name, default: 0] += 1 }
    }

    /// Takes back the read of a variable that is given a value.
    mutating func noteWrite(of name: Name) { reads[name, default: 0] -= 1 }

    /// Returns how often a variable is read.
    func readCount(of name: Name) -> Int { reads[name, default: 0] }

    /// Protects the functions whose only use is that they are called under protection.
    mutating func settle(reassigned: Set<Int>) {
        for (name, body) in named where protectedReads[name, default: 0] > 0 {
            // Reading the variable as the argument counts among the reads.
            guard reads[name, default: 0] == protectedReads[name] else { continue }
            if case .local(let identity) = name, reassigned.contains(identity) { continue }
            if named.count(where: { $0.name == name }) == 1 { bodies.append((body, true)) }
        }
    }

    /// Whether the script survives an error at a position.
    func protects(_ place: Place) -> Bool {
        if places.contains(place) { return true }
        let around = bodies.filter { $0.body.first <= place && place <= $0.body.last }
        return around.max { $0.body.first < $1.body.first }?.isProtected ?? false
    }
}

extension LuaReceiver {
    /// Whether the argument that is being read is the function that `pcall` or `xpcall` calls.
    var isProtector: Bool { LuaProtection.protectors.contains(function) && object == nil && argument == 1 }
}

extension LuaParser {
    /// What asks in this way for a module that may be missing.
    private static let loader = "require"

    /// Records the call that `pcall(function, …)` stands for, if the function is named.
    ///
    /// - Parameter place: Where the function is named.
    mutating func noteProtectedCall(
        of protector: String,
        _ arguments: [LuaShape],
        at place: (line: Int, column: Int)
    ) {
        guard LuaProtection.protectors.contains(protector), case .path(let path)? = arguments.first,
            path != Self.loader
        else { return }
        let rest = Array(arguments.dropFirst(protector == "pcall" ? 1 : 2))
        facts.protection.note(LuaProtection.Place(line: place.line, column: place.column))
        for case .table(let fields) in rest {
            for field in fields where field.name != nil {
                facts.protection.note(LuaProtection.Place(line: field.line, column: field.column))
            }
        }
        facts.calls.append(
            LuaCall(
                path: path,
                arguments: rest,
                line: place.line,
                column: place.column,
                number: facts.calls.count,
                isOpen: endsOpen
            )
        )
    }
}
