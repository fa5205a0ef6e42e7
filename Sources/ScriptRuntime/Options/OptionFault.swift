/// Why a text is not a valid value of its option, and what to write instead; the caller adds the option and the text.
package struct OptionFault: Error, Hashable, Sendable, CustomStringConvertible {
    /// One clause, without a final period.
    package let description: String

    /// Makes a fault from its clause.
    package init(_ description: String) { self.description = description }
}
