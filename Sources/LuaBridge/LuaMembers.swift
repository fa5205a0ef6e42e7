/// The declarations of a ``LuaClass``, for objects of any type.
///
/// All classes share one set of types: the runtime takes longer to create types than Lua takes to create tables.
struct LuaMembers {
    /// A field with its getter, whose `nil` is nil for the script, and its setter.
    struct Field {
        let name: String
        let read: (AnyObject) throws -> LuaValue?
        let write: ((AnyObject, LuaValue) throws -> Void)?
        /// Pushes the value for a script in place of `read`, as a record; `nil` if a plain value does.
        var push: ((AnyObject, LuaWriter) throws -> Void)?
    }

    /// A method, called with `:`.
    struct Method {
        let name: String
        let waits: Bool
        /// Gets its object from the frame, which counts from the first argument behind it.
        let body: HostFunction
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
    /// Gets its object from the frame, too.
    var call: HostFunction?
    var callWaits = false
    var fields: [Field] = []
    var methods: [Method] = []

    init(name: String) { self.name = name }

    /// The names of the fields, in declaration order.
    var fieldNames: [String] {
        var names: [String] = []
        for field in fields { names.append(field.name) }
        return names
    }

    /// The names of the methods in declaration order, then `each` if there is something to iterate over.
    var methodNames: [String] {
        var names: [String] = []
        for method in methods { names.append(method.name) }
        if element != nil || pushElement != nil || entries != nil { names.append("each") }
        return names
    }
}
