internal import WireSchema

extension Generator {
    /// The size in bytes above which messages are boxed, so that a tick stays cheap to pass (docs: performance).
    ///
    /// The enum is one byte larger than its largest case; ticks have up to 50 bytes.
    private static let inlineSizeLimit = 64

    /// Returns the file of the enum that collects one side's messages.
    func messageEnumFile(_ direction: Direction) -> String {
        let messages = schema.messages.filter { $0.direction == direction }
        let namespace = direction.namespace
        var source = Source()
        source.documentation(
            direction == .client
                ? "Every message a client sends, under the official request's name."
                : "Every message TWS sends, under the official callback's name."
        )
        source.block("public enum \(namespace): Sendable, Hashable") { source in
            for message in messages {
                source.documentation(structures[message.structureName]?.documentation ?? message.name)
                let boxed = size(structures[message.structureName]) > Self.inlineSizeLimit
                source.line("\(boxed ? "indirect " : "")case \(message.name)(\(message.typeName))")
            }
        }
        source.line()
        source.block("extension \(namespace)") { source in
            source.documentation("The types of all messages, by ascending id.")
            source.line("public static let payloads: [any \(namespace)Payload.Type] = [")
            for message in messages.sorted(by: { $0.id < $1.id }) { source.line("    \(message.typeName).self,") }
            source.line("]")
            source.line()
            source.documentation("The message without its case.")
            source.block("public var payload: any \(namespace)Payload") { source in
                source.line("switch self {")
                for message in messages { source.line("case .\(message.name)(let payload): payload") }
                source.line("}")
            }
            source.line()
            source.documentation("The type of the message, without making a copy of it.")
            source.block("var payloadType: any \(namespace)Payload.Type") { source in
                source.line("switch self {")
                for message in messages { source.line("case .\(message.name): \(message.typeName).self") }
                source.line("}")
            }
            source.line()
            emitRequestId(messages, into: &source)
            source.line()
            emitDecode(messages.filter { !$0.protobufOnly }, namespace, into: &source)
            source.line()
            emitEncode(messages, into: &source)
            source.line()
            emitProtobufDispatch(messages, namespace, into: &source)
        }
        return source.text
    }

    /// Returns the approximate size of a structure in bytes, including the structures inside it.
    private func size(_ structure: Structure?) -> Int {
        guard let structure else { return 0 }
        if structure.isBoxed { return 8 }
        return structure.fields.reduce(0) { $0 + size($1) }
    }

    private func size(_ field: Structure.Field) -> Int {
        if field.isList { return 8 }
        switch field.element {
        case "decimal": return 16
        case let type where isText(type): return 16
        case "bool": return 1
        case "int", "long", "double": return field.isOptional ? 16 : 8
        default: return size(structures[field.element])
        }
    }

    private func emitDecode(_ messages: [Message], _ namespace: String, into source: inout Source) {
        source.documentation("Reads the text fields of message `id`; `nil` when no message has the id.")
        source.block("static func decode(id: Int, text reader: inout TextReader) throws(WireError) -> \(namespace)?") {
            source in
            source.line("switch id {")
            for message in messages {
                source.line("case \(message.id): .\(message.name)(try .decode(text: &reader))")
            }
            source.line("default: nil")
            source.line("}")
        }
    }

    private func emitEncode(_ messages: [Message], into source: inout Source) {
        source.documentation("Writes id and text fields.")
        source.block("func encode(text writer: inout TextWriter) throws(WireError)") { source in
            source.line("switch self {")
            for message in messages where !message.protobufOnly {
                source.line("case .\(message.name)(let payload): try payload.encode(text: &writer)")
            }
            let rest = messages.filter(\.protobufOnly).map { ".\($0.name)" }
            source.line("case \(rest.joined(separator: ", ")):")
            source.line(
                "    throw WireError(.unavailable, detail: \"\\(type(of: payload).structureName) has no text form\")"
            )
            source.line("}")
        }
    }
}
