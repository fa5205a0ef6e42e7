package import LuaBridge

/// Receives the classes of the language, one after another.
protocol ClassTaker {
    /// Receives the class of one type of object.
    mutating func take<Object: LuaObject>(_ description: LuaClass<Object>) throws(ScriptError)
}

/// Passes every class to a VM.
struct VMClasses: ClassTaker {
    let vm: LuaVM

    func take<Object: LuaObject>(_ description: LuaClass<Object>) throws(ScriptError) { try vm.add(description) }
}

/// What the host registers for scripts, by name; the reference is checked against it.
package struct LanguageOutline: Sendable {
    /// A function or method.
    package struct Function: Hashable, Sendable {
        /// The name: `place`, `contract.stock`, or `wait` of a trade.
        package let name: String
        /// Whether a call may wait for an answer.
        package let waits: Bool
    }

    /// The class of an object.
    package struct Object: Hashable, Sendable {
        /// The name, as `print` shows it.
        package let name: String
        /// The fields, in declaration order.
        package let fields: [String]
        /// The methods, in declaration order.
        package let methods: [Function]
    }

    /// Every function of the host itself.
    package let functions: [Function]
    /// The class of every object.
    package let objects: [Object]
    /// Every event that the host itself emits.
    package let events: [String]

    /// Returns what this host registers.
    ///
    /// - Throws: Only what a taker of classes throws.
    package static func ofHost() throws(ScriptError) -> LanguageOutline {
        var names = ClassNames()
        try ScriptSession.giveClasses(to: &names)
        let functions = ScriptSession.language.map { Function(name: $0.path, waits: $0.waits) }
        return LanguageOutline(functions: functions, objects: names.objects, events: MessageNames.hostEvents)
    }

    /// Collects the names of classes.
    private struct ClassNames: ClassTaker {
        private(set) var objects: [Object] = []

        mutating func take<Value: LuaObject>(_ description: LuaClass<Value>) {
            let waiting = Set(description.waitingMethodNames)
            let methods = description.methodNames.map { Function(name: $0, waits: waiting.contains($0)) }
            objects.append(Object(name: description.name, fields: description.fieldNames, methods: methods))
        }
    }
}
