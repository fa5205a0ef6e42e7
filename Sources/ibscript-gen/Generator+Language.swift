internal import WireSchema

/// Functions and objects of scripts, for editors.
extension Generator {
    /// Returns definitions of every function, object and event in `language.tsv`.
    func languageStubs() -> [String] {
        let rows = schema.language
        var lines: [String] = []
        for row in rows where row.kind == .object || row.kind == .record { lines += classStub(row) }
        var tables: Set<String> = []
        for row in rows where row.kind == .function {
            let table = row.name.prefix { $0 != "." }
            if table.count < row.name.count, tables.insert(String(table)).inserted { lines += tableStub(String(table)) }
        }
        var seen = tables
        for row in rows where row.kind == .function && seen.insert(row.name).inserted {
            lines +=
                row.name == "on"
                ? eventStub(row) : functionStub(rows.filter { $0.kind == .function && $0.name == row.name })
        }
        for row in rows where row.kind == .value {
            lines += ["---\(row.meaning)", "---@type \(editorType(row.gives))", "\(row.name) = {}", ""]
        }
        return lines
    }

    private func classStub(_ row: LanguageRow) -> [String] {
        let parts = schema.language.filter { $0.owner == row.name }
        var lines = ["---\(row.meaning)", "---@class ibs.\(row.name)"]
        // Indices count from 1: `bar[]`.
        if row.base.hasSuffix("[]") { lines.append("---@field [integer] \(editorType(String(row.base.dropLast(2))))") }
        for field in parts where field.kind == .field {
            lines.append("---@field \(field.member) \(editorType(field.gives)) \(field.meaning)")
        }
        let methods = parts.filter { $0.kind == .method }
        guard !methods.isEmpty else { return lines + [""] }
        lines += ["local \(row.name) = {}", ""]
        for method in methods { lines += functionStub([method]) }
        return lines
    }

    /// Returns a table of functions that can itself be called: `contract(…)` beside `contract.stock(…)`.
    private func tableStub(_ name: String) -> [String] {
        let forms = schema.language.filter { $0.kind == .function && $0.name == name }
        guard let first = forms.first else { return ["\(name) = {}", ""] }
        return documentation(first) + ["---@class ibs.functions.\(name)"] + forms.map(overload) + ["\(name) = {}", ""]
    }

    private func functionStub(_ forms: [LanguageRow]) -> [String] {
        guard let row = forms.first else { return [] }
        let names = row.parameters.map(\.name).joined(separator: ", ")
        return documentation(row) + parameters(row) + forms.dropFirst().map(overload)
            + ["function \(row.name)(\(names)) end", ""]
    }

    private func eventStub(_ row: LanguageRow) -> [String] {
        var lines = documentation(row) + parameters(row)
        func add(_ name: String, _ arguments: String) {
            lines.append("---@overload fun(name: \"\(name)\", handler: fun(\(arguments))): ibs.handler")
        }
        for event in schema.language where event.kind == .event { add(event.name, arguments(event)) }
        for message in schema.messages where message.direction == .server {
            add(message.name, "msg: ibs.message.\(message.name)")
        }
        return lines + ["function on(\(row.parameters.map(\.name).joined(separator: ", "))) end", ""]
    }

    private func documentation(_ row: LanguageRow) -> [String] {
        let waits = row.waits ? ["---Waits for TWS's answer."] : []
        let needs = row.needs.isEmpty ? [] : ["---Needs `\(row.needs)` in the header."]
        return ["---\(row.meaning)"] + waits + needs + ["---```lua", "---\(row.example)", "---```"]
    }

    private func parameters(_ row: LanguageRow) -> [String] {
        let given = row.parameters.map { "---@param \($0.name)\($0.isOptional ? "?" : "") \(editorType($0.type))" }
        return given + results(row).map { "---@return \(editorType($0))" }
    }

    private func overload(_ row: LanguageRow) -> String {
        let results = results(row).map(editorType).joined(separator: ", ")
        return "---@overload fun(\(arguments(row)))" + (results.isEmpty ? "" : ": \(results)")
    }

    private func arguments(_ row: LanguageRow) -> String {
        row.parameters.map { "\($0.name)\($0.isOptional ? "?" : ""): \(editorType($0.type))" }.joined(separator: ", ")
    }

    /// Returns the results of a function, one by one; a function among them counts as one.
    private func results(_ row: LanguageRow) -> [String] {
        row.gives.hasPrefix("fun(") ? [row.gives] : LanguageRow.split(row.gives[...])
    }

    /// Returns a type as editors know it: `Contract[]` as `ibs.Contract[]`.
    func editorType(_ type: String) -> String {
        var (text, rest) = ("", type[...])
        while let first = rest.first {
            guard first.isLetter || first == "_" else {
                text.append(first)
                rest = rest.dropFirst()
                continue
            }
            let word = rest.prefix { $0.isLetter || $0.isNumber || $0 == "_" || $0 == "." }
            rest = rest.dropFirst(word.count)
            // A word before a colon is a name, not a type.
            let isName = rest.hasPrefix(":") || rest.hasPrefix("?:")
            text += !isName && isOurs(String(word)) ? "ibs.\(word)" : String(word)
        }
        return text
    }

    private func isOurs(_ word: String) -> Bool {
        structures[word] != nil || word.hasPrefix("message.")
            || schema.language.contains { ($0.kind == .object || $0.kind == .record) && $0.name == word }
    }
}
