/// The names that the host offers to scripts, as far as the check of a script must know them.
///
/// The host fills it from its own tables; the check lists no name of its own. A function is named by its path: `place`,
/// `contract.stock`, or `:modify` for a method of any object.
package struct ScriptVocabulary: Sendable {
    /// Every global that exists before the script runs.
    package var globals: Set<String>
    /// The members of global tables, by the table's name; a table that is absent here has unknown members.
    ///
    /// `input` need not be here: its members are the inputs of the header.
    package var members: [String: Set<String>]
    /// The fields that a function takes in a table, by the function's path.
    ///
    /// `place#3` stands for the third argument of `place` only, a path alone for every argument that is a table.
    package var fields: [String: Set<String>]
    /// The texts that a function takes as its first argument, by the function's path: the messages of `on`.
    package var firstArguments: [String: Set<String>]
    /// Functions that send orders.
    package var tradingFunctions: Set<String>
    /// Functions that make a single order, by path, with the order types they may make.
    ///
    /// Action and quantity are the first two arguments, or fields of a table.
    package var orderFunctions: [String: [String]]
    /// Functions that make a contract and take its symbol first, or as a field of a table.
    package var contractFunctions: Set<String>

    /// Functions that reach every order of the account with `{account = true}`.
    package var accountFunctions: Set<String>

    /// Functions that no script may call, by path, with what to use instead.
    package var closedFunctions: [String: String] = [:]
    /// What functions give, by the function's path.
    package var objects: [String: MadeObject] = [:]
    /// Arguments that are tables of an order's fields, by the function's path.
    package var orderTables: [String: Int] = [:]

    /// The fields of an order that functions take one by one, in their order, by the function's path.
    package var orderPositions: [String: [String]] = [:]
    /// The fields of a contract that functions take one by one, in their order, by the function's path.
    package var contractPositions: [String: [String]] = [:]
    /// Functions that place several orders written as one table, by path.
    package var composedOrders: [String: ComposedOrders] = [:]

    /// What is wrong with a text or number that a script writes out, by its place: `bars#2` for an argument, `bars#2.what`
    /// for a key of a table that is one, `first_of#1.*` for any, `trade:on#1` for
    /// a method of an object; `nil` for nothing.
    package var literals: [String: LiteralRule] = [:]
    /// The kinds of values that an argument or a key takes, by its place; a place that is absent takes any.
    package var kinds: [String: Set<ValueKind>] = [:]
    /// What is wrong with a field of a structure that a function takes, as the argument or field at a place: `order#2` for
    /// the second argument, `order#1.*` for the fields of a table that is the first, by the field's name.
    package var structures: [String: FieldRule] = [:]
    /// What is wrong with the arguments of a call together, by the function's path, `trade:wait` for a method; `nil` stands
    /// for an argument that is not written out.
    package var calls: [String: @Sendable ([Literal?]) -> String?] = [:]
    /// Functions whose first argument is a file, by path, with whether they write it.
    package var fileFunctions: [String: Bool] = [:]

    /// Judges the field of a structure by its name and the value that is written out.
    package typealias FieldRule = @Sendable (String, Literal) -> String?

    /// Judges a value that is written out.
    package typealias LiteralRule = @Sendable (Literal) -> String?

    /// What is made of a table that stands for several orders.
    package struct ComposedOrders: Sendable {
        /// The place of the table among the arguments, from 1.
        package let place: Int
        /// The orders, as far as the table's entries are written out; a computed one is `nil`.
        package let orders: @Sendable ([(key: String, value: Literal?)]) -> [WrittenOrder]
        /// Why the entries that are written out do not go together; `nil` if they do.
        package let fault: @Sendable ([(key: String, value: Literal?)]) -> String?

        /// Makes it from its parts.
        package init(
            place: Int,
            orders: @escaping @Sendable ([(key: String, value: Literal?)]) -> [WrittenOrder],
            fault: @escaping @Sendable ([(key: String, value: Literal?)]) -> String?
        ) {
            (self.place, self.orders, self.fault) = (place, orders, fault)
        }
    }

    /// A value that is written out.
    package enum Literal: Hashable, Sendable {
        /// Between quotes.
        case text(String)
        /// In digits.
        case number(Double)
        /// `true` or `false`.
        case flag(Bool)
    }

    /// An object of the host that a function gives.
    package struct MadeObject: Hashable, Sendable {
        /// How errors name it.
        package let name: String
        /// Its fields and methods.
        package let members: Set<String>
        /// What a field's name may begin with besides; `nil` for nothing.
        package let prefix: String?
        /// Other names of its fields, which errors do not propose.
        package let older: Set<String>
        /// Whether it is a table, to which a script may add members.
        package let isTable: Bool

        /// An object from its parts.
        package init(
            name: String,
            members: Set<String>,
            prefix: String? = nil,
            older: Set<String> = [],
            isTable: Bool = false
        ) {
            (self.name, self.members, self.prefix) = (name, members, prefix)
            (self.older, self.isTable) = (older, isTable)
        }
    }

    /// Makes a vocabulary; orders and contracts are those of the script language unless given.
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

    /// The order functions of the script language; `order` makes a limit order if it is given a limit.
    package static let standardOrders: [String: [String]] = [
        "order": ["MKT", "LMT"], "order.market": ["MKT"], "order.limit": ["LMT"], "order.stop": ["STP"],
        "order.stop_limit": ["STP LMT"], "order.trail": ["TRAIL"], "order.moc": ["MOC"], "order.loc": ["LOC"],
    ]

    /// The contract functions of the script language that take a symbol.
    package static let standardContracts: Set<String> = [
        "contract", "contract.stock", "contract.option", "contract.future", "contract.index", "contract.cfd",
    ]
}
