package import Trading

/// A header whose inputs have values: what a single run may do and is given.
package struct ResolvedHeader: Hashable, Sendable {
    /// An input with its value.
    package struct Input: Hashable, Sendable {
        /// The name under which the script reads it.
        package let name: String
        /// The value; `nil` for an optional input that was not given.
        package let value: InputValue?
    }

    /// The header, as in the file.
    package let header: ScriptHeader
    /// All declared inputs, in file order.
    package let inputs: [Input]
    /// `[trade]` with `$name` entries replaced by values; `nil` if the header has no such table.
    package let permissions: TradePermissions?

    /// Creates a header whose inputs have no values yet.
    package init(unfilled header: ScriptHeader) {
        self.header = header
        inputs = []
        permissions = header.permissions
    }

    init(header: ScriptHeader, inputs: [Input], permissions: TradePermissions?) {
        (self.header, self.inputs, self.permissions) = (header, inputs, permissions)
    }

    /// The value of an input; `nil` if it has none or is not declared.
    package subscript(name: String) -> InputValue? {
        inputs.first { $0.name == name }?.value
    }
}
