import CivilTime
import Foundation
import Testing

/// Against the system's own reading of the same database: `date` of coreutils.
@Suite("Zones of the time zone database")
struct ZoneTests {
    static let names = [
        "America/New_York", "Europe/London", "Europe/Dublin", "Asia/Hong_Kong", "Australia/Lord_Howe", "Asia/Kolkata",
        "America/St_Johns", "Pacific/Apia", "Africa/Casablanca", "America/Sao_Paulo", "Asia/Tehran", "UTC",
        "Antarctica/Troll", "America/Asuncion", "Pacific/Chatham",
    ]

    static func rules(_ name: String) throws -> ZoneRules {
        let data = try Data(contentsOf: URL(fileURLWithPath: "/usr/share/zoneinfo/\(name)"))
        return try ZoneFile.rules([UInt8](data))
    }

    /// Moments that matter and others by chance, from 1902 to 2199.
    static func moments() -> [Int64] {
        var state: UInt64 = 42
        var moments: [Int64] = [0, -1, 1_773_039_599, 1_773_039_600, 1_793_512_799, 1_793_512_800, 1_325_203_200]
        for _ in 0..<300 {
            state = state &* 6_364_136_223_846_793_005 &+ 1_442_695_040_888_963_407
            moments.append(Int64(state >> 33) % 9_372_931_200 - 2_145_916_800)
        }
        return moments
    }

    /// What `date` says of moments in a zone.
    static func date(_ moments: [Int64], _ name: String, _ format: String) throws -> [String] {
        let process = Process()
        process.executableURL = URL(fileURLWithPath: "/bin/date")
        process.arguments = ["-f", "-", "+\(format)"]
        process.environment = ["TZ": name, "LC_ALL": "C"]
        let (input, output) = (Pipe(), Pipe())
        (process.standardInput, process.standardOutput) = (input, output)
        try process.run()
        input.fileHandleForWriting.write(Data(moments.map { "@\($0)\n" }.joined().utf8))
        try input.fileHandleForWriting.close()
        let data = output.fileHandleForReading.readDataToEndOfFile()
        process.waitUntilExit()
        return String(decoding: data, as: UTF8.self).split(separator: "\n").map(String.init)
    }

    @Test("what clocks show, the offset and its name are those of the system", arguments: names)
    func local(_ name: String) throws {
        let rules = try Self.rules(name)
        let format = "%F %T %z %Z"
        let moments = Self.moments()
        let expected = try Self.date(moments, name, format)
        #expect(expected.count == moments.count)
        for (moment, text) in zip(moments, expected) {
            #expect(try TimeFormat.text(moment, format, in: rules) == text, "\(name) at \(moment), \(text)")
        }
    }

    @Test("every conversion is that of the system", arguments: ["America/New_York", "Asia/Kolkata"])
    func conversions(_ name: String) throws {
        let rules = try Self.rules(name)
        let format = TimeFormat.conversions.filter { !"nLt".contains($0) }.map { "%\($0)" }.joined(separator: "|")
        let system = format.replacingOccurrences(of: "%l", with: "%_I").replacingOccurrences(of: "%k", with: "%_H")
        let moments = Self.moments().filter { $0 > -1_000_000_000 && $0 < 4_000_000_000 }
        for (moment, text) in zip(moments, try Self.date(moments, name, system)) {
            #expect(try TimeFormat.text(moment, format, in: rules) == text)
        }
    }

    @Test("a moment's local time leads back to it; an hour that comes twice to its first", arguments: names)
    func back(_ name: String) throws {
        let rules = try Self.rules(name)
        for moment in Self.moments() where moment > 0 {
            let back = rules.moment(rules.local(moment))
            #expect(back == moment || (back < moment && rules.local(back) == rules.local(moment)))
        }
    }

    @Test("the hour that is left out in spring counts on; the one that comes twice is the first")
    func gaps() throws {
        let rules = try Self.rules("America/New_York")
        func moment(_ text: String) throws -> Int64 { rules.moment(try #require(TimeText.read(text)).time) }
        // 2026-03-08 07:00 UTC is 03:00 EDT; 2026-11-01 05:30 UTC is the first 01:30.
        #expect(try moment("2026-03-08 02:30") == 1_772_955_000)
        #expect(try moment("2026-03-08 03:00") == 1_772_953_200)
        #expect(try moment("2026-11-01 01:30") == 1_793_511_000)
    }

    @Test("every file that the system has can be read")
    func all() throws {
        let root = URL(fileURLWithPath: "/usr/share/zoneinfo")
        let paths = try #require(FileManager.default.enumerator(atPath: root.path)?.allObjects as? [String])
        var count = 0
        for path in paths {
            guard let data = FileManager.default.contents(atPath: root.appendingPathComponent(path).path),
                data.starts(with: Array("TZif".utf8)), !path.hasPrefix("right/")
            else { continue }
            _ = try ZoneFile.rules([UInt8](data))
            count += 1
        }
        #expect(count > 300)
    }

    @Test("a file that is cut anywhere, or has a byte changed, is an error or gives other rules, never a trap")
    func broken() throws {
        let data = [UInt8](try Data(contentsOf: URL(fileURLWithPath: "/usr/share/zoneinfo/America/New_York")))
        var refused = 0
        for length in stride(from: 0, to: data.count, by: 7) where (try? ZoneFile.rules(Array(data[..<length]))) == nil
        { refused += 1 }
        #expect(refused > data.count / 14)
        for place in stride(from: 0, to: data.count, by: 3) {
            var changed = data
            changed[place] ^= 0xFF
            if let rules = try? ZoneFile.rules(changed) { _ = rules.local(1_767_625_200) }
        }
    }
}
