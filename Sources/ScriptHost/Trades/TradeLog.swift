internal import TWSWire

/// What happened to an order: the first and the last notes, and a count of those between, since a broken TWS can say
/// something of an order for ever.
struct TradeLog {
    /// How many are kept at either end.
    static let kept = 500
    /// Longest word of a status that is kept, in scalars.
    private static let longestWord = 80

    private var first: [TradeNote] = []
    private var last: [TradeNote] = []
    /// Place in `last` of its oldest note, once it is full.
    private var oldest = 0
    /// How many were dropped between the first and the last ones.
    private(set) var dropped = 0

    /// Adds a note.
    mutating func append(_ note: TradeNote) {
        let note = Self.bounded(note)
        if first.count < Self.kept { return first.append(note) }
        if last.count < Self.kept { return last.append(note) }
        last[oldest] = note
        oldest = (oldest + 1) % Self.kept
        dropped += 1
    }

    /// A line for each note that is kept, oldest first; `text` makes it.
    func lines(_ text: (TradeNote) -> String) -> [String] {
        let gap = dropped > 0 ? ["\(CountText.of(dropped)) more are left out here"] : []
        return first.map(text) + gap + (last[oldest...] + last[..<oldest]).map(text)
    }

    private static func bounded(_ note: TradeNote) -> TradeNote {
        guard case .status(let status) = note, status.text.utf8.count > longestWord else { return note }
        return .status(OrderStatus(ShownText.cut(status.text, longest: longestWord)))
    }
}
