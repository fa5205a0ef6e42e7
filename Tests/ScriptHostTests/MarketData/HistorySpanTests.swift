import Testing
import Trading

@testable import ScriptHost

/// Spans of any length as requests that IB takes: the model is the list of IB's rules itself.
@Suite("History in parts")
struct HistorySpanTests {
    /// IB's step rule, bar sizes by unit of the duration, and the longest duration of each; source: IB's API reference,
    /// "Historical Bars", step sizes, and protocol, "Durations".
    private static let rules: [(unit: String, shortest: Int, longest: Int, most: Int)] = [
        ("S", 1, 60, 86_400), ("D", 5, 3_600, 365), ("Y", 60, 31 * 86_400, 68),
    ]

    @Test("the parts of a span follow each other without a hole or an overlap", arguments: HistoryBarSize.all)
    func cover(size: HistoryBarSize) {
        let (from, to) = (1_700_000_123, 1_700_000_123 + 3 * size.part + 17)
        var span = HistorySpan(size, from: from, to: to)
        var place = from
        while let part = span.next() {
            #expect(part.from == place && part.to > part.from && part.to - part.from <= size.part)
            place = part.to
        }
        #expect(place == to)
    }

    @Test("each duration is one that IB takes for the size, and reaches over its part", arguments: HistoryBarSize.all)
    func legal(size: HistoryBarSize) throws {
        var span = HistorySpan(size, from: 1_700_000_000, to: 1_700_000_000 + 2 * size.part)
        while let part = span.next() {
            let words = part.duration.split(separator: " ")
            let count = try #require(Int(words[0]))
            let rule = try #require(Self.rules.first { $0.unit == words[1] })
            #expect(count <= rule.most, "\(part.duration)")
            #expect(size.seconds >= rule.shortest, "\(part.duration)")
            if size.seconds == 1 { #expect(count <= 2_000) }
            let seconds = try #require(BarSpan.seconds(duration: part.duration))
            #expect(seconds >= Double(part.to - part.from))
            // A day has 86,400 s at most, and an answer 20,000 bars.
            if !size.isDay { #expect(seconds / Double(size.seconds) <= 20_000, "\(part.duration) \(size.text)") }
        }
    }

    @Test("a span that is taken up in its middle has the same parts from there on")
    func resumed() throws {
        var whole = HistorySpan(.minute, from: 1_600_000_000, to: 1_606_000_000)
        var parts: [HistorySpan.Part] = []
        while let part = whole.next() { parts.append(part) }
        let cut = try #require(parts.dropFirst(3).first)
        var rest = HistorySpan(.minute, from: cut.from + 3_600, to: 1_606_000_000)
        var others: [HistorySpan.Part] = []
        while let part = rest.next() { others.append(part) }
        #expect(others.map(\.to) == parts.dropFirst(3).map(\.to))
    }
}
