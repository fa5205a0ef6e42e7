internal import LuaBridge

/// The rows of an incomplete answer: at most a fixed number, since a broken TWS must not fill the memory.
struct AnswerRows<Row> {
    private let function: String
    private let limit: Int
    private(set) var rows: [Row] = []

    /// Creates an empty answer; `function` is what the script called.
    init(of function: String, atMost limit: Int = 50_000) {
        self.function = function
        self.limit = limit
    }

    /// Adds rows; returns an answer if there are too many, otherwise `nil`.
    mutating func append(_ more: [Row]) -> Delivery? {
        guard rows.count + more.count <= limit else {
            rows = []
            return .raise(.answerTooLong(function, limit))
        }
        // An answer in a single message is not copied.
        if rows.isEmpty { rows = more } else { rows += more }
        return nil
    }

    /// Adds a row or replaces an earlier one.
    mutating func put(_ row: Row, at place: Int?) -> Delivery? {
        guard let place else { return append([row]) }
        rows[place] = row
        return nil
    }
}

extension LuaRaise {
    /// The error for an answer from TWS with too many rows.
    static func answerTooLong(_ function: String, _ limit: Int) -> LuaRaise {
        LuaRaise(
            code: .name("answer_too_long"),
            message: "\(function): TWS answers with more than \(CountText.of(limit)) rows",
            remedy: "ask for less at once"
        )
    }
}
