internal import TWSWire

/// The desk's own open questions to TWS, whose answers it judges orders by.
struct Questions: Sendable {
    /// What an answer is about.
    enum Subject: Sendable {
        /// Which instrument a contract is, with the rows received so far.
        case details(Contract, rows: [ContractDetails])
        /// The price of an instrument, by its index in the marks.
        case quote(mark: Int)
        /// Account values.
        case account
    }

    /// A requested snapshot of a quote.
    struct Quote: Sendable {
        var since: RunInstant
        var isOver = false
    }

    /// Whether the account has enough margin for an order in an instrument.
    enum Margin: Sendable {
        case asked(orderId: Int, since: RunInstant)
        case enough
        case tooLittle(String)
    }

    /// Seconds until a question counts as unanswered.
    static let patience = 10.0
    /// The same for a quote, which an order can do without.
    static let patienceForQuotes = 5.0

    /// Open questions by their request id on the wire.
    var open: [Int: Subject] = [:]
    /// The latest snapshot for each mark.
    var quotes: [Int: Quote] = [:]
    /// Requested market rules.
    var rules: [Int: RunInstant] = [:]
    /// What is known about the margin of instruments, by their slot among working orders.
    var margins: [Int: Margin] = [:]
    /// When waiting scripts continue without an answer.
    var deadline: RunInstant?

    /// Discards every open question, because the connection was lost.
    mutating func connectionLost() { self = Questions() }

    mutating func wait(until moment: RunInstant) { deadline = deadline.map { min($0, moment) } ?? moment }
}
