import Foundation
import ScriptCheck
import ScriptHost
import Testing
import WireSchema

/// `Schema/language.tsv`, of which the reference and the editors' definitions are made, says what the host registers.
@Suite("Schema/language.tsv")
struct LanguageTableTests {
    private static let root = URL(fileURLWithPath: #filePath)
        .deletingLastPathComponent().deletingLastPathComponent().deletingLastPathComponent().deletingLastPathComponent()

    private static func text(_ path: String) -> String {
        (try? String(contentsOf: root.appendingPathComponent(path), encoding: .utf8)) ?? ""
    }

    static let rows: [LanguageRow] = (try? Schema.language(text("Schema/language.tsv"))) ?? []

    private static func names(_ kind: LanguageRow.Kind) -> [String] { rows.filter { $0.kind == kind }.map(\.name) }

    @Test("has every function that is registered, and no other; they wait where it says so")
    func functions() throws {
        let functions = try LanguageOutline.ofHost().functions.filter { !$0.name.hasPrefix("tws.") }
        #expect(functions.count > 100)
        // A script's own modules are read by the VM.
        #expect(Set(Self.names(.function)) == Set(functions.map(\.name)).union(["require"]))
        for function in functions {
            for row in Self.rows where row.kind == .function && row.name == function.name {
                #expect(row.waits == function.waits, "\(row.name)")
            }
        }
    }

    @Test("has every global of the host")
    func globals() {
        let named = Set((Self.names(.function) + Self.names(.value)).map { String($0.prefix { $0 != "." }) })
        let lua: Set<String> = [
            "assert", "error", "getmetatable", "ipairs", "next", "pairs", "pcall", "rawequal", "rawget", "rawlen",
            "rawset", "select", "setmetatable", "tonumber", "tostring", "type", "xpcall", "_VERSION", "_G", "string",
            "table", "math", "utf8", "coroutine",
        ]
        #expect(ScriptVocabulary.scriptHost.globals.subtracting(lua).subtracting(["tws"]) == named)
    }

    @Test("has every object with its fields and methods, and no other")
    func objects() throws {
        let objects = try LanguageOutline.ofHost().objects
        #expect(Set(Self.names(.object)) == Set(objects.map(\.name)))
        for object in objects {
            let parts = Self.rows.filter { $0.owner == object.name }
            #expect(Set(parts.filter { $0.kind == .field }.map(\.member)) == Set(object.fields), "\(object.name)")
            let methods = parts.filter { $0.kind == .method }
            #expect(Set(methods.map(\.member)) == Set(object.methods.map(\.name)), "\(object.name)")
            for method in object.methods {
                #expect(
                    methods.first { $0.member == method.name }?.waits == method.waits,
                    "\(object.name):\(method.name)"
                )
            }
        }
    }

    @Test("has every event of the host, and no other")
    func events() throws {
        #expect(try Set(Self.names(.event)) == Set(LanguageOutline.ofHost().events))
    }

    /// Spellings of other clients, which are understood and not taught.
    private static let older: [String: Set<String>] = [
        "bracket#2": ["qty", "entry", "totalQuantity", "lmtPrice"],
        "history#2": ["barSizeSetting", "durationStr", "whatToShow", "useRTH", "endDateTime"],
        "bars#2": ["barSizeSetting", "durationStr", "whatToShow", "useRTH", "endDateTime"],
    ]

    @Test("has the keys that check knows of every table of options")
    func options() {
        let fields = ScriptVocabulary.scriptHost.fields
        var found: Set<String> = []
        for row in Self.rows where row.kind == .function {
            for (place, parameter) in row.parameters.enumerated() {
                guard let keys = LanguageRow.keys(of: parameter.type) else { continue }
                let path = "\(row.name)#\(place + 1)"
                // `bars` and `ticks` take a text there, too.
                found.insert(path)
                #expect(fields[path]?.subtracting(Self.older[path] ?? []) == Set(keys), "\(path)")
            }
        }
        // Tables that stand for a structure take its fields, and no options.
        let structures: Set = ["scan#1", "place#2", "what_if#2"]
        let known = fields.keys.filter { $0.contains("#") && !$0.hasPrefix(":") && !structures.contains($0) }
        #expect(Set(known) == found)
    }

    @Test("check knows what every function, field and event gives that gives an object or a structure")
    func results() throws {
        let vocabulary = ScriptVocabulary.scriptHost
        let owners = Set(Self.names(.object) + Self.names(.record))
        /// The name of an object or a structure in a type of the table; `nil` for any other type.
        func name(_ type: String) -> String? {
            let plain = String(type.prefix { $0 != "?" && $0 != "[" })
            return owners.contains(plain) || plain.first?.isUppercase == true && !plain.contains("|") ? plain : nil
        }
        for row in Self.rows where row.kind == .function || row.kind == .field {
            guard let object = name(row.gives) else { continue }
            let given =
                row.kind == .function ? vocabulary.types.results[row.name]?.first : vocabulary.types.members[row.name]
            #expect(given?.prefix { $0 != "[" && $0 != "?" } == object[...], "\(row.name)")
            #expect(given?.hasSuffix("?") == row.gives.hasSuffix("?"), "\(row.name)")
            #expect(vocabulary.objects[object]?.name == object, "\(row.name): \(object)")
        }
        for row in Self.rows where row.kind == .event && !row.parameters.isEmpty {
            let parameters = vocabulary.types.parameters["on#\(row.name)"] ?? row.parameters.map { _ in nil }
            let plain = ["string", "number", "boolean"]
            let made = parameters.map { type in type.flatMap { plain.contains($0) ? nil : $0 } }
            #expect(made == row.parameters.map { name($0.type) }, "\(row.name)")
        }
    }

    @Test("shows every function in an example of its own")
    func shown() {
        for row in Self.rows {
            switch row.kind {
            case .function:
                let isThere = ["(", "{"].contains { row.example.contains(row.name + $0) } || row.name == "require"
                #expect(isThere, "\(row.name)")
            case .method:
                let isThere = ["(", "{"].contains { row.example.contains(":\(row.member)\($0)") }
                #expect(isThere, "\(row.name)")
            case .event: #expect(row.example.contains("on(\"\(row.name)\""))
            case .field:
                #expect(Self.names(.object).contains(row.owner ?? "") || Self.names(.record).contains(row.owner ?? ""))
            default: break
            }
        }
    }

    @Test("uses no type that is neither Lua's nor its own")
    func types() throws {
        let structures = Set(
            Self.text("Schema/structures.tsv").split(separator: "\n").compactMap { $0.split(separator: "\t").first }
        )
        let known = Set(Self.names(.object) + Self.names(.record)).union([
            "string", "number", "integer", "boolean", "table", "function", "any", "nil", "fun",
        ])
        for row in Self.rows where row.kind != .group {
            for type in [row.gives, row.base] + row.parameters.map(\.type) {
                for match in type.matches(of: /([A-Za-z_.]+)(\??:)?/) where match.2 == nil {
                    let word = String(match.1)
                    let isMessage =
                        word.hasPrefix("message.")
                        && structures.contains("ServerMessage.\(Self.capital(word.dropFirst(8)))")
                    #expect(known.contains(word) || structures.contains(word[...]) || isMessage, "\(row.name): \(word)")
                }
            }
        }
    }

    private static func capital(_ word: Substring) -> String { word.prefix(1).uppercased() + word.dropFirst() }
}
