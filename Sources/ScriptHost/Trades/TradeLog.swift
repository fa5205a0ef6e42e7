internal import TWSWire

/// What happened to an order: the first and last notes, and a count of those between, since a broken TWS can report on
/// an order endlessly.
struct TradeLog {
    /// The number kept at each end.
    static let kept = 500
    /// The longest status word kept, in scalars.
    private static let longestWord = 80

    /// What comes after the first notes.
    private struct Rest {
        var last: [TradeNote] = []
        /// The index in `last` of its oldest note, once it is full.
        var oldest = 0
        var dropped = 0

        /// All notes, oldest first.
        var notes: [TradeNote] { Array(last[oldest...] + last[..<oldest]) }

        mutating func add(_ note: TradeNote) {
            if last.count < TradeLog.kept { return last.append(note) }
            last[oldest] = note
            oldest = (oldest + 1) % TradeLog.kept
            dropped += 1
        }
    }

    private var first: [TradeNote] = []
    /// By reference, since few orders have it.
    private var rest: [Rest] = []
    /// The number dropped between the first and last ones.
    var dropped: Int { rest.first?.dropped ?? 0 }

    /// Adds a note.
    mutating func append(_ note: TradeNote) {
        let note = Self.bounded(note)
        if first.count < Self.kept { return first.append(note) }
        if rest.isEmpty { rest.append(Rest()) }
        rest[0].add(note)
    }

    /// Returns a line for each kept note, oldest first; `text` formats it.
    func lines(_ text: (TradeNote) -> String) -> [String] {
        let gap = dropped > 0 ? ["\(CountText.of(dropped)) more are left out here"] : []
        return first.map(text) + gap + (rest.first?.notes ?? []).map(text)
    }

    private static func bounded(_ note: TradeNote) -> TradeNote {
        guard case .status(let status) = note, status.text.utf8.count > longestWord else { return note }
        return .status(OrderStatus(ShownText.cut(status.text, longest: longestWord)))
    }
}
