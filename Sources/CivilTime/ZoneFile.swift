/// Reads a compiled file of the time zone database (RFC 8536), such as `/usr/share/zoneinfo/America/New_York`.
package enum ZoneFile {
    /// The error for a malformed file.
    package struct Malformed: Error, Hashable, CustomStringConvertible, Sendable {
        /// What is wrong, as a clause.
        package let description: String
    }

    /// The largest number of moments, settings and name bytes that are read; real files have a few hundred.
    private static let most = 10_000
    /// The latest moment, either way: some thirty billion years.
    private static let latest: Int64 = 1 << 60

    /// Parses the bytes of a file into the zone's rules.
    package static func rules(_ bytes: [UInt8]) throws(Malformed) -> ZoneRules {
        var reader = Reader(bytes: bytes)
        let old = try Header(&reader)
        guard old.version >= UInt8(ascii: "2") else { return try block(&reader, old, timeSize: 4, footer: false) }
        try reader.skip(old.length(timeSize: 4))
        let header = try Header(&reader)
        return try block(&reader, header, timeSize: 8, footer: true)
    }

    private struct Header {
        let version: UInt8
        let (leaps, standards, universals, times, types, characters): (Int, Int, Int, Int, Int, Int)

        init(_ reader: inout Reader) throws(Malformed) {
            guard try reader.bytes(4) == Array("TZif".utf8) else {
                throw Malformed(description: "it is not a zone file")
            }
            version = try reader.bytes(1)[0]
            try reader.skip(15)
            universals = try reader.count()
            standards = try reader.count()
            leaps = try reader.count()
            times = try reader.count()
            types = try reader.count()
            characters = try reader.count()
            guard types > 0 else { throw Malformed(description: "it has no setting") }
        }

        func length(timeSize: Int) -> Int {
            times * (timeSize + 1) + types * 6 + characters + leaps * (timeSize + 4) + standards + universals
        }
    }

    private static func block(
        _ reader: inout Reader,
        _ header: Header,
        timeSize: Int,
        footer: Bool
    ) throws(Malformed) -> ZoneRules {
        var changes: [Int64] = []
        for _ in 0..<header.times { changes.append(try reader.number(timeSize)) }
        guard changes.allSatisfy({ (-latest...latest).contains($0) }) else {
            throw Malformed(description: "a moment is beyond reckoning")
        }
        guard zip(changes, changes.dropFirst()).allSatisfy({ $0 < $1 }) else {
            throw Malformed(description: "its moments do not rise")
        }
        let indices = try reader.bytes(header.times)
        var kinds: [(offset: Int, isDaylight: Bool, name: Int)] = []
        for _ in 0..<header.types {
            let offset = Int(try reader.number(4))
            let rest = try reader.bytes(2)
            guard abs(offset) < 100_000 else { throw Malformed(description: "an offset is beyond a day") }
            kinds.append((offset, rest[0] != 0, Int(rest[1])))
        }
        let names = try reader.bytes(header.characters)
        let settings = kinds.map { kind in
            let name = names.dropFirst(kind.name).prefix { $0 != 0 }
            return ZoneRules.Setting(
                offset: kind.offset,
                isDaylight: kind.isDaylight,
                abbreviation: String(decoding: name, as: UTF8.self)
            )
        }
        guard indices.allSatisfy({ Int($0) < settings.count }) else {
            throw Malformed(description: "it names a setting that it has not")
        }
        try reader.skip(header.leaps * (timeSize + 4) + header.standards + header.universals)
        return ZoneRules(
            changes: changes,
            settings: indices.map { settings[Int($0)] },
            first: settings.first { !$0.isDaylight } ?? settings[0],
            last: footer ? try yearly(&reader) : nil
        )
    }

    private static func yearly(_ reader: inout Reader) throws(Malformed) -> YearlyRule? {
        let text = reader.rest.dropFirst().prefix { $0 != UInt8(ascii: "\n") }
        guard !text.isEmpty else { return nil }
        guard let rule = YearlyRule(String(decoding: text, as: UTF8.self)) else {
            throw Malformed(description: "its last rule cannot be read")
        }
        return rule
    }

    private struct Reader {
        let bytes: [UInt8]
        var place = 0

        init(bytes: [UInt8]) { self.bytes = bytes }

        var rest: ArraySlice<UInt8> { bytes[place...] }

        mutating func bytes(_ count: Int) throws(Malformed) -> [UInt8] {
            guard count <= bytes.count - place else { throw Malformed(description: "it is truncated") }
            defer { place += count }
            return Array(bytes[place..<place + count])
        }

        mutating func skip(_ count: Int) throws(Malformed) { _ = try bytes(count) }

        /// Reads a signed number, most significant byte first.
        mutating func number(_ size: Int) throws(Malformed) -> Int64 {
            var value: Int64 = 0
            for (index, byte) in try bytes(size).enumerated() {
                value = index == 0 ? Int64(Int8(bitPattern: byte)) : value << 8 | Int64(byte)
            }
            return value
        }

        mutating func count() throws(Malformed) -> Int {
            let count = Int(try number(4))
            guard (0...most).contains(count) else { throw Malformed(description: "a count is \(count)") }
            return count
        }
    }
}
