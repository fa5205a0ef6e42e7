/// What a script does with its own variables: who calls the functions that they hold, what is put into their tables, and
/// whether they ever get a value.
struct LuaVariables {
    typealias Name = LuaProtection.Name

    /// A use of a variable that shows what becomes of its value.
    enum Use {
        /// A call of the function that it holds, and the call's place.
        case call([LuaShape], isOpen: Bool, LuaProtection.Place)
        /// An argument of a function, or the value of a key in one.
        case argument(LuaReceiver)
        /// A member, an element or the length is read or written.
        case part
        /// A method of it is called, which gets it as its `self`.
        case object
    }

    /// What is put into a table after it was made.
    struct Entry {
        /// The member's name; `nil` for an element, and where the text does not show it.
        let member: String?
        let value: LuaShape
        let place: LuaProtection.Place
        /// Whether it depends on a condition.
        var isConditional = false
    }

    private(set) var uses: [Name: [Use]] = [:]
    private(set) var entries: [Name: [Entry]] = [:]
    /// How often the script gives a member of this name to anything.
    private(set) var writes: [String: Int] = [:]
    /// Variables that get a value by an assignment that does not need their own.
    private(set) var fed: Set<Name> = []
    /// The variables that are declared with a table in braces.
    private(set) var tables: Set<Int> = []
    /// The local variables that are declared with what a call gives, by the call's number.
    private(set) var callHolders: [Int: Int] = [:]
    private var holders: [Int: [Name]] = [:]
    private var bodies: [Name: [Int]] = [:]
    private var results: [Int: LuaShape] = [:]

    /// Records a use; those that are not recorded may do anything with the value.
    mutating func note(_ use: Use, of name: Name) { uses[name, default: []].append(use) }

    mutating func note(_ entry: Entry, in name: Name) { entries[name, default: []].append(entry) }

    mutating func noteWrite(of member: String) { writes[member, default: 0] += 1 }

    mutating func noteFed(_ name: Name) { fed.insert(name) }

    mutating func noteTable(_ variable: Int) { tables.insert(variable) }

    /// Records that a local variable is declared with what a call gives, by the call's number.
    mutating func note(call: Int, heldBy variable: Int) { callHolders[call] = variable }

    /// Records that a variable holds a function, by its number.
    mutating func note(_ body: Int, heldBy name: Name) {
        holders[body, default: []].append(name)
        bodies[name, default: []].append(body)
    }

    /// Records the only value that a function returns, or `nothing`.
    mutating func note(result: LuaShape, of body: Int) { results[body] = result }

    /// Adds what another file of the same script does with globals.
    mutating func merge(_ other: LuaVariables) { fed.formUnion(other.fed.filter(\.isGlobal)) }

    /// Returns the variable that holds a function; `nil` if several do, or none.
    func holder(of body: Int) -> Name? {
        guard let names = holders[body], names.count == 1, let name = names.first, bodies[name]?.count == 1 else {
            return nil
        }
        return name
    }

    /// Returns the only value of a function, by its number; `nil` if the text does not show it.
    func result(ofBody body: Int) -> LuaShape? { results[body] }

    /// Returns the only value of the function that a variable holds; `nil` if the text does not show it.
    func result(of name: Name) -> LuaShape? {
        guard let bodies = bodies[name], bodies.count == 1 else { return nil }
        return results[bodies[0]]
    }
}
