/// What the check wants to know about an expression; everything that is not written out is `other`.
indirect enum LuaShape {
    case other
    case nothing
    case boolean(Bool)
    case number(Double)
    case string(String)
    /// A global, or a member reached from one by names only: `order`, `contract.stock`.
    case path(String)
    case table([LuaField])
    /// A call of a global function or one of its members.
    case call(LuaCall)
}

/// One entry of a table constructor; entries without a name are positions.
struct LuaField {
    let name: String?
    let value: LuaShape
    let line: Int
    let column: Int
}

/// A call whose function is named: `place(…)`, `contract.stock(…)`, or a method of anything as `:modify`.
struct LuaCall {
    let path: String
    let arguments: [LuaShape]
    let line: Int
    let column: Int
}

/// How a name that is not local is used; what it is becomes clear only by what follows.
struct LuaAccess {
    enum Use {
        case read, call, index, write
    }

    /// The global.
    let root: String
    /// The member of it; `nil` for the global itself.
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
    /// Not yet counted as read, called or written.
    var access: LuaAccess?
    /// The function that gave its value, with the local variable that it is; that is `nil` for the call itself.
    var object: (maker: String, identity: Int?)?
    /// The name of the member that it is, if it is one.
    var member: String?
    /// Whether it is a member whose name is computed, or a number.
    var isComputedMember = false
    /// The local variable that it is.
    var local: Int?
    /// Whether it is the place 0 of something.
    var isPlaceZero = false
    /// The name when it is a local that must not be assigned to.
    var constant: String?

    /// A value of which nothing is known.
    static var plain: LuaExpression { LuaExpression() }

    init(form: Form = .value, shape: LuaShape = .other, access: LuaAccess? = nil, constant: String? = nil) {
        self.form = form
        self.shape = shape
        self.access = access
        self.constant = constant
    }
}
