internal import LuaBridge

/// The rows of an answer until its end: at most a fixed number, since a broken TWS must not fill the memory.
struct AnswerRows<Row> {
    private let function: String
    private let limit: Int
    private(set) var rows: [Row] = []

    /// No rows yet; `function` is what the script has called.
    init(of function: String, atMost limit: Int = 50_000) {
        self.function = function
        self.limit = limit
    }

    /// Keeps rows; the answer if they are too many, else `nil`.
    mutating func append(_ more: [Row]) -> Delivery? {
        guard rows.count + more.count <= limit else {
            rows = []
            return .raise(.answerTooLong(function, limit))
        }
        // An answer in one message is not copied.
        if rows.isEmpty { rows = more } else { rows += more }
        return nil
    }

    /// Keeps a row, or puts it in the place of an earlier one.
    mutating func put(_ row: Row, at place: Int?) -> Delivery? {
        guard let place else { return append([row]) }
        rows[place] = row
        return nil
    }
}

extension LuaRaise {
    /// TWS answers with more rows than are kept.
    static func answerTooLong(_ function: String, _ limit: Int) -> LuaRaise {
        LuaRaise(
            code: .name("answer_too_long"),
            message: "\(function): TWS answers with more than \(CountText.of(limit)) rows",
            remedy: "ask for less at once"
        )
    }
}
