/// The errors and notices of one order: the first and the last ones, and a count of those between.
struct NoticeLog: Sendable {
    /// How many are kept at either end.
    private static let kept = 20
    /// Longest text that is kept, in UTF-8 bytes.
    private static let longest = 2_000

    private var first: [LedgerEntry.Notice] = []
    private var last: [LedgerEntry.Notice] = []
    /// How many were dropped between the first and the last ones.
    private(set) var dropped = 0
    /// The first notice that is no mere advice.
    private(set) var error: LedgerEntry.Notice?

    /// No notices yet.
    init() {}

    /// What another log has kept.
    init(
        first: [LedgerEntry.Notice],
        last: [LedgerEntry.Notice],
        error: LedgerEntry.Notice?,
        dropped: Int
    ) {
        self.first = first
        self.last = last
        self.error = error
        self.dropped = dropped
    }

    /// The notices that are kept, by the end at which they are.
    var kept: (first: [LedgerEntry.Notice], last: [LedgerEntry.Notice]) { (first, last) }

    /// The notices that are kept, oldest first.
    var all: [LedgerEntry.Notice] { first + last }

    /// How many there were.
    var count: Int { first.count + last.count + dropped }

    /// Adds a notice; tells it as it is kept.
    mutating func append(_ notice: LedgerEntry.Notice) -> LedgerEntry.Notice {
        var notice = notice
        if notice.message.utf8.count > Self.longest {
            notice.message = String(decoding: notice.message.utf8.prefix(Self.longest), as: UTF8.self)
        }
        if error == nil, !OrderLedger.isAdvisory(notice.code) { error = notice }
        guard first.count == Self.kept else {
            first.append(notice)
            return notice
        }
        if last.count == Self.kept {
            last.removeFirst()
            dropped += 1
        }
        last.append(notice)
        return notice
    }
}
