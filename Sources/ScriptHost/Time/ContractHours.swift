internal import CivilTime

/// When a contract trades in the coming days, read from the hours of its details.
struct ContractHours {
    /// One span in which it trades; seconds since the epoch.
    struct Session: Hashable {
        let open: Int64
        let close: Int64
    }

    /// The zone of the contract's days.
    let zone: ZoneRules
    /// Rising.
    let sessions: [Session]

    /// Most sessions that are read: TWS names those of a week or so.
    private static let most = 100

    /// Reads a text such as `20260105:0930-20260105:1600;20260106:CLOSED`; `nil` for another form.
    init?(_ text: String, in zone: ZoneRules) {
        self.zone = zone
        var sessions: [Session] = []
        for day in text.split(separator: ";").prefix(Self.most) where !day.hasSuffix("CLOSED") {
            // Several sessions of a day stand one behind the other.
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

    /// Whether it trades at a moment.
    func isOpen(at moment: Int64) -> Bool { sessions.contains { $0.open <= moment && moment < $0.close } }

    /// The next opening after a moment; `nil` where none is known.
    func nextOpen(after moment: Int64) -> Int64? { sessions.first { $0.open > moment }?.open }

    /// The next close after a moment; `nil` where none is known.
    func nextClose(after moment: Int64) -> Int64? { sessions.first { $0.close > moment }?.close }

    /// Whether a day of the contract's zone has a session; `nil` for one beyond what is known.
    func trades(on day: Int) -> Bool? {
        guard let last = sessions.last, day <= zone.local(last.close).days else { return nil }
        return sessions.contains { zone.local($0.open).days == day || zone.local($0.close).days == day }
    }

    /// `20260105:0930` on the clocks of the zone.
    private static func moment(_ text: Substring, _ zone: ZoneRules) -> Int64? {
        let parts = text.split(separator: ":")
        guard parts.count == 2, parts[1].utf8.count == 4, let reading = TimeText.read(String(parts[0])),
            !reading.hasClock, reading.zone == nil,
            let second = TimeText.secondOfDay("\(parts[1].prefix(2)):\(parts[1].suffix(2))")
        else { return nil }
        return zone.moment(LocalTime(seconds: reading.time.seconds + Int64(second)))
    }
}
