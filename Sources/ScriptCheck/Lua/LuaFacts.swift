/// What a well-formed script uses, gathered in one pass over its text.
struct LuaFacts {
    /// A use of a global or of a member of one.
    struct Use {
        let access: LuaAccess
        let kind: LuaAccess.Use
    }

    /// Every use that is no assignment, in the order of the text.
    private(set) var uses: [Use] = []
    /// Globals that the script assigns somewhere.
    private(set) var assignedGlobals: Set<String> = []
    /// Members of globals that the script assigns somewhere, as `root.member`.
    private(set) var assignedMembers: Set<String> = []
    /// Every call of a named function, inner calls before outer ones.
    var calls: [LuaCall] = []
    /// Globals that were used as values, indexed by something other than a name, or passed on.
    private(set) var escapedGlobals: Set<String> = []

    /// A use of a member of what a function of a known name gave.
    struct ObjectUse {
        /// The function's path.
        let maker: String
        let member: String
        /// The local variable that holds the object; `nil` where it is used at once.
        let identity: Int?
        let line: Int
        let column: Int
    }

    /// Uses of members of what calls gave, at once or by local variables.
    var objectUses: [ObjectUse] = []
    /// Every name of a member that the script assigns to something.
    var writtenNames: Set<String> = []
    /// Whether the script assigns to members whose names are computed.
    var writesComputedNames = false
    /// Local variables that got another value later.
    var reassigned: Set<Int> = []
    /// The functions that gave globals their only value.
    private(set) var globalObjects: [String: String] = [:]
    /// Globals that got several values.
    private(set) var ambiguousGlobals: Set<String> = []
    /// Places where a place 0 is read.
    var zeroIndexes: [(line: Int, column: Int)] = []
    /// Whether the script fills a place 0 somewhere.
    var fillsPlaceZero = false

    /// Whether the script assigns to members by names that its text does not show.
    var writesUnseen: Bool { writesComputedNames || uses.contains { $0.access.root == "rawset" } }

    /// Adds what another file of the same script uses; objects of local variables stay with their file.
    mutating func merge(_ other: LuaFacts) {
        uses += other.uses
        assignedGlobals.formUnion(other.assignedGlobals)
        assignedMembers.formUnion(other.assignedMembers)
        calls += other.calls
        escapedGlobals.formUnion(other.escapedGlobals)
        writtenNames.formUnion(other.writtenNames)
        writesComputedNames = writesComputedNames || other.writesComputedNames
    }

    /// A global gets a value: of a call of a function with this path, or another one.
    mutating func noteValue(of global: String, maker: String?) {
        if globalObjects[global] != nil || assignedGlobals.contains(global) { ambiguousGlobals.insert(global) }
        if let maker { globalObjects[global] = maker } else { ambiguousGlobals.insert(global) }
    }

    /// Globals may come into being in ways that the text does not show.
    var hasHiddenGlobals: Bool { !escapedGlobals.isDisjoint(with: Self.environments) }

    private static let environments: Set<String> = ["_G", "_ENV"]

    mutating func note(_ access: LuaAccess, _ kind: LuaAccess.Use) {
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

    /// `table[expression]`: any member may be meant.
    mutating func noteComputedMember(of root: String) { escapedGlobals.insert(root) }

    /// `_G.name` is the global of that name; reading it asks whether it exists, so it may be unknown.
    private mutating func noteEnvironment(_ access: LuaAccess, _ kind: LuaAccess.Use) {
        guard let member = access.member else {
            if kind != .index { escapedGlobals.insert(access.root) }
            return
        }
        if kind == .write { assignedGlobals.insert(member) }
    }
}
