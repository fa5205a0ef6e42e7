internal import Foundation
import Testing
package import WireSchema

/// The tables under `Schema/` hold together.
@Suite struct ShippedTableTests {
    private static let schema: Schema? = {
        let root = URL(fileURLWithPath: #filePath).deletingLastPathComponent().appendingPathComponent("../../Schema")
        let texts = ["messages", "structures", "vocabulary", "protobuf", "server_versions"].compactMap { name in
            try? String(contentsOf: root.appendingPathComponent("\(name).tsv"), encoding: .utf8)
        }
        guard texts.count == 5 else { return nil }
        return try? Schema(
            messages: texts[0],
            structures: texts[1],
            vocabulary: texts[2],
            protobuf: texts[3],
            serverVersions: texts[4]
        )
    }()

    private static let types: Set<String> = [
        "int", "long", "double", "decimal", "string", "bool", "count", "present", "tagvalues", "andor", "truefalse",
    ]

    private static var messages: [Message] { schema?.messages ?? [] }

    @Test func allMessagesAreThere() throws {
        let schema = try #require(Self.schema)
        #expect(schema.messages.filter { $0.direction == .client }.count > 75)
        #expect(schema.messages.filter { $0.direction == .server }.count > 75)
        for direction in [Direction.client, .server] {
            let side = schema.messages.filter { $0.direction == direction }
            #expect(Set(side.map(\.id)).count == side.count)
            #expect(Set(side.map(\.name)).count == side.count)
        }
    }

    @Test("Positions ascend", arguments: messages)
    func positions(_ message: Message) {
        check(message.rows) { rows in
            let places = rows.map { Self.place($0.position) }
            for (place, next) in zip(places, places.dropFirst()) { #expect(place < next, "\(message.name)") }
        }
    }

    /// `119.7b` as a number with room for the letter.
    private static func place(_ position: String) -> Int {
        let last = position.split(separator: ".").last ?? ""
        let letter = last.last.flatMap { $0.isLetter ? $0.asciiValue : nil } ?? 0
        return (Int(last.filter(\.isNumber)) ?? -1) * 256 + Int(letter)
    }

    @Test("Every value has a place in the structures", arguments: messages)
    func paths(_ message: Message) throws {
        let schema = try #require(Self.schema)
        let structure = try #require(schema.structure(message.structureName))
        checkPaths(message.rows, in: structure, schema)
    }

    private func checkPaths(_ rows: [Row], in structure: Structure?, _ schema: Schema) {
        for row in rows where row.path != "-" && row.path != "." {
            let field = Self.field(row.path, in: structure, schema)
            #expect(field != nil, "\(row.position) \(row.path)")
            #expect(field?.isList == (row.type == "count" || row.type == "tagvalues"), "\(row.position) \(row.path)")
            if row.type == "count" {
                checkPaths(row.members, in: field.flatMap { schema.structure($0.element) }, schema)
            }
        }
    }

    private static func field(_ path: String, in structure: Structure?, _ schema: Schema) -> Structure.Field? {
        var current = structure
        var found: Structure.Field?
        for segment in path.split(separator: ".") {
            found = current?.field(String(segment))
            current = found.flatMap { schema.structure($0.element) }
        }
        return found
    }

    @Test("Conditions speak of fields before them", arguments: messages)
    func conditions(_ message: Message) {
        checkConditions(message.rows, known: [])
    }

    private func checkConditions(_ rows: [Row], known: Set<String>) {
        var known = known
        for row in rows {
            if let condition = row.condition {
                for name in Self.names(condition) where name != "$remaining" {
                    #expect(known.contains(name), "\(row.position) \(row.wireName)")
                }
            }
            known.insert(row.wireName)
            checkConditions(row.members, known: known)
        }
    }

    private static func names(_ condition: Condition) -> [String] {
        switch condition {
        case .comparison(let name, _, _), .member(let name, _): [name]
        case .and(let left, let right), .or(let left, let right): names(left) + names(right)
        }
    }

    @Test("Types, gates and constants are complete", arguments: messages)
    func rows(_ message: Message) {
        check(message.rows) { rows in
            for row in rows {
                #expect(Self.types.contains(row.type) || row.type.hasPrefix("flags:"), "\(row.position) \(row.type)")
                #expect((row.since ?? 0) <= (row.until ?? 1000), "\(row.position)")
                #expect(
                    row.path == "-" ? !row.form.isEmpty : ["", "plain", "escaped"].contains(row.form),
                    "\(row.position)"
                )
                #expect(row.type == "count" ? !row.members.isEmpty : row.members.isEmpty, "\(row.position)")
            }
        }
    }

    private func check(_ rows: [Row], _ body: ([Row]) -> Void) {
        body(rows)
        for row in rows where !row.members.isEmpty { check(row.members, body) }
    }
}

extension Message: CustomTestStringConvertible {
    /// The name in test reports, instead of all rows.
    package var testDescription: String { structureName }
}
