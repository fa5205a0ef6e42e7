/// A structure or message, as Swift, Lua and JSON see it.
package struct Structure: Sendable {
    /// One member.
    package struct Field: Sendable {
        /// IB's name.
        package let name: String
        /// Type word: `int`, `long`, `double`, `decimal`, `string`, `bool`, a vocabulary, a structure, or `list<…>`; a
        /// trailing `?` means that it may be absent.
        package let type: String
        /// Default value as Swift text; empty for the type's zero.
        package let defaultValue: String
        /// Unit or format; may be empty.
        package let unit: String
        /// One line on its meaning.
        package let documentation: String

        /// The type word without list and question mark.
        package var element: String {
            var word = type[...]
            if word.hasSuffix("?") { word = word.dropLast() }
            if word.hasPrefix("list<") { word = word.dropFirst(5).dropLast() }
            return String(word)
        }

        /// Whether it is a list.
        package var isList: Bool { type.hasPrefix("list<") }
        /// Whether it may be absent.
        package var isOptional: Bool { type.hasSuffix("?") }
    }

    /// `Contract`, or `ServerMessage.TickPrice` for a message.
    package let name: String
    /// One line on its meaning.
    package let documentation: String
    /// Whether copies share its members on the heap until one is changed: the type in the head row is `boxed`.
    package let isBoxed: Bool
    /// The places of the members that are stored apart from the others, which few values have: as many of the first ones
    /// as a number after `boxed` says, and those named after the number. A value that changes one of them keeps sharing
    /// the others. `nil` if all are stored together.
    package let headPlaces: Set<Int>?
    /// The members, in official order.
    package let fields: [Field]

    /// Returns the member called `name`.
    package func field(_ name: String) -> Field? {
        fields.first { $0.name == name }
    }

    static func parse(_ table: Table) throws(SchemaError) -> [Structure] {
        var structures: [Structure] = []
        var index = 0
        while index < table.rows.count {
            let head = table.rows[index]
            guard head["field"].isEmpty else {
                throw SchemaError(
                    file: table.name,
                    line: head.line,
                    reason: "a structure begins with a row without field"
                )
            }
            index += 1
            var fields: [Field] = []
            while index < table.rows.count, !table.rows[index]["field"].isEmpty {
                let row = table.rows[index]
                guard row["structure"] == head["structure"] else {
                    throw SchemaError(file: table.name, line: row.line, reason: "the structure has no head row")
                }
                fields.append(
                    Field(
                        name: row["field"],
                        type: row["type"],
                        defaultValue: row["default"],
                        unit: row["unit"],
                        documentation: row["doc"]
                    )
                )
                index += 1
            }
            structures.append(
                Structure(
                    name: head["structure"],
                    documentation: head["doc"],
                    isBoxed: head["type"].hasPrefix("boxed"),
                    headPlaces: headPlaces(head["type"].split(separator: " ").dropFirst(), fields),
                    fields: fields
                )
            )
        }
        return structures
    }

    private static func headPlaces(_ words: ArraySlice<Substring>, _ fields: [Field]) -> Set<Int>? {
        guard let count = words.first.flatMap({ Int($0) }) else { return nil }
        let named = fields.indices.filter { place in words.dropFirst().contains { $0 == fields[place].name } }
        return Set(0..<count).union(named)
    }
}
