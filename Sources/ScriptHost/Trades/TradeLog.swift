internal import TWSWire

/// What happened to an order: the first and last notes, and a count of those between, since a broken TWS can report on
/// an order endlessly.
struct TradeLog {
    /// The number kept at each end.
    static let kept = 500
    /// The longest status word kept, in scalars.
    private static let longestWord = 80

    private var first: [TradeNote] = []
    private var last: [TradeNote] = []
    /// The index in `last` of its oldest note, once it is full.
    private var oldest = 0
    /// The number dropped between the first and last ones.
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

    /// Returns a line for each kept note, oldest first; `text` formats it.
    func lines(_ text: (TradeNote) -> String) -> [String] {
        let gap = dropped > 0 ? ["\(CountText.of(dropped)) more are left out here"] : []
        return first.map(text) + gap + (last[oldest...] + last[..<oldest]).map(text)
    }

    private static func bounded(_ note: TradeNote) -> TradeNote {
        guard case .status(let status) = note, status.text.utf8.count > longestWord else { return note }
        return .status(OrderStatus(ShownText.cut(status.text, longest: longestWord)))
    }
}
