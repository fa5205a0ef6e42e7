/// The whole protocol, as the tables under `Schema/` describe it.
package struct Schema: Sendable {
    /// Messages in the order of `messages.tsv`: the client's first, then the server's.
    package let messages: [Message]
    /// Structures and messages with their fields, in the order of `structures.tsv`.
    package let structures: [Structure]
    /// The layout of every protobuf message, by name.
    package let protobuf: [ProtobufMessage]
    /// The closed vocabularies of text fields, in the order of `vocabulary.tsv`.
    package let vocabularies: [Vocabulary]
    /// Named version gates, ascending.
    package let serverVersions: [(version: Int, gate: String)]
    /// The requests that start streams, in the order of `streams.tsv`.
    package let streams: [Stream]
    /// The explained codes of errors and notices, ascending.
    package let codes: [CodeRow]
    /// The functions and objects available to scripts, in the order of `language.tsv`.
    package let language: [LanguageRow]

    /// Reads the tables; streams, codes and the language may be absent.
    ///
    /// - Throws: ``SchemaError`` naming file and line.
    package init(
        messages: String,
        structures: String,
        vocabulary: String,
        protobuf: String,
        serverVersions: String,
        streams: String? = nil,
        codes: String? = nil,
        language: String? = nil
    ) throws(SchemaError) {
        self.messages = try Message.parse(Table(name: "messages.tsv", text: messages))
        self.structures = try Structure.parse(Table(name: "structures.tsv", text: structures))
        if let streams {
            self.streams = try Stream.parse(Table(name: "streams.tsv", text: streams), self.messages)
        } else {
            self.streams = []
        }
        self.codes =
            try codes.map { text throws(SchemaError) in
                try CodeRow.parse(Table(name: "codes.tsv", text: text))
            } ?? []
        self.language =
            try language.map { text throws(SchemaError) in try Self.language(text) } ?? []
        self.protobuf = try ProtobufMessage.parse(Table(name: "protobuf.tsv", text: protobuf))
        self.vocabularies = try Vocabulary.parse(Table(name: "vocabulary.tsv", text: vocabulary))
        var gates: [(version: Int, gate: String)] = []
        for row in try Table(name: "server_versions.tsv", text: serverVersions).rows {
            guard let version = Int(row["version"]) else {
                throw SchemaError(file: "server_versions.tsv", line: row.line, reason: "no version")
            }
            gates.append((version, row["gate"]))
        }
        self.serverVersions = gates
    }

    /// Reads the rows of `language.tsv` alone.
    ///
    /// - Throws: ``SchemaError`` naming the line.
    package static func language(_ text: String) throws(SchemaError) -> [LanguageRow] {
        try LanguageRow.parse(Table(name: "language.tsv", text: text))
    }

    /// Returns the structure called `name`.
    package func structure(_ name: String) -> Structure? {
        structures.first { $0.name == name }
    }
}

/// The side that sends a message.
package enum Direction: String, Sendable {
    /// Client to server.
    case client = "out"
    /// Server to client.
    case server = "in"

    /// The enum that collects the side's messages in the generated code.
    package var namespace: String { self == .client ? "ClientMessage" : "ServerMessage" }
}

/// A message: its ID, its official name and its text layout.
package struct Message: Sendable {
    /// The side that sends it.
    package let direction: Direction
    /// The ID of the text message.
    package let id: Int
    /// The official name of the request or callback.
    package let name: String
    /// The first server version that knows it; `nil` if all do.
    package let since: Int?
    /// Whether it exists in protobuf only.
    package let protobufOnly: Bool
    /// The rows of its text layout after the ID, in wire order; the members of a group are inside their count.
    package let rows: [Row]

    /// The generated type's name without its namespace.
    package var typeName: String { name.prefix(1).uppercased() + name.dropFirst() }
    /// The name of its rows in `structures.tsv`.
    package var structureName: String { "\(direction.namespace).\(typeName)" }

    static func parse(_ table: Table) throws(SchemaError) -> [Message] {
        var messages: [Message] = []
        var index = 0
        while index < table.rows.count {
            let head = table.rows[index]
            guard let direction = Direction(rawValue: head["direction"]), let id = Int(head["msgId"]),
                head["position"] == "0"
            else { throw SchemaError(file: table.name, line: head.line, reason: "a message begins with its id row") }
            index += 1
            var body: [Table.Row] = []
            while index < table.rows.count, table.rows[index]["position"] != "0" {
                body.append(table.rows[index])
                index += 1
            }
            var position = 0
            let rows = try Row.parse(body, &position, prefix: "", file: table.name)
            messages.append(
                Message(
                    direction: direction,
                    id: id,
                    name: head["msgName"],
                    since: Int(head["sinceServerVersion"]),
                    protobufOnly: head["notes"] == "protobuf only",
                    rows: rows
                )
            )
        }
        return messages
    }
}

/// A text field, or a count with the members of its group.
package struct Row: Sendable {
    /// The position as the table writes it: `15`, `15.2`.
    package let position: String
    /// IB's name for the field, for errors.
    package let wireName: String
    /// The table's type word.
    package let type: String
    /// The first server version that carries it.
    package let since: Int?
    /// The last server version that carries it.
    package let until: Int?
    /// An additional condition.
    package let condition: Condition?
    /// Where the value is stored, relative to the message or the group's element; `-` for a constant, `.` for a scalar
    /// element.
    package let path: String
    /// What is written for a missing value: nothing, `empty`, `max`, `MAX`, or a text.
    package let unset: String
    /// `plain` for whole numbers without a decimal point; `escaped` for texts in which clients undo backslash escapes;
    /// the constant if the path is `-`.
    package let form: String
    /// The members of the group, if this is a count.
    package let members: [Row]

    static func parse(
        _ rows: [Table.Row],
        _ index: inout Int,
        prefix: String,
        file: String
    ) throws(SchemaError) -> [Row] {
        var result: [Row] = []
        while index < rows.count, rows[index]["position"].hasPrefix(prefix) {
            let row = rows[index]
            index += 1
            let position = row["position"]
            let members = row["type"] == "count" ? try parse(rows, &index, prefix: position + ".", file: file) : []
            result.append(
                Row(
                    position: position,
                    wireName: row["wireName"],
                    type: row["type"],
                    since: Int(row["sinceServerVersion"]),
                    until: Int(row["untilServerVersion"]),
                    condition: try Condition.parse(row["condition"], file: file, line: row.line),
                    path: row["path"],
                    unset: row["unset"],
                    form: row["form"],
                    members: members
                )
            )
        }
        return result
    }
}
