/// The names that the host offers to scripts, as far as the check of a script must know them.
///
/// The host fills it from its own tables; the check itself lists no names. A function is identified by its path:
/// `place`, `contract.stock`, or `:modify` for a method of any object.
package struct ScriptVocabulary: Sendable {
    /// Every global that exists before the script runs.
    package var globals: Set<String>
    /// The members of global tables, by table name; the members of a table that is absent here are unknown.
    ///
    /// `input` can be left out: its members are the inputs of the header.
    package var members: [String: Set<String>]
    /// The fields that a function accepts in a table, by the function's path.
    ///
    /// `place#3` stands for the third argument of `place` only; a path alone stands for every table argument.
    package var fields: [String: Set<String>]
    /// The texts that a function accepts as its first argument, by the function's path: the messages of `on`.
    package var firstArguments: [String: Set<String>]
    /// Functions that send orders.
    package var tradingFunctions: Set<String>
    /// Functions that create a single order, by path, with the order types that they can create.
    ///
    /// Action and quantity are the first two arguments, or fields of a table.
    package var orderFunctions: [String: [String]]
    /// Functions that create a contract and take its symbol first, or as a field of a table.
    package var contractFunctions: Set<String>

    /// Functions that reach every order of the account with `{account = true}`.
    package var accountFunctions: Set<String>

    /// Functions that no script may call, by path, with what to use instead.
    package var closedFunctions: [String: String] = [:]
    /// The objects and structures of the host, by the name of their type.
    package var objects: [String: MadeObject] = [:]
    /// The types of what the host gives.
    package var types = GivenTypes()
    /// The arguments that are tables of order fields, by the function's path.
    package var orderTables: [String: Int] = [:]

    /// The fields of an order that functions take as positional arguments, in this order, by the function's path.
    package var orderPositions: [String: [String]] = [:]
    /// The times in force that functions give the orders that they make, by the function's path; absent for the day.
    package var orderTimes: [String: String] = [:]
    /// The fields of a contract that functions take as positional arguments, in this order, by the function's path.
    package var contractPositions: [String: [String]] = [:]
    /// The orders that functions place which make them themselves, of the call's arguments, by path; `nil` if they may
    /// place none.
    package var impliedOrders: [String: @Sendable ([Literal?]) -> WrittenOrder?] = [:]
    /// The functions that place several orders written as one table, by path.
    package var composedOrders: [String: ComposedOrders] = [:]

    /// Judges the literal texts and numbers in a script, by position: `bars#2` for an argument, `bars#2.what` for a key
    /// of a table argument, `first_of#1.*` for any key, `trade:on#1` for a method of an object.
    package var literals: [String: LiteralRule] = [:]
    /// The kinds of values that an argument or a key accepts, by position; an absent position accepts any kind.
    package var kinds: [String: Set<ValueKind>] = [:]
    /// The positions of arguments that must be given, and not as nil.
    package var required: Set<String> = []
    /// Rules for the fields of structures that functions take, by position: `order#2` for the second argument,
    /// `order#1.*` for the fields of a table as the first argument, by the field's name.
    package var structures: [String: FieldRule] = [:]
    /// Rules for the arguments of a call taken together, by the function's path, or `trade:wait` for a method; `nil`
    /// stands for an argument that is not a literal.
    package var calls: [String: @Sendable ([Literal?]) -> String?] = [:]
    /// Rules for a table argument as a whole, by position: `history#2`. A computed entry has no value.
    package var tables: [String: @Sendable ([(key: String, value: Literal?)]) -> String?] = [:]
    /// The names of the objects or structures that arguments must be, by position.
    package var takes: [String: String] = [:]
    /// Functions, other than those that are tables besides: a script cannot read them as a value of another kind.
    package var functions: Set<String> = []
    /// The current name of a structure's field by a name that a script wrote, for each argument that is a table of
    /// fields: `order#1`, `:modify#1`. A name that the structure does not have stays as it is.
    package var spellings: [String: @Sendable (String) -> String] = [:]
    /// Rules for the arguments of a method together with those of the call that made the object: `csv:row`.
    package var makers: [String: @Sendable (_ made: [Literal?], _ arguments: [Literal?]) -> String?] = [:]
    /// Rules for what an argument is, by position, if the text shows the call that made it: they get that function's path
    /// and arguments.
    package var made: [String: MadeRule] = [:]
    /// Judges the kinds of the arguments of Lua's own functions, by the path, `math.floor`, or `string:rep` for a method.
    package var library: (@Sendable (_ path: String, _ arguments: [Argument]) -> String?)?
    /// Judges a format and what it shows, by the function that does: `log`, or `format` for Lua's own. Nothing is known
    /// of the arguments behind the last if they are open.
    package var format: (@Sendable (_ function: String, _ arguments: [Argument], _ isOpen: Bool) -> String?)?
    /// Says why Lua refuses each of several operations; `nil` for one that it does not.
    package var operations: (@Sendable ([Operation]) -> [String?])?
    /// The functions that give nothing, by path.
    package var silent: Set<String> = []
    /// Options with which a function gives something else than otherwise, by its path.
    package var turningOptions: [String: String] = [:]
    /// Functions that run those of a table and return under their names what these return.
    package var gatherers: Set<String> = []
    /// Functions that wait for one of the entries of a table, and return its name and its value.
    package var choosers: Set<String> = []
    /// The number of arguments that a function or method takes at most, by path; absent for any number.
    package var most: [String: Int] = [:]
    /// The error for an index below the first, by the name of the list's type.
    package var belowFirst: [String: @Sendable (Int) -> String] = [:]
    /// The functions that make what an argument takes, by the name of its type: they tell which fields it has.
    package var makersOfFields: [String: String] = [:]
    /// The name of the type of contracts.
    package var contractType = ""
    /// The security type of what each function makes that makes a contract, if its arguments name no other.
    package var contractTypes: [String: String] = [:]
    /// Why an argument is refused that is a member of an object of the host, `trade.order`, by position and member.
    package var takenMembers: [String: [String: String]] = [:]
    /// The positions of tables that may be objects of the host besides.
    package var takesObjects: Set<String> = []
    /// The tables whose functions refuse to be called with a colon.
    package var dotted: Set<String> = []
    /// Rules for what a script gives to a global or to its members, by the global's name; they get the path.
    package var assignments: [String: @Sendable (String, Literal) -> String?] = [:]
    /// Functions whose first argument is a file, by path, with whether they write it.
    package var fileFunctions: [String: Bool] = [:]

    /// An argument, as far as the text shows it.
    package enum Argument: Sendable {
        /// What is written or computed, or an object.
        case value(Literal)
        /// The literal nil.
        case nothing
        /// Anything.
        case unknown
    }

    /// A rule for a made argument: the members that no script may have written, and what judges the making.
    package struct MadeRule: Sendable {
        /// The fields whose lack is judged.
        package let members: Set<String>
        /// Returns what is wrong with what a function made of arguments.
        package let fault: @Sendable (_ path: String, _ arguments: [Argument]) -> String?

        /// Creates the rule from its parts.
        package init(members: Set<String>, fault: @escaping @Sendable (String, [Argument]) -> String?) {
            (self.members, self.fault) = (members, fault)
        }
    }

    /// Judges a field of a structure by its name and its literal value.
    package typealias FieldRule = @Sendable (String, Literal) -> String?

    /// Returns what is wrong with a literal; `nil` if nothing is.
    package typealias LiteralRule = @Sendable (Literal) -> String?

    /// How a table that stands for several orders is read.
    package struct ComposedOrders: Sendable {
        /// The position of the table among the arguments, from 1.
        package let place: Int
        /// The members of the result that are trades, each with the role of its order.
        package let roles: Set<String>
        /// Returns the orders by their roles, as far as the table's entries are literals; a computed entry is `nil`. Empty if
        /// they cannot be determined.
        package let orders: @Sendable ([(key: String, value: Literal?)]) -> [(role: String, order: WrittenOrder)]
        /// Returns why the literal entries do not fit together; `nil` if they do.
        package let fault: @Sendable ([(key: String, value: Literal?)]) -> String?

        /// Creates the description from its parts.
        package init(
            place: Int,
            roles: Set<String>,
            orders: @escaping @Sendable ([(key: String, value: Literal?)]) -> [(role: String, order: WrittenOrder)],
            fault: @escaping @Sendable ([(key: String, value: Literal?)]) -> String?
        ) {
            (self.place, self.roles, self.orders, self.fault) = (place, roles, orders, fault)
        }
    }

    /// A host object that a function returns.
    package struct MadeObject: Hashable, Sendable {
        /// Its name in errors.
        package let name: String
        /// Its fields and methods.
        package let members: Set<String>
        /// The methods among them.
        package let methods: Set<String>
        /// An optional prefix of field names; `nil` for none.
        package let prefix: String?
        /// Alternative names of its fields, which errors do not suggest; they take the prefix, too.
        package let older: Set<String>
        /// What it is to Lua.
        package let nature: Nature

        /// What a value with members is to Lua.
        package enum Nature: Hashable, Sendable {
            /// An object of the host, with these members only.
            case object
            /// A table, to which a script may add members.
            case table
            /// A text, whose methods are Lua's; any other member of it is nil.
            case text
            /// A number or a boolean, which has no members.
            case plain
        }

        /// The names that an error lists, in this order; none for structures.
        package var listed: [String] = []
        /// Whether it can be called.
        package var isCallable = false
        /// Whether it has a length.
        package var hasLength = false
        /// Whether it has elements, by number.
        package var hasElements = false

        /// Whether a script may add members.
        var isTable: Bool { nature == .table }

        /// Creates an object from its parts.
        package init(
            name: String,
            members: Set<String>,
            methods: Set<String> = [],
            prefix: String? = nil,
            older: Set<String> = [],
            nature: Nature = .object
        ) {
            (self.name, self.members, self.methods, self.prefix) = (name, members, methods, prefix)
            (self.older, self.nature) = (older, nature)
        }

        /// Whether it has a member of this name, in any spelling.
        func has(_ member: String) -> Bool {
            if members.contains(member) || older.contains(member) { return true }
            guard let prefix, member.hasPrefix(prefix) else { return false }
            let plain = String(member.dropFirst(prefix.count))
            return members.contains(plain) || older.contains(plain)
        }
    }

    /// Creates a vocabulary; orders and contracts are those of the script language by default.
    package init(
        globals: Set<String>,
        members: [String: Set<String>] = [:],
        fields: [String: Set<String>] = [:],
        firstArguments: [String: Set<String>] = [:],
        tradingFunctions: Set<String> = ["place", "bracket", "tws.placeOrder"],
        orderFunctions: [String: [String]] = Self.standardOrders,
        contractFunctions: Set<String> = Self.standardContracts,
        accountFunctions: Set<String> = ["orders", "cancel_all"]
    ) {
        self.globals = globals
        self.members = members
        self.fields = fields
        self.firstArguments = firstArguments
        self.tradingFunctions = tradingFunctions
        self.orderFunctions = orderFunctions
        self.contractFunctions = contractFunctions
        self.accountFunctions = accountFunctions
    }

    /// The order functions of the script language; `order` creates a limit order if it is given a limit.
    package static let standardOrders: [String: [String]] = [
        "order": ["MKT", "LMT"], "order.market": ["MKT"], "order.limit": ["LMT"], "order.stop": ["STP"],
        "order.stop_limit": ["STP LMT"], "order.trail": ["TRAIL"], "order.moc": ["MOC"], "order.loc": ["LOC"],
    ]

    /// The contract functions of the script language that take a symbol.
    package static let standardContracts: Set<String> = [
        "contract", "contract.stock", "contract.option", "contract.future", "contract.index", "contract.cfd",
    ]
}
