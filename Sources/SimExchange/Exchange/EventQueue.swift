internal import HeapModule

/// Events that wait for their time, earliest first; at the same instant, in the order they were added.
struct EventQueue: Sendable {
    struct Entry: Comparable, Sendable {
        let time: ExchangeInstant
        let number: Int
        let event: ExchangeEvent

        static func < (left: Entry, right: Entry) -> Bool { (left.time, left.number) < (right.time, right.number) }

        static func == (left: Entry, right: Entry) -> Bool { left.number == right.number }
    }

    private var heap = Heap<Entry>()
    /// The number of events ever added.
    var added = 0
    /// The kept events that were added and removed since the log was last taken; `nil` if nobody needs it.
    private var log: Log?

    private struct Log: Sendable {
        var added: [Int: Entry] = [:]
        var ended: [Int] = []
    }

    /// The time of the earliest event, kept because the heap copies an event to show it.
    private(set) var nextTime: ExchangeInstant?

    /// Adds an event for `time`.
    mutating func add(_ event: ExchangeEvent, at time: ExchangeInstant) {
        let entry = Entry(time: time, number: added, event: event)
        insert(entry)
        added += 1
        if event.isKept { log?.added[entry.number] = entry }
    }

    /// Takes the earliest event if it is due at `time`.
    mutating func next(dueAt time: ExchangeInstant) -> ExchangeEvent? {
        guard let nextTime, nextTime <= time, let first = takeFirst() else { return nil }
        if log != nil, log?.added.removeValue(forKey: first.number) == nil, first.event.isKept {
            log?.ended.append(first.number)
        }
        return first.event
    }

    /// Removes and returns the earliest event if it is the clock of a query for bars and no log is kept.
    mutating func takeBarClock() -> Entry? {
        guard log == nil, let first = heap.min, case .timer(let timer) = first.event, timer.kind == .historicalBars
        else {
            return nil
        }
        return takeFirst()
    }

    private mutating func insert(_ entry: Entry) {
        heap.insert(entry)
        nextTime = ExchangeInstant.earlier(nextTime, entry.time)
    }

    private mutating func takeFirst() -> Entry? {
        defer { nextTime = heap.min?.time }
        return heap.popMin()
    }

    /// All waiting events, in the order they were added.
    var pending: [Entry] { heap.unordered.sorted { $0.number < $1.number } }

    /// Restores an event under its former number.
    mutating func restore(_ event: ExchangeEvent, at time: ExchangeInstant, number: Int) {
        insert(Entry(time: time, number: number, event: event))
    }

    /// Starts to log added and removed events.
    mutating func beginLog() { log = Log() }

    /// Returns the events added since the last call that still wait, and the numbers of the removed ones.
    mutating func takeLog() -> (added: [Entry], ended: [Int]) {
        guard let taken = log else { return ([], []) }
        if !taken.added.isEmpty || !taken.ended.isEmpty { log = Log() }
        return (taken.added.values.sorted { $0.number < $1.number }, taken.ended)
    }
}
