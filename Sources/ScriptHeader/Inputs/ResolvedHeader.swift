public import TradingState

/// A header whose inputs have their values: what one run is allowed and told.
public struct ResolvedHeader: Hashable, Sendable {
    /// One input with its value.
    public struct Input: Hashable, Sendable {
        /// The name under which the script reads it.
        public let name: String
        /// Its value; `nil` for an optional input that was not given.
        public let value: InputValue?
    }

    /// The header as the file has it.
    public let header: ScriptHeader
    /// All declared inputs in the order of the file.
    public let inputs: [Input]
    /// `[trade]` with `$name` entries replaced by values; `nil` when the header has no such table.
    public let permissions: TradePermissions?

    /// The value of an input; `nil` when it has none or is not declared.
    public subscript(name: String) -> InputValue? {
        inputs.first { $0.name == name }?.value
    }
}
