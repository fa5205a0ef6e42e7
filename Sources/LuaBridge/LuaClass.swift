internal import CLua
internal import CLuaHost

/// What scripts can do with objects of a Swift type.
///
/// Each member is declared once, then the class is given to ``LuaVM/add(_:)``. A closure that is `nil` leaves the
/// operation an error (or, for `text`, the class's name). Scripts cannot reach or change the metatable.
package struct LuaClass<Object: LuaObject> {
    /// The name that `tostring` and errors show.
    package let name: String
    /// Makes the error for a name that is neither a field nor a method, from that name and the known ones in their
    /// order; `nil`: the error says only that there is no such field, or, in a class without any field, the name
    /// reads as nil.
    package var unknown: ((_ name: String, _ known: [String]) -> LuaRaise)?
    /// A prefix that scripts may write before any field's name; `nil`: none.
    package var optionalPrefix: String?
    /// Reads `object[i]` for a place from 0; a script counts from 1, and anything outside `length` is nil for it, so
    /// there is none without one. Makes `pairs(object)` and `object:each()` go over 1, 2, …
    package var element: ((Object, Int) throws -> LuaValue?)?
    /// Pushes the one value of `object[i]` instead of ``element``, for places from 0 too: a record, say.
    package var pushElement: ((Object, Int, LuaWriter) throws -> Void)?
    /// Makes the error for a number below 1, from that number; `nil`: it reads as nil, like one above the length.
    package var belowFirst: ((Int) -> LuaRaise)?
    /// Gives `#object`.
    package var length: ((Object) throws -> Int)?
    /// Gives `tostring(object)`.
    package var text: ((Object) throws -> String)?
    /// Gives a table that `pairs(object)` and `object:each()` go over, where there is no `element`.
    package var entries: ((Object) throws -> LuaValue)?
    /// Makes `object(…)` work.
    package var call: ((Object, borrowing LuaFrame) throws -> HostResult)?
    /// Whether `call` may wait.
    package var callWaits = false

    struct Field {
        let name: String
        let read: (Object) throws -> LuaValue?
        let write: ((Object, LuaValue) throws -> Void)?
    }
    private(set) var fields: [Field] = []

    struct Method {
        let name: String
        let waits: Bool
        let body: (Object, borrowing LuaFrame) throws -> HostResult
    }
    private(set) var methods: [Method] = []

    /// A class without any operation.
    package init(name: String) { self.name = name }

    /// Adds a field: how it is read, where `nil` is nil for the script, and how it is set; without that it cannot be.
    ///
    /// A name may be declared once.
    package mutating func field(
        _ name: String,
        _ read: @escaping (Object) throws -> LuaValue?,
        set write: ((Object, LuaValue) throws -> Void)? = nil
    ) {
        precondition(!fields.contains { $0.name == name }, "\(self.name).\(name) is declared twice")
        fields.append(Field(name: name, read: read, write: write))
    }

    /// Adds a method, called with `:`; `waits` as for ``LuaVM/register(_:in:waits:textArguments:formatted:_:)``.
    package mutating func method(
        _ name: String,
        waits: Bool = false,
        _ body: @escaping (Object, borrowing LuaFrame) throws -> HostResult
    ) {
        methods.append(Method(name: name, waits: waits, body: body))
    }

    /// Names of the fields, in the order of their declaration.
    package var fieldNames: [String] { fields.map(\.name) }

    /// Names of the methods in the order of their declaration, then `each` where there is something to go over.
    package var methodNames: [String] {
        methods.map(\.name) + (element != nil || pushElement != nil || entries != nil ? ["each"] : [])
    }

    /// Those of the methods that may wait.
    package var waitingMethodNames: [String] { methods.filter(\.waits).map(\.name) }

    /// Reads the fields declared so far: each with its name, in their order, without those that are nil.
    package var values: (Object) throws -> [(key: String, value: LuaValue)] {
        let fields = fields
        return { object in
            try fields.compactMap { field in
                guard let value = try field.read(object), value != .nil else { return nil }
                return (field.name, value)
            }
        }
    }
}

extension LuaVM {
    /// Adds the class of a Swift type; objects of that type, and of no subclass, can be pushed from then on.
    ///
    /// - Throws: `outOfMemory`.
    package func add<Object: LuaObject>(_ description: LuaClass<Object>) throws(ScriptError) {
        var made = clh_class()
        let fields = LuaFields(description)
        made.get = add(fields.areReadable ? fields : nil) { fields, object, frame in
            .value(try fields.find(frame.string(1) ?? "").read(object) ?? .nil)
        }
        made.set = add(fields.areWritable ? fields : nil) { fields, object, frame in
            guard let name = frame.string(1) else { throw LuaRaise(message: "a field's name must be text") }
            try fields.set(name, of: object, to: try frame.value(2))
            return .returned
        }
        let length = description.length
        made.element = addElement(of: description, length)
        made.length = add(description.length) { length, object, _ in .value(.integer(try length(object))) }
        made.text = add(description.text) { text, object, _ in .value(.string(try text(object))) }
        made.entries = add(description.entries) { entries, object, _ in .value(try entries(object)) }
        made.call = add(description.call) { call, object, frame in try call(object, frame) }
        made.call_flags = Self.flags(waits: description.callWaits)
        var reference: CInt = 0
        let status = description.name.withCString { name in
            made.name = name
            return clh_make_class(host, &made, &reference)
        }
        try check(status)
        for method in description.methods {
            let number = add(method.body) { body, object, frame in try body(object, frame) }
            let flags = Self.flags(waits: method.waits)
            try check(method.name.withCString { clh_add_method(host, reference, $0, number, flags) })
        }
        writer.classes[ObjectIdentifier(Object.self)] = reference
    }

    /// `object[i]`, for a number that a script gave.
    private func addElement<Object: LuaObject>(
        of description: LuaClass<Object>,
        _ length: ((Object) throws -> Int)?
    ) -> CInt {
        let (element, push, below) = (description.element, description.pushElement, description.belowFirst)
        guard element != nil || push != nil else { return -1 }
        return add(true) { _, object, frame in
            guard let position = frame.integer(1) else { return .value(.nil) }
            if position < 1, let below { throw below(position) }
            // A script's number is inside before anything is reckoned with it.
            guard let count = try length?(object), position >= 1, position <= count else { return .value(.nil) }
            if let push {
                try push(object, position - 1, frame.results)
                return .returned
            }
            return .value(try element?(object, position - 1) ?? .nil)
        }
    }

    /// A host function whose first argument is an object; -1 if there is no closure.
    private func add<Object: LuaObject, Closure>(
        _ closure: Closure?,
        _ body: @escaping (Closure, Object, borrowing LuaFrame) throws -> HostResult
    ) -> CInt {
        guard let closure else { return -1 }
        return add { frame in
            guard let object = frame.object(1, as: Object.self) else { throw LuaRaise(message: "bad self") }
            return try body(closure, object, LuaFrame(vm: frame.vm, state: frame.state, skipped: 1))
        }
    }
}
