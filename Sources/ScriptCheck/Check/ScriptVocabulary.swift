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

    /// What is wrong with a text or number that a script writes out, by its place: `bars#2` for an argument, `bars#2.what`
    /// for a key of a table that is one, `first_of#1.*` for any, `trade:on#1` for
    /// a method of an object; `nil` for nothing.
    package var literals: [String: LiteralRule] = [:]
    /// Functions whose first argument is a file, by path, with whether they write it.
    package var fileFunctions: [String: Bool] = [:]

    /// Judges a value that is written out.
    package typealias LiteralRule = @Sendable (Literal) -> String?

    /// A value that is written out.
    package enum Literal: Hashable, Sendable {
        /// Between quotes.
        case text(String)
        /// In digits.
        case number(Double)
    }

    /// An object of the host that a function gives.
    package struct MadeObject: Hashable, Sendable {
        /// How errors name it.
        package let name: String
        /// Its fields and methods.
        package let members: Set<String>
        /// What a field's name may begin with besides; `nil` for nothing.
        package let prefix: String?

        /// An object from its parts.
        package init(name: String, members: Set<String>, prefix: String? = nil) {
            (self.name, self.members, self.prefix) = (name, members, prefix)
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
