/// What a ``LuaClass`` has declared, for objects of any type.
///
/// One set of types for all classes: the runtime takes longer to make types than Lua takes to make tables.
struct LuaMembers {
    /// How a field is read, where `nil` is nil for the script, and how it is set.
    struct Field {
        let name: String
        let read: (AnyObject) throws -> LuaValue?
        let write: ((AnyObject, LuaValue) throws -> Void)?
    }

    /// A method, called with `:`.
    struct Method {
        let name: String
        let waits: Bool
        let body: (AnyObject, borrowing LuaFrame) throws -> HostResult
    }

    let name: String
    var unknown: ((_ name: String, _ known: [String]) -> LuaRaise)?
    var optionalPrefix: String?
    var element: ((AnyObject, Int) throws -> LuaValue?)?
    var pushElement: ((AnyObject, Int, LuaWriter) throws -> Void)?
    var belowFirst: ((Int) -> LuaRaise)?
    var length: ((AnyObject) throws -> Int)?
    var text: ((AnyObject) throws -> String)?
    var entries: ((AnyObject) throws -> LuaValue)?
    var call: ((AnyObject, borrowing LuaFrame) throws -> HostResult)?
    var callWaits = false
    var fields: [Field] = []
    var methods: [Method] = []

    init(name: String) { self.name = name }

    /// Names of the fields, in the order of their declaration.
    var fieldNames: [String] {
        var names: [String] = []
        for field in fields { names.append(field.name) }
        return names
    }

    /// Names of the methods in the order of their declaration, then `each` where there is something to go over.
    var methodNames: [String] {
        var names: [String] = []
        for method in methods { names.append(method.name) }
        if element != nil || pushElement != nil || entries != nil { names.append("each") }
        return names
    }
}
