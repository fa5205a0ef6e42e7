/// Why a text is no value of its option, and what to write instead; whoever shows it names the option and the text.
package struct OptionFault: Error, Hashable, Sendable, CustomStringConvertible {
    /// One clause, without a full stop.
    package let description: String

    /// Makes a fault from its clause.
    package init(_ description: String) { self.description = description }
}
