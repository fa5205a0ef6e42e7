package import LuaBridge

/// Takes the classes of the language, one after the other.
protocol ClassTaker {
    /// Takes the class of one type of objects.
    mutating func take<Object: LuaObject>(_ description: LuaClass<Object>) throws(ScriptError)
}

/// Gives every class to a VM.
struct VMClasses: ClassTaker {
    let vm: LuaVM

    func take<Object: LuaObject>(_ description: LuaClass<Object>) throws(ScriptError) { try vm.add(description) }
}

/// What the host registers for scripts, by name: its reference is held against it.
package struct LanguageOutline: Sendable {
    /// A function, or a method.
    package struct Function: Hashable, Sendable {
        /// Its name: `place`, `contract.stock`, or `wait` of a trade.
        package let name: String
        /// Whether a call may wait for an answer.
        package let waits: Bool
    }

    /// The class of an object.
    package struct Object: Hashable, Sendable {
        /// Its name, as `print` shows it.
        package let name: String
        /// Its fields, in the order of their declaration.
        package let fields: [String]
        /// Its methods, in the order of their declaration.
        package let methods: [Function]
    }

    /// Every function that is the host's own.
    package let functions: [Function]
    /// The class of every object.
    package let objects: [Object]
    /// Every event that the host makes itself.
    package let events: [String]

    /// What this host registers.
    ///
    /// - Throws: nothing that a host does; what a taker of classes throws.
    package static func ofHost() throws(ScriptError) -> LanguageOutline {
        var names = ClassNames()
        try ScriptSession.giveClasses(to: &names)
        let functions = ScriptSession.language.map { Function(name: $0.path, waits: $0.waits) }
        return LanguageOutline(functions: functions, objects: names.objects, events: MessageNames.hostEvents)
    }

    /// Keeps the names of classes.
    private struct ClassNames: ClassTaker {
        private(set) var objects: [Object] = []

        mutating func take<Value: LuaObject>(_ description: LuaClass<Value>) {
            let waiting = Set(description.waitingMethodNames)
            let methods = description.methodNames.map { Function(name: $0, waits: waiting.contains($0)) }
            objects.append(Object(name: description.name, fields: description.fieldNames, methods: methods))
        }
    }
}
