/// What a script's header says, as far as the rules compare the script with it; plain values, made by who read it.
package struct HeaderFacts: Sendable {
    /// An input that the header declares.
    package struct Input: Sendable {
        /// What scripts read as `input.NAME`.
        package let name: String
        /// Line of the script on which it is declared.
        package let line: Int
        /// Its choices and its default as they would be typed; empty when the header names neither.
        package let values: [String]

        /// Makes an input from its parts.
        package init(name: String, line: Int, values: [String] = []) {
            self.name = name
            self.line = line
            self.values = values
        }
    }

    /// One list of the permissions: what the header names under a key.
    package struct Permitted: Sendable {
        /// The key as the header writes it.
        package let key: String
        /// In the order of the header; an entry `$name` stands for the input of that name.
        package let values: [String]
        /// Line of the script on which the key stands.
        package let line: Int

        /// Makes a list from its parts.
        package init(key: String, values: [String], line: Int) {
            self.key = key
            self.values = values
            self.line = line
        }
    }

    /// The permissions that the header declares; a list that it does not name is `nil`.
    package struct Permissions: Sendable {
        /// Line of the script on which they begin.
        package let line: Int
        /// Symbols that may be traded.
        package let symbols: Permitted?
        /// Actions that may be used.
        package let sides: Permitted?
        /// Order types that may be used.
        package let orderTypes: Permitted?
        /// Keys that open fields of orders, each with the fields of which one makes it needed.
        package let openers: [Permitted]

        /// Makes permissions from their parts.
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

    /// The inputs in the order of the file.
    package let inputs: [Input]
    /// `nil` when the header declares none.
    package let permissions: Permissions?
    /// Why the limits in force refuse what a script writes out, one sentence a reason; empty if they do not.
    package let denials: @Sendable (WrittenOrder) -> [String]
    /// Why a script may not set this field of an order; `nil` if it may.
    package let fieldDenial: @Sendable (String) -> String?
    /// Why a call of this function for the whole account is refused; `nil` if it is not.
    package let scopeDenial: @Sendable (String) -> String?

    /// Whether a script may read a file, or write it where the second argument says so.
    package let isGranted: @Sendable (String, Bool) -> Bool

    /// Makes the facts from their parts; without `denials` nothing is refused.
    package init(
        inputs: [Input],
        permissions: Permissions?,
        denials: @escaping @Sendable (WrittenOrder) -> [String] = { _ in [] },
        scopeDenial: @escaping @Sendable (String) -> String? = { _ in nil },
        fieldDenial: @escaping @Sendable (String) -> String? = { _ in nil },
        isGranted: @escaping @Sendable (String, Bool) -> Bool = { _, _ in true }
    ) {
        self.isGranted = isGranted
        self.inputs = inputs
        self.permissions = permissions
        self.denials = denials
        self.scopeDenial = scopeDenial
        self.fieldDenial = fieldDenial
    }
}
