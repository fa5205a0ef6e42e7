/// The protobuf layout of a message or structure.
package struct ProtobufMessage: Sendable {
    /// One numbered field.
    package struct Field: Sendable {
        /// Field number.
        package let number: Int
        /// Name in the descriptor.
        package let wireName: String
        /// `int32`, `int64`, `double`, `string`, `bool`, `message` or `map<string,string>`.
        package let type: String
        /// Whether it is repeated.
        package let isRepeated: Bool
        /// Name of the nested message's layout; empty for scalars.
        package let messageType: String
        /// Where the value lives in the structure; `(custom)`, `(inline)` and `(owner)` are exceptions.
        package let path: String
        /// Whether a flag is written even if it is false.
        package let isAlwaysWritten: Bool
    }

    /// Name in the descriptor.
    package let name: String
    /// The structures that have this layout (contract data serves two messages).
    package let structures: [String]
    /// First server version that carries it; absent for nested messages.
    package let gate: Int?
    /// Fields by ascending number.
    package let fields: [Field]

    static func parse(_ table: Table) throws(SchemaError) -> [ProtobufMessage] {
        var messages: [ProtobufMessage] = []
        var index = 0
        while index < table.rows.count {
            let head = table.rows[index]
            var fields: [Field] = []
            while index < table.rows.count, table.rows[index]["message"] == head["message"] {
                let row = table.rows[index]
                index += 1
                guard !row["wireName"].isEmpty else { continue }
                guard let number = Int(row["fieldNumber"]) else {
                    throw SchemaError(file: table.name, line: row.line, reason: "no field number")
                }
                fields.append(
                    Field(
                        number: number,
                        wireName: row["wireName"],
                        type: row["type"],
                        isRepeated: row["label"] == "repeated",
                        messageType: row["messageType"],
                        path: row["path"],
                        isAlwaysWritten: row["presence"] == "always"
                    )
                )
            }
            messages.append(
                ProtobufMessage(
                    name: head["message"],
                    structures: head["structures"].split(separator: ",").map(String.init),
                    gate: Int(head["gateServerVersion"]),
                    fields: fields
                )
            )
        }
        return messages
    }
}
