internal import SimExchange

/// The chaos plans of a simulator as users write them: words separated by commas.
package struct ChaosList: Hashable, Sendable {
    /// The known words, each with what it does in one line.
    package static let known = ChaosPlan.allCases.map { (word: $0.rawValue, summary: $0.summary) }

    /// The plans, each once.
    let plans: [ChaosPlan]

    /// Makes an empty list.
    package init() { plans = [] }

    /// Parses a text; an empty one names no plan.
    ///
    /// - Throws: An error for an unknown word; it lists all words.
    package init(option text: String) throws(OptionFault) {
        do throws(UnknownChaosPlan) {
            plans = try ChaosPlan.parse(text)
        } catch {
            throw OptionFault(error.description)
        }
    }
}
