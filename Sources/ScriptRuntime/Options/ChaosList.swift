internal import SimExchange

/// The chaos plans of a simulator as people write them: words with commas between.
package struct ChaosList: Hashable, Sendable {
    /// The words there are, each with what it does in a line.
    package static let known = ChaosPlan.allCases.map { (word: $0.rawValue, summary: $0.summary) }

    /// Each plan once.
    let plans: [ChaosPlan]

    /// No plan.
    package init() { plans = [] }

    /// Reads a text; an empty one names no plan.
    ///
    /// - Throws: for a word that is no plan; the error lists all.
    package init(option text: String) throws(OptionFault) {
        do throws(UnknownChaosPlan) {
            plans = try ChaosPlan.parse(text)
        } catch {
            throw OptionFault(error.description)
        }
    }
}
