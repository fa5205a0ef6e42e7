package import Trading

/// Bounds the lines that a peer can cause, however different they are.
///
/// Errors and notes share one bound, alarms and refusals another, so that a flood of errors hides no alarm; lines about
/// an order have a bound per order. Lines left out are counted and reported once a minute and at the end.
package struct LineCap: Sendable {
    /// The largest number of lines of one kind in a minute.
    package static let linesPerMinute = 1_000
    /// The largest number of bytes of one kind in an hour.
    package static let bytesPerHour = 1_000_000
    private static let minute: Int64 = 60_000_000_000

    private struct Account {
        var lines = 0
        var bytes = 0
    }

    private var errors = Account()
    private var alarms = Account()
    private var orders: [Int: Int] = [:]
    private var currentMinute = Int64.min
    private var currentHour = Int64.min
    private var omitted = 0

    /// Creates a cap that has counted nothing.
    package init() {}

    /// Returns the lines to show: what was left out before this minute, then the line itself unless it is left out.
    package mutating func admit(_ line: ConsoleLine) -> [ConsoleLine] {
        let told = turn(to: line.time)
        guard isAdmitted(line.event) else {
            omitted += 1
            return told
        }
        return told.isEmpty ? [line] : told + [line]
    }

    /// Whether a new minute begins with a line of this time.
    func isDue(at now: RunInstant) -> Bool { now.nanoseconds / Self.minute > currentMinute }

    /// Returns the count still to be reported.
    package mutating func finish(at now: RunInstant) -> [ConsoleLine] {
        guard omitted > 0 else { return [] }
        defer { omitted = 0 }
        return [ConsoleLine(time: now, event: .omitted(count: omitted))]
    }

    /// Starts a new minute, and a new hour, when due.
    private mutating func turn(to now: RunInstant) -> [ConsoleLine] {
        guard isDue(at: now) else { return [] }
        let minute = now.nanoseconds / Self.minute
        currentMinute = minute
        (errors.lines, alarms.lines) = (0, 0)
        orders.removeAll(keepingCapacity: true)
        if minute / 60 > currentHour {
            currentHour = minute / 60
            (errors.bytes, alarms.bytes) = (0, 0)
        }
        return finish(at: now)
    }

    private mutating func isAdmitted(_ event: HostEvent) -> Bool {
        switch event {
        case .error(_, let message, _), .note(let message):
            Self.admit(event.cost + ShownText.width(message), to: &errors)
        case .alarm(let message, _), .denied(_, let message, _, _, _):
            Self.admit(event.cost + ShownText.width(message), to: &alarms)
        case .status(let orderId, _, _, _, _), .fill(let orderId, _, _, _, _, _, _),
            .commission(let orderId, _, _, _, _):
            admit(orderId)
        default: true
        }
    }

    private mutating func admit(_ orderId: Int) -> Bool {
        let lines = orders[orderId, default: 0]
        guard lines < Self.linesPerMinute else { return false }
        orders[orderId] = lines + 1
        return true
    }

    private static func admit(_ width: Int, to account: inout Account) -> Bool {
        guard account.lines < linesPerMinute, account.bytes + width <= bytesPerHour else { return false }
        account.lines += 1
        account.bytes += width
        return true
    }
}
