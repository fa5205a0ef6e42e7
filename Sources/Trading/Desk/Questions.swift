internal import TWSWire

/// What the desk has asked TWS itself, to judge orders by the answers.
struct Questions: Sendable {
    /// What an answer is about.
    enum Subject: Sendable {
        /// Which instrument a contract is; with the rows so far.
        case details(Contract, rows: [ContractDetails])
        /// The price of an instrument, by its place among the marks.
        case quote(mark: Int)
        /// Values of the account.
        case account
    }

    /// A snapshot of a quote that was asked for.
    struct Quote: Sendable {
        var since: RunInstant
        var isOver = false
    }

    /// Whether the account has the margin for an order in an instrument.
    enum Margin: Sendable {
        case asked(orderId: Int, since: RunInstant)
        case enough
        case tooLittle(String)
    }

    /// Seconds until a question counts as not answered.
    static let patience = 10.0
    /// The same for a quote, without which an order may do.
    static let patienceForQuotes = 5.0

    /// What was asked, by its number on the wire.
    var open: [Int: Subject] = [:]
    /// The latest snapshot of each mark.
    var quotes: [Int: Quote] = [:]
    /// Market rules that were asked for.
    var rules: [Int: RunInstant] = [:]
    /// What is known of the margin of instruments, by their place among what works.
    var margins: [Int: Margin] = [:]
    /// When scripts that wait go on without an answer.
    var deadline: RunInstant?

    /// The connection is gone, and with it every answer.
    mutating func connectionLost() { self = Questions() }

    mutating func wait(until moment: RunInstant) { deadline = deadline.map { min($0, moment) } ?? moment }
}
