import Foundation
import Testing

/// The definitions for editors are Lua, and their annotations follow the grammar of LuaCATS.
@Suite("docs/reference/ibscript.lua")
struct EditorStubTests {
    private static let file = URL(fileURLWithPath: #filePath)
        .deletingLastPathComponent().deletingLastPathComponent().deletingLastPathComponent()
        .deletingLastPathComponent().appendingPathComponent("docs/reference/ibscript.lua")

    private static let lines: [Substring] = {
        let text = try? String(contentsOf: file, encoding: .utf8)
        return (text ?? "").split(separator: "\n")
    }()

    @Test("is Lua")
    func lua() throws {
        let process = Process()
        process.executableURL = URL(fileURLWithPath: "/usr/bin/luac5.4")
        process.arguments = ["-p", Self.file.path]
        try process.run()
        process.waitUntilExit()
        #expect(process.terminationStatus == 0)
    }

    @Test("has annotations of the grammar, about types that it declares")
    func annotations() throws {
        var used: Set<String> = []
        var declared: Set<String> = []
        for line in Self.lines where line.hasPrefix("---@") {
            var reader = TypeReader(line.dropFirst(4))
            let tag = reader.word()
            switch tag {
            case "meta": continue
            case "class":
                declared.insert(reader.word())
                if reader.take(":") { reader.type() }
            case "field":
                if reader.take("[") {
                    reader.type()
                    reader.need("]")
                } else {
                    _ = reader.word()
                    _ = reader.take("?")
                }
                reader.type()
            case "param":
                if !reader.take("...") { _ = reader.word() }
                _ = reader.take("?")
                reader.type()
            case "return", "type", "overload": reader.type()
            default: reader.fault = "no such tag"
            }
            if tag == "overload" || tag == "class" || tag == "type" { reader.end() }
            #expect(reader.fault == nil, "\(reader.fault ?? "") in: \(line)")
            used.formUnion(reader.names)
        }
        #expect(declared.count > 150 && used.count > 100)
        let lua: Set<String> = ["string", "number", "integer", "boolean", "table", "function", "any", "nil"]
        #expect(used.subtracting(declared).subtracting(lua).isEmpty, "\(used.subtracting(declared).subtracting(lua))")
    }

    @Test("names the parameters of every function as they are annotated")
    func parameters() {
        var annotated: [String] = []
        for line in Self.lines {
            if let match = line.firstMatch(of: /^---@param (\.\.\.|\w+)/) { annotated.append(String(match.1)) }
            guard line.hasPrefix("function ") else { continue }
            let list = line.drop { $0 != "(" }.dropFirst().prefix { $0 != ")" }
            let named = list.split(separator: ",").map { $0.trimmingCharacters(in: .whitespaces) }
            let isMessageEnd = named.contains("end_")
            #expect(isMessageEnd || named == annotated, "\(line)")
            annotated = []
        }
    }
}

/// Reads a type of LuaCATS: unions, lists, optional types, functions, tables, and names with arguments.
private struct TypeReader {
    private var rest: Substring
    private(set) var names: Set<String> = []
    var fault: String?

    init(_ text: Substring) { rest = text }

    mutating func word() -> String {
        skip()
        let word = rest.prefix { $0.isLetter || $0.isNumber || $0 == "_" || $0 == "." }
        rest = rest.dropFirst(word.count)
        if word.isEmpty { fault = fault ?? "a name is needed before \(rest.prefix(20))" }
        return String(word)
    }

    mutating func take(_ text: String) -> Bool {
        skip()
        guard rest.hasPrefix(text) else { return false }
        rest = rest.dropFirst(text.count)
        return true
    }

    mutating func need(_ text: String) {
        if !take(text) { fault = fault ?? "\(text) is needed before \(rest.prefix(20))" }
    }

    mutating func end() {
        skip()
        if !rest.isEmpty { fault = fault ?? "too much: \(rest)" }
    }

    mutating func type() {
        repeat {
            simple()
            while take("[]") || rest.hasPrefix("?") && take("?") {}
        } while fault == nil && take("|")
    }

    private mutating func simple() {
        if take("(") {
            type()
            need(")")
        } else if take("{") {
            list("}") { $0.named() }
        } else if take("\"") {
            rest = rest.drop { $0 != "\"" }
            need("\"")
        } else {
            let name = word()
            if name == "fun" {
                need("(")
                if !take(")") { list(")") { $0.named() } }
                if take(":") {
                    repeat { type() } while fault == nil && take(",")
                }
            } else {
                names.insert(name)
                if take("<") { list(">") { $0.type() } }
            }
        }
    }

    private mutating func list(_ end: String, _ part: (inout TypeReader) -> Void) {
        repeat { part(&self) } while fault == nil && take(",")
        need(end)
    }

    /// `name?: type`, or `...: type`.
    private mutating func named() {
        if !take("...") { _ = word() }
        _ = take("?")
        need(":")
        type()
    }

    private mutating func skip() { rest = rest.drop { $0 == " " } }
}
