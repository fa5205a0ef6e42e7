/// What a well-formed script uses, collected in one pass over its text.
struct LuaFacts {
    /// A use of a global or of one of its members.
    struct Use {
        let access: LuaAccess
        let kind: LuaAccess.Use
    }

    /// Every use other than an assignment, in text order.
    private(set) var uses: [Use] = []
    /// Globals that the script assigns somewhere.
    private(set) var assignedGlobals: Set<String> = []
    /// Members of globals that the script assigns somewhere, as `root.member`.
    private(set) var assignedMembers: Set<String> = []
    /// Every call of a named function, inner calls before outer ones.
    var calls: [LuaCall] = []
    /// Globals used as values, indexed by something other than a name, or passed on.
    private(set) var escapedGlobals: Set<String> = []

    /// A use of a member of a value whose origin the text shows.
    struct ObjectUse {
        /// How the member is used, as far as that can be wrong.
        enum Call {
            /// Not called, or in a way that may be right.
            case none
            /// As `:name(…)`.
            case method
            /// As `.name(…)`, without the object as the first argument.
            case plain
            /// As `.name(x)`, where the only argument may be the object.
            case single
        }

        let origin: LuaOrigin
        let member: String
        var call = Call.none
        /// Whether it is called, in any way.
        var isCalled = false
        /// Whether it is called with a dot and without arguments.
        var isBare = false
        /// What the script gives to the member; `nil` if it reads it.
        var given: LuaShape?
        let line: Int
        let column: Int
    }

    /// A use of an element of a value whose origin the text shows.
    struct ElementUse {
        let origin: LuaOrigin
        /// What the script gives to the element; `nil` if it reads it.
        var given: LuaShape?
        let line: Int
        let column: Int
    }

    /// A read of an index below 1.
    struct LowIndex {
        let index: Int
        /// `nil` if the text does not show what is read.
        let origin: LuaOrigin?
        /// The variable of a loop from 0 that the index is; `nil` if the index is written.
        var variable: Int?
        let line: Int
        let column: Int
    }

    /// Uses of members of values that the host may have made.
    var objectUses: [ObjectUse] = []
    /// Uses of elements of values that may have none.
    var elementUses: [ElementUse] = []
    /// Calls with more than two arguments, by their number.
    var longCalls: Set<Int> = []
    /// The names of all members that the script assigns, on any object.
    var writtenNames: Set<String> = []
    /// Whether the script assigns members whose names are computed.
    var writesComputedNames = false
    /// Local variables that were assigned again later.
    var reassigned: Set<Int> = []
    /// The origins of the only values of globals.
    private(set) var globalObjects: [String: LuaOrigin] = [:]
    /// Globals with several values.
    private(set) var ambiguousGlobals: Set<String> = []
    /// Variables that the script asks whether, or what, they are: `if x then`, `x and x.y`, `type(x)`.
    var tested: Set<LuaProtection.Name> = []
    /// Members that the script asks whether, or what, they are, of any value.
    var testedMembers: Set<String> = []
    /// How often the script reads a member of this name to learn whether it is there: in a condition, and not to use
    /// what it holds.
    var memberQuestions: [String: Int] = [:]
    /// Variables on whose values conditions depend, so that what does not suit them may never be reached.
    var questioned: Set<LuaProtection.Name> = []
    /// Which parts of the text run under `pcall`.
    var protection = LuaProtection()
    /// What the script does with its own variables.
    var variables = LuaVariables()
    /// Functions of the host that give a single value.
    var singles: Set<String> = []
    /// Whether no other file belongs to the script.
    var isAlone = true
    /// What operators, calls and loops do with values, in text order.
    var operations: [LuaOperation] = []
    /// Reads of an index below 1, with what it is read of.
    var lowIndexes: [LowIndex] = []
    /// Variables of loops that begin at 0.
    var fromZero: Set<Int> = []
    /// Variables that the script compares with something.
    var compared: Set<Int> = []
    /// Members of what stands at an index below 1.
    var zeroMembers: [(index: Int, line: Int, column: Int)] = []
    /// What the script gives to globals and their members, in text order.
    var assignments: [LuaAssignment] = []
    /// Whether the script names a function that can give values operators, or methods, of their own.
    private(set) var setsMetatables = false
    /// Whether the script assigns to an index below 1 anywhere, or to one that the text does not show.
    var fillsPlaceZero = false

    /// Whether the script assigns members whose names do not appear in its text.
    var writesUnseen: Bool { writesComputedNames || uses.contains { $0.access.root == "rawset" } }

    /// Adds what another file of the same script uses; objects in local variables stay with their file.
    mutating func merge(_ other: LuaFacts) {
        uses += other.uses
        assignedGlobals.formUnion(other.assignedGlobals)
        assignedMembers.formUnion(other.assignedMembers)
        calls += other.calls
        assignments += other.assignments
        tested.formUnion(other.tested.filter(\.isGlobal))
        testedMembers.formUnion(other.testedMembers)
        memberQuestions.merge(other.memberQuestions, uniquingKeysWith: +)
        variables.merge(other.variables)
        setsMetatables = setsMetatables || other.setsMetatables
        escapedGlobals.formUnion(other.escapedGlobals)
        writtenNames.formUnion(other.writtenNames)
        writesComputedNames = writesComputedNames || other.writesComputedNames
        fillsPlaceZero = fillsPlaceZero || other.fillsPlaceZero
    }

    /// Records that a global gets a value of this origin, which is `nil` if the text does not show it.
    mutating func noteValue(of global: String, origin: LuaOrigin?) {
        if globalObjects[global] != nil || assignedGlobals.contains(global) { ambiguousGlobals.insert(global) }
        if let origin { globalObjects[global] = origin } else { ambiguousGlobals.insert(global) }
    }

    /// Whether globals may be created in ways that the text does not show.
    var hasHiddenGlobals: Bool { !escapedGlobals.isDisjoint(with: Self.environments) }

    private static let environments: Set<String> = ["_G", "_ENV"]

    mutating func note(_ access: LuaAccess, _ kind: LuaAccess.Use) {
        if access.root.hasSuffix("etmetatable") { setsMetatables = true }
        if Self.environments.contains(access.root) { return noteEnvironment(access, kind) }
        guard let member = access.member else {
            if kind == .write {
                assignedGlobals.insert(access.root)
            } else {
                if kind == .read { escapedGlobals.insert(access.root) }
                uses.append(Use(access: access, kind: kind))
            }
            return
        }
        if kind == .write {
            assignedMembers.insert("\(access.root).\(member)")
        } else {
            uses.append(Use(access: access, kind: kind))
        }
    }

    /// Records `table[expression]`, which may mean any member.
    mutating func noteComputedMember(of root: String) { escapedGlobals.insert(root) }

    /// Records `_G.name`, which is the global with that name; reading it asks whether it exists, so it may be unknown.
    private mutating func noteEnvironment(_ access: LuaAccess, _ kind: LuaAccess.Use) {
        guard let member = access.member else {
            if kind != .index { escapedGlobals.insert(access.root) }
            return
        }
        if kind == .write { assignedGlobals.insert(member) }
    }
}
