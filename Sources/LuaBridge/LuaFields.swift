/// The fields of a class by name, looked up once per access by a script.
struct LuaFields {
    private let className: String
    private let byName: [String: LuaMembers.Field]
    private let optionalPrefix: String?
    private let unknown: ((String, [String]) -> LuaRaise)?
    private let known: [String]

    init(_ members: LuaMembers) {
        className = members.name
        var byName: [String: LuaMembers.Field] = [:]
        for field in members.fields { byName[field.name] = field }
        self.byName = byName
        optionalPrefix = members.optionalPrefix
        unknown = members.unknown
        known = members.fieldNames + members.methodNames
    }

    /// Whether reading a name that is not a method returns a field or an error.
    var areReadable: Bool { !byName.isEmpty || unknown != nil }

    /// Whether any field can be set.
    var areWritable: Bool { byName.values.contains { $0.write != nil } }

    /// Returns the field with this name, with or without the optional prefix.
    ///
    /// - Throws: The class's error for unknown names.
    func find(_ name: String) throws(LuaRaise) -> LuaMembers.Field {
        if let field = byName[name] { return field }
        if let optionalPrefix, name.hasPrefix(optionalPrefix),
            let field = byName[String(name.dropFirst(optionalPrefix.count))]
        {
            return field
        }
        throw unknown?(name, known) ?? LuaRaise(message: "\(className).\(name): no such field")
    }

    /// Sets a field.
    ///
    /// - Throws: The errors of ``find(_:)``, an error for a read-only field, and the field's own objection to the
    ///   value.
    func set(_ name: String, of object: AnyObject, to value: LuaValue) throws {
        let field = try find(name)
        guard let write = field.write else { throw LuaRaise(message: "\(className).\(field.name) cannot be set") }
        try write(object, value)
    }
}
