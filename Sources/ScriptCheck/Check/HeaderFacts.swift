/// What the rules need to know about a script's header; plain values, created by whoever reads the header.
package struct HeaderFacts: Sendable {
    /// An input that the header declares.
    package struct Input: Sendable {
        /// The name that scripts read as `input.NAME`.
        package let name: String
        /// The line of the script that declares it.
        package let line: Int
        /// Its choices and its default as typed on the command line; empty if the header names neither.
        package let values: [String]
        /// The type of its value, as in ``GivenTypes``.
        package let type: String?

        /// Creates an input from its parts.
        package init(name: String, line: Int, values: [String] = [], type: String? = nil) {
            self.name = name
            self.line = line
            self.values = values
            self.type = type
        }
    }

    /// One list of the permissions: the values that the header gives for a key.
    package struct Permitted: Sendable {
        /// The key, as written in the header.
        package let key: String
        /// The values, in header order; an entry `$name` stands for the input with that name.
        package let values: [String]
        /// The line of the script with the key.
        package let line: Int

        /// Creates a list from its parts.
        package init(key: String, values: [String], line: Int) {
            self.key = key
            self.values = values
            self.line = line
        }
    }

    /// The permissions that the header declares; a list that it does not set is `nil`.
    package struct Permissions: Sendable {
        /// The line of the script on which they start.
        package let line: Int
        /// Symbols that may be traded.
        package let symbols: Permitted?
        /// Actions that may be used.
        package let sides: Permitted?
        /// Order types that may be used.
        package let orderTypes: Permitted?
        /// Keys that permit order fields, each with the fields that make it necessary.
        package let openers: [Permitted]

        /// Creates permissions from their parts.
        package init(
            line: Int,
            symbols: Permitted? = nil,
            sides: Permitted? = nil,
            orderTypes: Permitted? = nil,
            openers: [Permitted] = []
        ) {
            self.openers = openers
            self.line = line
            self.symbols = symbols
            self.sides = sides
            self.orderTypes = orderTypes
        }
    }

    /// The inputs, in file order.
    package let inputs: [Input]
    /// The permissions; `nil` if the header declares none.
    package let permissions: Permissions?
    /// What an order lacks of which every field is written, as sentences.
    package let lacks: @Sendable (WrittenOrder) -> [String]
    /// Returns why the limits in force refuse the literals of an order, one sentence per reason; empty if they do not.
    package let denials: @Sendable (WrittenOrder) -> [String]
    /// Returns why no order may be placed in a contract with this symbol and security type, either of them `nil` if it
    /// is not known; `nil` if one may.
    package let contractDenial: @Sendable (_ symbol: String?, _ type: String?) -> String?
    /// Returns why a script may not set this order field; `nil` if it may.
    package let fieldDenial: @Sendable (String) -> String?
    /// Returns why a call of this function for the whole account is refused; `nil` if it is not.
    package let scopeDenial: @Sendable (String) -> String?

    /// Returns whether a script may read a file or, if the second argument is `true`, write it.
    package let isGranted: @Sendable (String, Bool) -> Bool
    /// Why the script's data may not go to stdout; `nil` if it may.
    package let outputDenial: String?

    /// Creates the facts from their parts; without `denials`, nothing is refused.
    package init(
        inputs: [Input],
        permissions: Permissions?,
        denials: @escaping @Sendable (WrittenOrder) -> [String] = { _ in [] },
        lacks: @escaping @Sendable (WrittenOrder) -> [String] = { _ in [] },
        scopeDenial: @escaping @Sendable (String) -> String? = { _ in nil },
        fieldDenial: @escaping @Sendable (String) -> String? = { _ in nil },
        contractDenial: @escaping @Sendable (String?, String?) -> String? = { _, _ in nil },
        outputDenial: String? = nil,
        isGranted: @escaping @Sendable (String, Bool) -> Bool = { _, _ in true }
    ) {
        self.outputDenial = outputDenial
        self.isGranted = isGranted
        self.inputs = inputs
        self.permissions = permissions
        self.denials = denials
        self.lacks = lacks
        self.scopeDenial = scopeDenial
        self.fieldDenial = fieldDenial
        self.contractDenial = contractDenial
    }
}
