internal import WireSchema

/// What the check of a script knows about the values that the host gives.
extension Generator {
    /// Returns a line for each type that a result, a member or a parameter has: the table it belongs to, where it is
    /// found, and the types, with `-` for what is neither an object, a structure nor a plain value.
    func typesFile() -> String {
        let owners = Set(schema.language.filter { $0.kind == .object || $0.kind == .record }.map(\.name))
        var lines: [String] = []
        /// The name of an object, a structure or a kind of plain value, or of a list of them, with `?` behind it for
        /// what may be nil; `nil` for any other type.
        func type(_ text: String) -> String? {
            if text == "integer" || text == "integer?" || text == "integer[]" {
                return "number" + text.dropFirst("integer".count)
            }
            if ["string", "number", "boolean"].contains(text.prefix { $0.isLetter }),
                ["", "?", "[]"].contains(text.drop { $0.isLetter })
            {
                return text
            }
            let name = text.hasSuffix("?") ? String(text.dropLast()) : text
            let plain = name.hasSuffix("[]") ? String(name.dropLast(2)) : name
            let isStructure = plain.first?.isUppercase == true || plain.hasPrefix("message.")
            return owners.contains(plain) || isStructure && plain.allSatisfy { $0.isLetter || $0 == "." } ? text : nil
        }
        /// The type of what a script gets: other tables than those of objects are told as tables.
        func given(_ text: String) -> String? {
            if let known = type(text) { return known }
            guard text.hasPrefix("table") || text.hasPrefix("{"), !text.contains("|") else { return nil }
            return text.hasSuffix("[]") ? "table[]" : text.hasSuffix("?") ? "table?" : "table"
        }
        /// Whether it is no plain value.
        func isMade(_ type: String) -> Bool { !["string", "number", "boolean"].contains(type.prefix { $0.isLetter }) }
        func add(_ table: String, _ place: String, _ types: [String?]) {
            guard types.contains(where: { $0 != nil }) else { return }
            lines.append("\(table) \(place) \(types.map { $0 ?? "-" }.joined(separator: " "))")
        }
        /// Adds the parameters of a function that is called.
        func add(function text: String, at place: String) {
            guard let parts = Self.function(text) else { return }
            add("parameters", place, parts.parameters.map { type($0) })
        }
        for row in schema.language {
            switch row.kind {
            case .function:
                add("result", row.name, [given(row.gives)])
                if row.gives.isEmpty { lines.append("silent \(row.name) -") }
            case .field: add("member", row.name, [given(row.gives)])
            case .method:
                if let loop = Self.function(row.gives) {
                    add("loop", row.name, loop.results.map { type($0) })
                } else {
                    add("member", row.name, [given(row.gives)])
                }
            case .object where row.base.hasSuffix("[]"): add("element", row.name, [type(String(row.base.dropLast(2)))])
            case .event: add("parameters", "on#\(row.name)", row.parameters.map { type($0.type) })
            case .record:
                let fields = schema.language.filter { $0.kind == .field && $0.owner == row.name }.map(\.member)
                lines.append("record \(row.name) \(fields.joined(separator: " "))")
            case .object, .group, .value: break
            }
            for (place, parameter) in row.parameters.enumerated() where row.kind == .function || row.kind == .method {
                let forms = schema.language.filter { $0.name == row.name }.compactMap { form in
                    place < form.parameters.count ? form.parameters[place] : nil
                }
                if Set(forms.map(\.type)).count == 1, type(parameter.type).map(isMade) ?? false {
                    let number = parameter.name == "..." ? "..." : "\(place + 1)"
                    add(
                        "takes",
                        "\(row.name)#\(number)",
                        [type(parameter.type).map { $0.hasSuffix("?") ? String($0.dropLast()) : $0 }]
                    )
                }
                add(function: parameter.type, at: "\(row.name)#\(place + 1)")
                for key in LanguageRow.options(of: parameter.type) ?? [] {
                    add(function: key.type, at: "\(row.name)#\(place + 1).\(key.name)")
                }
            }
        }
        let called = schema.language.filter { $0.kind == .function || $0.kind == .method }
        for (name, forms) in Dictionary(grouping: called, by: \.name).sorted(by: { $0.key < $1.key }) {
            // One that takes any number has no limit.
            guard forms.allSatisfy({ $0.parameters.allSatisfy { $0.name != "..." } }) else { continue }
            lines.append("most \(name) \(forms.map(\.parameters.count).max() ?? 0)")
        }
        let head = [
            "// Generated by ibscript-gen from Schema/language.tsv. Do not edit.", "", "enum ValueTypes {",
            "    /// On each line a kind of place, the place, and the types there; `-` for plain values.",
            "    static let table = \"\"\"",
        ]
        return (head + lines.map { "        " + $0 } + ["        \"\"\"", "}"]).joined(separator: "\n") + "\n"
    }

    /// Returns the types of the parameters and the results of `fun(bar: bar): integer`; `nil` for any other type.
    private static func function(_ type: String) -> (parameters: [String], results: [String])? {
        guard type.hasPrefix("fun("), let end = type.lastIndex(of: ")") else { return nil }
        let inner = type[type.index(type.startIndex, offsetBy: 4)..<end]
        let parameters = LanguageRow.options(of: "{\(inner)}")?.map(\.type) ?? []
        let rest = type[type.index(after: end)...].drop { $0 == ":" || $0 == " " }
        return (parameters, LanguageRow.split(rest))
    }
}
