/// A function, an object or a part of one, as scripts see it: a row of `language.tsv`.
package struct LanguageRow: Hashable, Sendable {
    /// The kind of a row.
    package enum Kind: String, Sendable {
        /// A heading for the rows below it.
        case group
        /// A function, by its path: `place`, `contract.stock`. Rows with the same name are overloads of one function.
        case function
        /// A global that is not a function.
        case value
        /// An object of the host.
        case object
        /// A table that a function returns.
        case record
        /// A value of an object or a record: `trade.status`.
        case field
        /// A method of an object: `trade:wait`.
        case method
        /// An event of the host, for `on` and `wait`.
        case event
    }

    /// A parameter of a function.
    package struct Parameter: Hashable, Sendable {
        /// The name; `...` for any number of values.
        package let name: String
        /// The type, with the names that the table uses.
        package let type: String
        /// Whether it may be omitted.
        package let isOptional: Bool
    }

    /// The kind of the row.
    package let kind: Kind
    /// The name as scripts write it.
    package let name: String
    /// The parameters, in order; empty for anything but a function.
    package let parameters: [Parameter]
    /// The type of an object's elements besides its fields: `bar[]`; empty for none.
    package let base: String
    /// The type of a field, or the result type of a function; empty for none.
    package let gives: String
    /// Whether a call may wait for an answer from TWS.
    package let waits: Bool
    /// The permission that the header must grant; empty for none.
    package let needs: String
    /// The description, in sentences.
    package let meaning: String
    /// A piece of a script that runs; empty for fields, since their object has one.
    package let example: String

    /// The object that a field or a method belongs to; `nil` for everything else.
    package var owner: String? {
        guard kind == .field || kind == .method else { return nil }
        return String(name.prefix { $0 != "." && $0 != ":" })
    }

    /// The name without its owner or its table.
    package var member: String { String(name.split { $0 == "." || $0 == ":" }.last ?? "") }

    /// Returns the keys of a table type such as `{ rows?: integer }`; `nil` for any other type.
    package static func keys(of type: String) -> [String]? { options(of: type)?.map(\.name) }

    /// Returns the keys of such a table, each with its type.
    package static func options(of type: String) -> [Parameter]? {
        guard type.hasPrefix("{"), type.hasSuffix("}") else { return nil }
        return split(type.dropFirst().dropLast()).compactMap(parameter)
    }

    static func parse(_ table: Table) throws(SchemaError) -> [LanguageRow] {
        var rows: [LanguageRow] = []
        for row in table.rows {
            func fail(_ reason: String) -> SchemaError {
                SchemaError(file: table.name, line: row.line, reason: "\(row["name"]): \(reason)")
            }
            guard let kind = Kind(rawValue: row["kind"]) else { throw fail("no kind \(row["kind"])") }
            guard ["", "waits"].contains(row["waits"]) else { throw fail("waits, or nothing") }
            guard row["meaning"].isEmpty ? kind == .group : row["meaning"].hasSuffix(".") else {
                throw fail("the meaning is a sentence")
            }
            guard kind == .group || kind == .field || !row["example"].isEmpty else { throw fail("no example") }
            let isObject = kind == .object
            rows.append(
                LanguageRow(
                    kind: kind,
                    name: row["name"],
                    parameters: isObject ? [] : split(row["takes"][...]).compactMap(parameter),
                    base: isObject ? row["takes"] : "",
                    gives: row["gives"],
                    waits: !row["waits"].isEmpty,
                    needs: row["needs"],
                    meaning: row["meaning"],
                    example: row["example"]
                )
            )
        }
        return rows
    }

    private static func parameter(_ text: String) -> Parameter? {
        guard let colon = text.firstIndex(of: ":") else { return nil }
        let name = text[..<colon]
        let type = text[text.index(after: colon)...].drop { $0 == " " }
        let isOptional = name.hasSuffix("?")
        return Parameter(name: String(isOptional ? name.dropLast() : name), type: String(type), isOptional: isOptional)
    }

    /// Splits a text at commas, or another mark, outside brackets; the parts have no surrounding blanks.
    package static func split(_ text: Substring, at mark: Character = ",") -> [String] {
        var parts: [Substring] = []
        var (depth, start) = (0, text.startIndex)
        for place in text.indices {
            switch text[place] {
            case "{", "(", "[", "<": depth += 1
            case "}", ")", "]", ">": depth -= 1
            case mark where depth == 0:
                parts.append(text[start..<place])
                start = text.index(after: place)
            default: break
            }
        }
        parts.append(text[start...])
        return parts.map { part in
            String(part.drop { $0 == " " }.reversed().drop { $0 == " " }.reversed())
        }.filter { !$0.isEmpty }
    }
}
