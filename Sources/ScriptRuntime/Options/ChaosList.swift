internal import SimExchange

/// The disasters of a simulator as people write them: words with commas between.
package struct ChaosList: Hashable, Sendable {
    /// The words there are, each with what it does in a line.
    package static let known = ChaosPlan.allCases.map { (word: $0.rawValue, summary: $0.summary) }

    /// Each plan once.
    let plans: [ChaosPlan]

    /// No disaster.
    package init() { plans = [] }

    /// Reads a text; an empty one names no disaster.
    ///
    /// - Throws: for a word that is no disaster; the fault lists all.
    package init(option text: String) throws(OptionFault) {
        do throws(UnknownChaosPlan) {
            plans = try ChaosPlan.parse(text)
        } catch {
            throw OptionFault(error.description)
        }
    }
}
