/// A structure or message as Swift, Lua and JSON see it.
public struct Structure: Sendable {
    /// One member.
    public struct Field: Sendable {
        /// IB's name.
        public let name: String
        /// Type word: `int`, `long`, `double`, `decimal`, `string`, `bool`, a structure, `list<…>`; `?` = may be absent.
        public let type: String
        /// Default value as Swift text; empty for the type's zero.
        public let defaultValue: String
        /// Unit or form; may be empty.
        public let unit: String
        /// One line on its meaning.
        public let documentation: String

        /// The type word without list and question mark.
        public var element: String {
            var word = type[...]
            if word.hasSuffix("?") { word = word.dropLast() }
            if word.hasPrefix("list<") { word = word.dropFirst(5).dropLast() }
            return String(word)
        }

        /// Whether it is a list.
        public var isList: Bool { type.hasPrefix("list<") }
        /// Whether it may be absent.
        public var isOptional: Bool { type.hasSuffix("?") }
    }

    /// `Contract`, or `ServerMessage.TickPrice` for a message.
    public let name: String
    /// One line on its meaning.
    public let documentation: String
    /// Members in official order.
    public let fields: [Field]

    /// The member called `name`.
    public func field(_ name: String) -> Field? {
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
            structures.append(Structure(name: head["structure"], documentation: head["doc"], fields: fields))
        }
        return structures
    }
}
