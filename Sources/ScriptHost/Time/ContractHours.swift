internal import CivilTime

/// When a contract trades in the coming days, according to the hours in its details.
struct ContractHours {
    /// A span in which it trades, in seconds since the epoch.
    struct Session: Hashable {
        let open: Int64
        let close: Int64
    }

    /// The time zone of the contract's days.
    let zone: ZoneRules
    /// In ascending order.
    let sessions: [Session]

    /// The largest number of sessions read: TWS reports those of about a week.
    private static let most = 100

    /// Parses a text such as `20260105:0930-20260105:1600;20260106:CLOSED`; `nil` for any other form.
    init?(_ text: String, in zone: ZoneRules) {
        self.zone = zone
        var sessions: [Session] = []
        for day in text.split(separator: ";").prefix(Self.most) where !day.hasSuffix("CLOSED") {
            // Several sessions of a day follow one another.
            for span in day.split(separator: ",") {
                let ends = span.split(separator: "-")
                guard ends.count == 2, let open = Self.moment(ends[0], zone), let close = Self.moment(ends[1], zone),
                    open < close
                else { return nil }
                sessions.append(Session(open: open, close: close))
            }
        }
        self.sessions = sessions.sorted { $0.open < $1.open }
    }

    /// Whether it trades at a given time.
    func isOpen(at moment: Int64) -> Bool { sessions.contains { $0.open <= moment && moment < $0.close } }

    /// Returns the next opening after a given time; `nil` if none is known.
    func nextOpen(after moment: Int64) -> Int64? { sessions.first { $0.open > moment }?.open }

    /// Returns the next close after a given time; `nil` if none is known.
    func nextClose(after moment: Int64) -> Int64? { sessions.first { $0.close > moment }?.close }

    /// Whether a day in the contract's time zone has a session; `nil` for a day beyond what is known.
    func trades(on day: Int) -> Bool? {
        guard let last = sessions.last, day <= zone.local(last.close).days else { return nil }
        return sessions.contains { zone.local($0.open).days == day || zone.local($0.close).days == day }
    }

    /// Parses `20260105:0930` by the clock of the time zone.
    private static func moment(_ text: Substring, _ zone: ZoneRules) -> Int64? {
        let parts = text.split(separator: ":")
        guard parts.count == 2, parts[1].utf8.count == 4, let reading = TimeText.read(String(parts[0])),
            !reading.hasClock, reading.zone == nil,
            let second = TimeText.secondOfDay("\(parts[1].prefix(2)):\(parts[1].suffix(2))")
        else { return nil }
        return zone.moment(LocalTime(seconds: reading.time.seconds + Int64(second)))
    }
}
