internal import CLua
internal import CLuaHost

/// Describes what scripts can do with objects of a Swift type.
///
/// Declare each member once, then pass the class to ``LuaVM/add(_:)``. A closure that is `nil` makes its operation an
/// error (for `text`, the class's name is used). Scripts cannot access or change the metatable.
package struct LuaClass<Object: LuaObject> {
    var members: LuaMembers

    /// Creates a class without any operations.
    package init(name: String) { members = LuaMembers(name: name) }

    /// The name that `tostring` and errors show.
    package var name: String { members.name }

    /// Creates the error for a name that is neither a field nor a method, from that name and the known names in order.
    /// If `nil`, the error only says that there is no such field; in a class without fields, the name reads as nil.
    package var unknown: ((_ name: String, _ known: [String]) -> LuaRaise)? {
        get { members.unknown }
        set { members.unknown = newValue }
    }

    /// A prefix that scripts may write before any field's name; `nil` for none.
    package var optionalPrefix: String? {
        get { members.optionalPrefix }
        set { members.optionalPrefix = newValue }
    }

    /// Reads `object[i]` at an index from 0. Scripts count from 1; an index outside `length` reads as nil, so that
    /// without a length there are no elements. Makes `pairs(object)` and `object:each()` iterate over 1, 2, …
    package var element: ((Object, Int) throws -> LuaValue?)? {
        get {
            guard let element = members.element else { return nil }
            return { try element($0, $1) }
        }
        set {
            guard let newValue else { return members.element = nil }
            members.element = { try newValue(Self.own($0), $1) }
        }
    }

    /// Pushes the value of `object[i]`, such as a record, in place of ``element``; indices also start at 0.
    package var pushElement: ((Object, Int, LuaWriter) throws -> Void)? {
        get {
            guard let push = members.pushElement else { return nil }
            return { try push($0, $1, $2) }
        }
        set {
            guard let newValue else { return members.pushElement = nil }
            members.pushElement = { try newValue(Self.own($0), $1, $2) }
        }
    }

    /// Creates the error for an index below 1. If `nil`, such an index reads as nil, like one above the length.
    package var belowFirst: ((Int) -> LuaRaise)? {
        get { members.belowFirst }
        set { members.belowFirst = newValue }
    }

    /// Returns `#object`.
    package var length: ((Object) throws -> Int)? {
        get {
            guard let length = members.length else { return nil }
            return { try length($0) }
        }
        set {
            guard let newValue else { return members.length = nil }
            members.length = { try newValue(Self.own($0)) }
        }
    }

    /// Returns `tostring(object)`.
    package var text: ((Object) throws -> String)? {
        get {
            guard let text = members.text else { return nil }
            return { try text($0) }
        }
        set {
            guard let newValue else { return members.text = nil }
            members.text = { try newValue(Self.own($0)) }
        }
    }

    /// Returns the table that `pairs(object)` and `object:each()` iterate over if there is no `element`.
    package var entries: ((Object) throws -> LuaValue)? {
        get {
            guard let entries = members.entries else { return nil }
            return { try entries($0) }
        }
        set {
            guard let newValue else { return members.entries = nil }
            members.entries = { try newValue(Self.own($0)) }
        }
    }

    /// Implements `object(…)`.
    package var call: ((Object, borrowing LuaFrame) throws -> HostResult)? {
        get {
            guard let call = members.call else { return nil }
            return { object, frame in
                let object = Unmanaged.passUnretained(object).toOpaque()
                return try call(LuaFrame(vm: frame.vm, state: frame.state, object: object))
            }
        }
        set {
            guard let newValue else { return members.call = nil }
            members.call = { frame in try frame.withOwner(Object.self) { try newValue($0, frame) } }
        }
    }

    /// Whether `call` may wait.
    package var callWaits: Bool {
        get { members.callWaits }
        set { members.callWaits = newValue }
    }

    /// Adds a field with its getter, whose `nil` is nil for the script, and its setter; without a setter it is
    /// read-only.
    ///
    /// A name may be declared only once.
    package mutating func field(
        _ name: String,
        _ read: @escaping (Object) throws -> LuaValue?,
        set write: ((Object, LuaValue) throws -> Void)? = nil
    ) {
        precondition(!members.fields.contains { $0.name == name }, "\(self.name).\(name) is declared twice")
        var setter: ((AnyObject, LuaValue) throws -> Void)?
        if let write { setter = { try write(Self.own($0), $1) } }
        members.fields.append(LuaMembers.Field(name: name, read: { try read(Self.own($0)) }, write: setter))
    }

    /// Adds a read-only field that a script gets as a record; `read` gives the same as a plain value.
    package mutating func field(
        _ name: String,
        _ read: @escaping (Object) throws -> LuaValue?,
        push: @escaping (Object, LuaWriter) throws -> Void
    ) {
        field(name, read)
        members.fields[members.fields.count - 1].push = { try push(Self.own($0), $1) }
    }

    /// Adds a method, called with `:`; for `waits`, see ``LuaVM/register(_:in:waits:textArguments:formatted:_:)``.
    package mutating func method(
        _ name: String,
        waits: Bool = false,
        _ body: @escaping (Object, borrowing LuaFrame) throws -> HostResult
    ) {
        members.methods.append(
            LuaMembers.Method(name: name, waits: waits) { frame in
                try frame.withOwner(Object.self) { try body($0, frame) }
            }
        )
    }

    /// The names of the fields, in declaration order.
    package var fieldNames: [String] { members.fieldNames }

    /// The names of the methods in declaration order, then `each` if there is something to iterate over.
    package var methodNames: [String] { members.methodNames }

    /// The names of the methods that may wait.
    package var waitingMethodNames: [String] { members.methods.filter(\.waits).map(\.name) }

    /// Reads the fields declared so far: each with its name, in order, leaving out those that are nil.
    package var values: (Object) throws -> [(key: String, value: LuaValue)] {
        let fields = members.fields
        return { object in
            var values: [(key: String, value: LuaValue)] = []
            for field in fields {
                if let value = try field.read(object), value != .nil { values.append((field.name, value)) }
            }
            return values
        }
    }

    /// Returns the object as its type. The metatable from which a member was reached belongs to objects of exactly that
    /// type, which the C side checks before every call.
    private static func own(_ object: AnyObject) -> Object { unsafeDowncast(object, to: Object.self) }
}

extension LuaVM {
    /// Adds the class of a Swift type. Objects of exactly that type, not of a subclass, can be pushed from then on.
    ///
    /// - Throws: `outOfMemory`.
    package func add<Object: LuaObject>(_ description: LuaClass<Object>) throws(ScriptError) {
        writer.classes[ObjectIdentifier(Object.self)] = try add(description.members)
    }

    /// Creates the metatable; returns its reference.
    private func add(_ members: LuaMembers) throws(ScriptError) -> CInt {
        var made = clh_class()
        let fields = LuaFields(members)
        made.get = -1
        if fields.areReadable {
            made.get = addMember { object, frame in
                let field = try fields.find(frame.string(1) ?? "")
                guard let push = field.push else { return .value(try field.read(object) ?? .nil) }
                try push(object, frame.results)
                return .returned
            }
        }
        made.set = -1
        if fields.areWritable {
            made.set = addMember { object, frame in
                guard let name = frame.string(1) else { throw LuaRaise(message: "a field's name must be text") }
                try fields.set(name, of: object, to: try frame.value(2))
                return .returned
            }
        }
        made.element = addElement(of: members)
        made.length = -1
        if let length = members.length { made.length = addMember { object, _ in .value(.integer(try length(object))) } }
        made.text = -1
        if let text = members.text { made.text = addMember { object, _ in .value(.string(try text(object))) } }
        made.entries = -1
        if let entries = members.entries { made.entries = addMember { object, _ in .value(try entries(object)) } }
        made.call = members.call.map(add) ?? -1
        made.call_flags = Self.flags(waits: members.callWaits)
        var reference: CInt = 0
        let status = members.name.withCString { name in
            made.name = name
            return clh_make_class(host, &made, &reference)
        }
        try check(status)
        for method in members.methods {
            let number = add(method.body)
            let flags = Self.flags(waits: method.waits)
            try check(method.name.withCString { clh_add_method(host, reference, $0, number, flags) })
        }
        return reference
    }

    /// Adds the function for `object[i]`, with an index given by a script.
    private func addElement(of members: LuaMembers) -> CInt {
        let (element, push, below, length) = (members.element, members.pushElement, members.belowFirst, members.length)
        guard element != nil || push != nil else { return -1 }
        return addMember { object, frame in
            guard let position = frame.integer(1) else { return .value(.nil) }
            if position < 1, let below { throw below(position) }
            // The index is checked against the bounds before any arithmetic on it.
            guard let count = try length?(object), position >= 1, position <= count else { return .value(.nil) }
            if let push {
                try push(object, position - 1, frame.results)
                return .returned
            }
            return .value(try element?(object, position - 1) ?? .nil)
        }
    }

    /// Adds a host function whose first argument is an object.
    private func addMember(_ body: @escaping (AnyObject, borrowing LuaFrame) throws -> HostResult) -> CInt {
        add { frame in try frame.withOwner(AnyObject.self) { try body($0, frame) } }
    }
}
