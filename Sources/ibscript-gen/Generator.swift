internal import WireSchema

/// Turns the schema into generated Swift files.
struct Generator {
    let schema: Schema
    let structures: [String: Structure]
    let vocabularies: [String: Vocabulary]
    /// The names of the floating-point fields that may be infinite.
    private(set) var unboundedFields: Set<String> = []

    init(_ schema: Schema) {
        self.schema = schema
        structures = Dictionary(uniqueKeysWithValues: schema.structures.map { ($0.name, $0) })
        vocabularies = Dictionary(uniqueKeysWithValues: schema.vocabularies.map { ($0.name, $0) })
        for row in schema.messages.flatMap(\.rows) {
            if let condition = row.condition { unboundedFields.formUnion(infinite(in: condition)) }
        }
    }

    /// Returns the path below `Sources/TWSWire/Generated` and the text of every file.
    func files() -> [(path: String, text: String)] {
        var files = [("ServerVersion.swift", serverVersionFile()), ("StreamKind.swift", streamsFile())]
        files.append(("ErrorCode+All.swift", codesFile()))
        for vocabulary in schema.vocabularies {
            files.append(("Vocabulary/\(vocabulary.name).swift", vocabularyFile(vocabulary)))
        }
        for structure in schema.structures where !structure.name.contains(".") {
            files.append(("Structures/\(structure.name).swift", structureFile(structure)))
        }
        for direction in [Direction.client, .server] {
            files.append(("\(direction.namespace).swift", messageEnumFile(direction)))
            for message in schema.messages where message.direction == direction {
                let name = "\(direction.namespace)s/\(direction.namespace)+\(message.typeName).swift"
                files.append((name, messageFile(message)))
            }
        }
        return files
    }

    /// Returns the named constant of a version gate.
    func gate(_ version: Int) -> String {
        guard let gate = schema.serverVersions.first(where: { $0.version == version })?.gate else {
            return "\(version)"
        }
        return "ServerVersion.\(camelCase(gate))"
    }

    /// Returns `MARKET_CAP_PRICE` as `marketCapPrice`.
    func camelCase(_ gate: String) -> String {
        let words = gate.lowercased().split(separator: "_")
        return words.enumerated().map { $0 == 0 ? String($1) : $1.prefix(1).uppercased() + $1.dropFirst() }.joined()
    }

    private func serverVersionFile() -> String {
        var source = Source()
        source.documentation("The server versions at which the protocol changed, and the range this library speaks.")
        source.block("public enum ServerVersion") { source in
            source.documentation("The lowest version of the framed protocol.")
            source.line("public static let floor = 100")
            source.documentation("The highest version whose layouts are known.")
            source.line("public static let ceiling = 226")
            source.documentation("The version of the unframed protocol of old clients.")
            source.line("public static let unframed = 69")
            for (version, gate) in schema.serverVersions {
                source.documentation("Gate \(gate).")
                source.line("public static let \(camelCase(gate)) = \(version)")
            }
        }
        return source.text
    }

    private func structureFile(_ structure: Structure) -> String {
        var source = Source()
        emit(structure, typeName: structure.name, wireName: structure.name, into: &source)
        emitProtobuf(of: structure, typeName: structure.name, into: &source)
        return source.text
    }

    private func messageFile(_ message: Message) -> String {
        var source = Source()
        guard let structure = structures[message.structureName] else {
            preconditionFailure("structures.tsv lacks \(message.structureName)")
        }
        source.block("extension \(message.direction.namespace)") { source in
            emit(structure, typeName: message.typeName, wireName: message.name, into: &source)
        }
        source.line()
        emitText(of: message, structure: structure, into: &source)
        emitProtobuf(of: structure, typeName: message.structureName, into: &source)
        return source.text
    }
}
