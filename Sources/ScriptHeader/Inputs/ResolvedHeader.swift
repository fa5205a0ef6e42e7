package import Trading

/// A header whose inputs have their values: what one run is allowed and told.
package struct ResolvedHeader: Hashable, Sendable {
    /// One input with its value.
    package struct Input: Hashable, Sendable {
        /// The name under which the script reads it.
        package let name: String
        /// Its value; `nil` for an optional input that was not given.
        package let value: InputValue?
    }

    /// The header as the file has it.
    package let header: ScriptHeader
    /// All declared inputs in the order of the file.
    package let inputs: [Input]
    /// `[trade]` with `$name` entries replaced by values; `nil` when the header has no such table.
    package let permissions: TradePermissions?

    /// A header whose inputs have no values yet.
    package init(unfilled header: ScriptHeader) {
        self.header = header
        inputs = []
        permissions = header.permissions
    }

    init(header: ScriptHeader, inputs: [Input], permissions: TradePermissions?) {
        (self.header, self.inputs, self.permissions) = (header, inputs, permissions)
    }

    /// The value of an input; `nil` when it has none or is not declared.
    package subscript(name: String) -> InputValue? {
        inputs.first { $0.name == name }?.value
    }
}
