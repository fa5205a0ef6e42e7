/// The errors and notices of one order: the first and last ones, and a count of those between.
struct NoticeLog: Sendable {
    /// The number kept at each end.
    private static let kept = 20
    /// The longest text kept, in UTF-8 bytes.
    private static let longest = 2_000

    private var first: [LedgerEntry.Notice] = []
    private var last: [LedgerEntry.Notice] = []
    /// The number dropped between the first and last ones.
    private(set) var dropped = 0
    /// The first notice that is more than advice.
    private(set) var error: LedgerEntry.Notice?

    /// Creates an empty log.
    init() {}

    /// Creates a log from what another one has kept.
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

    /// The kept notices, by the end that they belong to.
    var kept: (first: [LedgerEntry.Notice], last: [LedgerEntry.Notice]) { (first, last) }

    /// The kept notices, oldest first.
    var all: [LedgerEntry.Notice] { first + last }

    /// The total number of notices.
    var count: Int { first.count + last.count + dropped }

    /// Appends a notice; returns it as stored.
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
