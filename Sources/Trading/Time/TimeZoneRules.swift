internal import Notation

/// When the clocks of a time zone are how far from UTC, read from a file of the zone database.
///
/// Format: RFC 9636 (TZif), version 2 or later. Nothing here opens a file.
package struct TimeZoneRules: Sendable, Hashable {
    /// The zone's name: `America/New_York`.
    package let name: String
    /// Seconds since the epoch from which on an offset holds, ascending.
    private let transitions: [Transition]
    /// Before the first transition.
    private let first: Int
    /// After the last one; `nil` where the last offset stays.
    private let rule: DaylightRule?

    private struct Transition: Hashable {
        let start: Int
        let offset: Int
    }

    /// UTC.
    package static let utc = TimeZoneRules(name: "UTC", transitions: [], first: 0, rule: nil)

    private init(name: String, transitions: [Transition], first: Int, rule: DaylightRule?) {
        (self.name, self.transitions, self.first, self.rule) = (name, transitions, first, rule)
    }

    /// Reads the bytes of a zone's file; `nil` for bytes that are none.
    package init?(name: String, file bytes: [UInt8]) {
        guard let start = Self.secondBlock(bytes), let header = Header(bytes, at: start) else { return nil }
        let times = start + Header.size
        let kinds = times + header.times * 8
        let infos = kinds + header.times
        let footer =
            infos + header.types * 6 + header.characters + header.leaps * 12 + header.standards + header.locals
        guard header.types > 0, footer <= bytes.count else { return nil }
        func offset(_ type: Int) -> Int { Self.number(bytes, infos + type * 6, 4) }
        var transitions: [Transition] = []
        for place in 0..<header.times {
            let type = Int(bytes[kinds + place])
            guard type < header.types else { return nil }
            transitions.append(Transition(start: Self.number(bytes, times + place * 8, 8), offset: offset(type)))
        }
        let text = bytes[footer...].dropFirst().prefix { $0 != 10 }
        self.init(
            name: name,
            transitions: transitions,
            first: offset(0),
            rule: DaylightRule(String(decoding: text, as: UTF8.self))
        )
    }

    /// Seconds that clocks of the zone are ahead of UTC; negative west of Greenwich.
    package func offset(at seconds: Int) -> Int {
        guard let last = transitions.last else { return rule?.offset(at: seconds) ?? first }
        if seconds >= last.start { return rule?.offset(at: seconds) ?? last.offset }
        var (low, high) = (0, transitions.count)
        while low < high {
            let middle = (low + high) / 2
            if transitions[middle].start <= seconds { low = middle + 1 } else { high = middle }
        }
        return low == 0 ? first : transitions[low - 1].offset
    }

    /// The moment at which clocks of the zone show a second of a day, both counted from 1970-01-01 00:00 local.
    ///
    /// An hour that occurs twice means the first one; an hour that is skipped means the one after it.
    package func seconds(ofLocal local: Int) -> Int {
        let early = local - offset(at: local - 86_400)
        if early + offset(at: early) == local { return early }
        let late = local - offset(at: local + 86_400)
        return late + offset(at: late) == local ? late : early
    }

    // MARK: The file

    private struct Header {
        static let size = 44
        let locals, standards, leaps, times, types, characters: Int

        init?(_ bytes: [UInt8], at start: Int) {
            guard bytes.count >= start + Self.size, bytes[start...].starts(with: Array("TZif".utf8)) else { return nil }
            let numbers = (0..<6).map { number(bytes, start + 20 + $0 * 4, 4) }
            guard numbers.allSatisfy({ (0...100_000).contains($0) }) else { return nil }
            (locals, standards, leaps) = (numbers[0], numbers[1], numbers[2])
            (times, types, characters) = (numbers[3], numbers[4], numbers[5])
        }
    }

    /// Where the block with times of 64 bits begins: behind the one with times of 32 bits.
    private static func secondBlock(_ bytes: [UInt8]) -> Int? {
        guard let header = Header(bytes, at: 0), bytes[4] >= UInt8(ascii: "2") else { return nil }
        let size =
            header.times * 5 + header.types * 6 + header.characters + header.leaps * 8 + header.standards
            + header.locals
        return Header.size + size
    }

    /// A signed number of so many bytes, the highest first.
    private static func number(_ bytes: [UInt8], _ start: Int, _ count: Int) -> Int {
        let value = bytes[start..<start + count].reduce(UInt64(0)) { $0 << 8 | UInt64($1) }
        return count == 4 ? Int(Int32(truncatingIfNeeded: value)) : Int(Int64(bitPattern: value))
    }
}
