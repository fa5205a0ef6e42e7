/// What the check needs to know about an expression; everything that is not a literal is `other`.
indirect enum LuaShape: Sendable {
    case other
    case nothing
    /// What stands at index 0 or below, where no list has anything.
    case placeZero
    case boolean(Bool)
    case number(Double)
    case string(String)
    /// A global, or a member reached from one by names only: `order`, `contract.stock`.
    case path(String)
    case table([LuaField])
    /// A function that is written here, by its number.
    case function(Int)
    /// An operation on numbers at least one of which a variable holds, and the number of such operations in it.
    case operation(String, LuaShape, LuaShape, count: Int)
    /// What an operator gives, of which only the kind is known.
    case computed(ScriptVocabulary.ValueKind)
    /// A call of a global function or one of its members.
    case call(LuaCall)
    /// Anything else that the host may have made.
    case object(LuaOrigin)
}

extension LuaShape {
    /// Whether it certainly is a number, unless operators are functions of the script.
    var isNumber: Bool {
        switch self {
        case .number, .operation, .computed(.number): return true
        case .object(let origin):
            return origin.source == .value(.computed(.number)) && origin.steps.isEmpty
        default: return false
        }
    }
}

/// One entry of a table constructor.
struct LuaField: Sendable {
    /// The place of an entry in its table.
    enum Key: Sendable {
        /// The next number.
        case position
        case name(String)
        /// What the text does not show.
        case unknown
    }

    var key: Key
    var value: LuaShape
    /// Whether it may stand for several entries: a call, or `...`, at the end.
    var isOpen = false
    let line: Int
    let column: Int

    var name: String? {
        if case .name(let name) = key { return name }
        return nil
    }

    /// Returns the names among the keys of a table; `nil` if a key may be any.
    static func names(of fields: [LuaField]) -> Set<String>? {
        var names: Set<String> = []
        for field in fields {
            switch field.key {
            case .unknown: return nil
            case .name(let name): names.insert(name)
            case .position: break
            }
        }
        return names
    }
}

/// A table as it is written; tables are told apart by the places of their entries.
struct LuaTable: Hashable, Sendable {
    let fields: [LuaField]

    /// The names among its keys; `nil` if a key may be any.
    var names: Set<String>? { LuaField.names(of: fields) }

    static func == (left: LuaTable, right: LuaTable) -> Bool {
        left.fields.elementsEqual(right.fields) { ($0.line, $0.column) == ($1.line, $1.column) }
    }

    func hash(into hasher: inout Hasher) {
        hasher.combine(fields.first?.line)
        hasher.combine(fields.first?.column)
    }
}

/// A value that the script gives to a global, or to a member reached from one by names only.
struct LuaAssignment {
    /// `state`, or `state.x`.
    let path: String
    var value: LuaShape
    let line: Int
    let column: Int
}

/// A call of a named function: `place(…)`, `contract.stock(…)`, or a method of any object as `:modify`.
struct LuaCall: Sendable {
    var path: String
    var arguments: [LuaShape]
    let line: Int
    let column: Int
    /// Its place among the calls of the text; `nil` if it is not written as one.
    var number: Int?
    /// Whether the last argument may stand for several: a call, or `...`.
    var isOpen = false
    /// Whether it depends on a condition within its function.
    var isConditional = false
    /// How the function has come into the local variable, or the table, by whose name it is called; `nil` if it is called
    /// by its own.
    var alias: LuaOrigin?
}

/// An access to a name that is not local; only what follows it shows how it is used.
struct LuaAccess {
    enum Use {
        case read, call, index, write
    }

    /// The global.
    let root: String
    /// The member of the global; `nil` for the global itself.
    let member: String?
    let line: Int
    let column: Int
}

/// An expression while it is being read.
struct LuaExpression {
    enum Form {
        case variable, call, value
    }

    var form: Form = .value
    var shape: LuaShape = .other
    /// An access not yet counted as read, called or written.
    var access: LuaAccess?
    /// The member's name, if the expression is a member.
    var member: String?
    /// Whether the expression is a member whose name is computed or a number.
    var isComputedMember = false
    /// Whether the text does not show which index of a table it is.
    var isOpenIndex = false
    /// The local variable that the expression is.
    var local: Int?
    /// The variable whose member or element the expression is.
    var base: LuaProtection.Name?
    /// The variables that must hold something for the expression to have a value: operands of its operators.
    var operands: Set<LuaProtection.Name> = []
    /// The variable that the expression is, by its name; `nil` for one of an outer function.
    var variable: LuaOperation.Variable?
    /// The place of the use of the member among the facts' `objectUses`.
    var memberUse: Int?
    /// The place of the use of the element among the facts' `elementUses`.
    var elementUse: Int?
    /// The index below 1 of something that it is.
    var lowIndex: Int?
    /// The name, if it is a local that must not be assigned to.
    var constant: String?

    /// The variable that it is, whatever function it belongs to.
    var name: LuaProtection.Name? { local.map(LuaProtection.Name.local) ?? global }

    /// The variables without whose values it has none.
    var needed: Set<LuaProtection.Name> { name.map { operands.union([$0]) } ?? operands }

    /// The global that it is.
    var global: LuaProtection.Name? {
        guard let access, access.member == nil else { return nil }
        return .global(access.root)
    }

    /// An expression about which nothing is known.
    static var plain: LuaExpression { LuaExpression() }

    init(form: Form = .value, shape: LuaShape = .other, access: LuaAccess? = nil, constant: String? = nil) {
        self.form = form
        self.shape = shape
        self.access = access
        self.constant = constant
    }
}
