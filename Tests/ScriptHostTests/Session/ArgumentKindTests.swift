import Foundation
import ScriptCheck
import ScriptHeader
import ScriptHost
import Testing
import WireSchema

/// The check names a value of a wrong kind where the run refuses it, for every argument and option of every function: each
/// is given every kind of value in turn, both ways.
@Suite("kinds of arguments")
struct ArgumentKindTests {
    private typealias Kind = ScriptVocabulary.ValueKind

    /// What gives an object without an answer of TWS.
    private static let makers = [
        "trade": "place(c, order(\"BUY\", 1, 9))", "task": "spawn(function() sleep(1) end)",
        "bar_builder": "bar_builder{ticks = 2}",
    ]

    private static let header =
        "--[[ibscript\napi = 1\n[files]\nread = [\"*.txt\", \"*.csv\"]\nwrite = [\"out/*\"]\n[trade]\nscope = \"account\"\nconditions = true\norder_types = [\"MKT\", \"LMT\", \"STP\", \"TRAIL\", \"STP LMT\", \"TRAIL LIMIT\", \"MOC\", \"LOC\", \"MIT\", \"LIT\", \"MTL\", \"MIDPRICE\", \"REL\", \"PEG MID\"]\n]]\nlocal c = contract(\"AAPL\")\n"

    private static let words: [Kind: String] = [.text: "\"some\"", .number: "7", .flag: "true", .table: "{}"]

    /// Calls with one value of a wrong kind, each beside the same call without it.
    static let calls: [(place: String, good: String, bad: String)] = {
        var calls: [(place: String, good: String, bad: String)] = []
        for row in LanguageTableTests.rows where row.kind == .function || row.kind == .method {
            guard let beginning = beginning(row) else { continue }
            let arguments = arguments(row)
            for (index, parameter) in row.parameters.enumerated() where parameter.name != "..." {
                var places: [(place: String, key: String?)] = [("\(row.name)#\(index + 1)", nil)]
                for option in LanguageRow.options(of: parameter.type) ?? [] {
                    places.append(("\(row.name)#\(index + 1).\(option.name)", option.name))
                }
                for (place, key) in places {
                    guard let kinds = ScriptVocabulary.scriptHost.kinds[place] else { continue }
                    for (kind, word) in words.sorted(by: { $0.value < $1.value }) where !kinds.contains(kind) {
                        var changed = arguments
                        while changed.count <= index { changed.append("nil") }
                        changed[index] = key.map { "{\($0) = \(word)}" } ?? word
                        let (good, bad) = (arguments.joined(separator: ", "), changed.joined(separator: ", "))
                        calls.append((place, "\(beginning)(\(good))", "\(beginning)(\(bad))"))
                    }
                }
            }
        }
        return calls
    }()

    private static func beginning(_ row: LanguageRow) -> String? {
        guard row.kind == .method else { return row.name == "require" ? nil : row.name }
        guard let owner = row.owner, let maker = makers[owner] ?? indicator(owner) else { return nil }
        return "local x = \(maker) x:\(row.member)"
    }

    private static func indicator(_ name: String) -> String? {
        let isOne = LanguageTableTests.rows.contains { $0.kind == .method && $0.name == "\(name):over" }
        return isOne ? "\(name)()" : nil
    }

    /// The arguments of the row's example where it writes them out, else some of their types; optional ones behind are left out.
    private static func arguments(_ row: LanguageRow) -> [String] {
        let written = written(row)
        return row.parameters.filter { $0.name != "..." && !$0.isOptional }.enumerated().map { index, parameter in
            if parameter.type.hasPrefix("Contract") && !parameter.type.hasSuffix("]") { return "c" }
            if parameter.type.hasPrefix("Order") { return "order(\"BUY\", 1, 9)" }
            if written.indices.contains(index), let first = written[index].first,
                first.isNumber || "\"{-".contains(first), !written[index].contains("contract(")
            {
                return written[index]
            }
            let parts = LanguageRow.split(parameter.type[...], at: "|")
            if parts.contains("number") || parts.contains("integer") { return "1" }
            if parts.contains("string") { return "\"some\"" }
            if parts.contains("trade") { return "place(c, order(\"BUY\", 1, 9))" }
            return parameter.type.hasPrefix("fun") ? "print" : "{}"
        }
    }

    private static func written(_ row: LanguageRow) -> [String] {
        let name = row.kind == .method ? ":\(row.member)" : row.name
        guard let range = row.example.range(of: "\(name)(") else {
            guard let range = row.example.range(of: "\(name){") else { return [] }
            return [inside(row.example[range.upperBound...], "{", "}").map { "{\($0)}" } ?? "{}"]
        }
        return inside(row.example[range.upperBound...], "(", ")").map(parts) ?? []
    }

    /// The parts between commas outside of quotation marks and brackets.
    private static func parts(_ text: String) -> [String] {
        var (parts, depth, isQuoted) = ([""], 0, false)
        for character in text {
            if character == "\"" { isQuoted.toggle() }
            if !isQuoted { depth += "({[".contains(character) ? 1 : ")}]".contains(character) ? -1 : 0 }
            if character == ",", depth == 0, !isQuoted {
                parts.append("")
            } else {
                parts[parts.count - 1].append(character)
            }
        }
        return parts.map { $0.trimmingCharacters(in: .whitespaces) }.filter { !$0.isEmpty }
    }

    /// The text up to the bracket that closes.
    private static func inside(_ text: Substring, _ open: Character, _ close: Character) -> String? {
        var depth = 1
        for place in text.indices {
            if text[place] == open { depth += 1 }
            if text[place] == close { depth -= 1 }
            if depth == 0 { return String(text[..<place]) }
        }
        return nil
    }

    private func errors(_ source: String) -> [Finding] {
        ScriptCheck(vocabulary: .scriptHost).findings(source: source, file: "test.lua").filter { $0.severity == .error }
    }

    @Test("There is a call for most places")
    func extent() {
        #expect(Self.calls.count > 300)
        let places = Set(Self.calls.map(\.place))
        #expect(places.count > 120, "\(places.count)")
    }

    @Test("A wrong kind is found, and refused when it runs", arguments: calls)
    func wrongKind(place: String, good: String, bad: String) throws {
        let right = try ScriptBench(Self.header + good)
        // What cannot be called here at all proves nothing.
        guard [nil, 0].contains(right.end?.exitCode) else { return }
        #expect(errors(Self.header + good).isEmpty, "\(good): \(errors(Self.header + good))")
        #expect(!errors(Self.header + bad).isEmpty, "not found: \(bad)")
        let wrong = try ScriptBench(Self.header + bad)
        #expect([1, 4].contains(wrong.end?.exitCode), "not refused: \(bad)")
    }
}
