internal import WireSchema

extension Generator {
    /// Returns the protobuf layout of a structure; `nil` if it has none.
    func layout(of structure: Structure) -> ProtobufMessage? {
        schema.protobuf.first { $0.structures.contains(structure.name) }
    }

    /// Writes the protobuf coders of a structure; nothing if it has no protobuf form.
    func emitProtobuf(of structure: Structure, typeName: String, into source: inout Source) {
        guard let layout = layout(of: structure) else { return }
        source.line()
        let forwards = structure.isBoxed && structure.headPlaces == nil
        if forwards { emitProtobufForwarding(structure, typeName, layout, into: &source) }
        source.block("extension \(typeName)\(forwards ? ".Fields: ProtobufFields" : ": ProtobufStructure")") { source in
            source.documentation("Takes one field of protobuf message \(layout.name).")
            source.block(
                "public mutating func merge(field number: Int, from reader: inout ProtobufReader) throws(WireError)"
            ) { source in
                let known = layout.fields.filter { $0.path != "(owner)" }
                if known.isEmpty { return source.line("try reader.skipUnknown()") }
                source.line("switch number {")
                for field in known { emitMerge(field, structure, into: &source) }
                source.line("default: try reader.skipUnknown()")
                source.line("}")
            }
            source.line()
            let flags = structure.fields.filter { $0.element == "bool" && $0.defaultValue == "true" }
            if !flags.isEmpty {
                source.documentation("In protobuf a flag that is absent is false.")
                source.block("public mutating func clearFlags()") { source in
                    for flag in flags { source.line("\(identifier(flag.name)) = false") }
                }
                source.line()
            }
            if !forwards { emitProtobufEncoder(structure, layout, into: &source) }
        }
    }

    private func emitProtobufEncoder(_ structure: Structure, _ layout: ProtobufMessage, into source: inout Source) {
        let stretches = stretches(layout.fields.filter { $0.path != "(owner)" }) { isOfTail($0.path, of: structure) }
        var runs: [(inout Source) -> Void] = []
        source.documentation("Writes the fields of protobuf message \(layout.name).")
        source.block("public func encode(protobuf writer: inout ProtobufWriter) throws(WireError)") { source in
            if structure.headPlaces != nil {
                source.line("let plain = hasPlainTail ? Self.\(plainName("protobuf")).runs(serverVersion: 0) : nil")
            }
            for stretch in stretches {
                switch stretch {
                case .ordinary(let fields): for field in fields { emitWrite(field, structure, into: &source) }
                case .plain(let fields, let number):
                    emitRun(number, "protobuf", into: &source)
                    runs.append { source in for field in fields { emitWrite(field, structure, into: &source) } }
                }
            }
        }
        if !runs.isEmpty { emitRuns("protobuf", runs, into: &source) }
    }

    /// A boxed structure leaves its decoder to its members, so that they are unshared once for all fields. A structure
    /// in two parts does not: joining and separating the parts costs more than a check for each field.
    private func emitProtobufForwarding(
        _ structure: Structure,
        _ typeName: String,
        _ layout: ProtobufMessage,
        into source: inout Source
    ) {
        let members = "storage.value"
        source.block("extension \(typeName): ProtobufStructure") { source in
            source.documentation("Takes one field of protobuf message \(layout.name).")
            source.block(
                "public mutating func merge(field number: Int, from reader: inout ProtobufReader) throws(WireError)"
            ) { $0.line("try \(members).merge(field: number, from: &reader)") }
            source.line()
            source.documentation("Takes all fields of a nested message.")
            source.block("mutating func mergeNested(from reader: inout ProtobufReader) throws(WireError)") {
                $0.line("try \(members).mergeNested(from: &reader)")
            }
            source.line()
            source.documentation("In protobuf a flag that is absent is false.")
            source.line("public mutating func clearFlags() { \(members).clearFlags() }")
            source.line()
            emitProtobufEncoder(structure, layout, into: &source)
        }
        source.line()
    }

    // MARK: Reading

    private func emitMerge(_ field: ProtobufMessage.Field, _ structure: Structure, into source: inout Source) {
        switch field.path {
        case "(custom)":
            source.line("case \(field.number): try mergeCustom(field: number, from: &reader)")
            return
        case "(inline)":
            emitInlineMerge(field, structure, into: &source)
            return
        default: break
        }
        guard let target = self.field(at: field.path, in: structure) else {
            preconditionFailure("no field \(field.path) in \(structure.name)")
        }
        let path = access(field.path, in: structure).path
        if field.type == "message" {
            emitMessageMerge(field, target, path, into: &source)
        } else {
            source.line("case \(field.number): \(scalarMerge(field, target, path))")
        }
    }

    private func emitMessageMerge(
        _ field: ProtobufMessage.Field,
        _ target: Structure.Field,
        _ path: String,
        into source: inout Source
    ) {
        if target.isList {
            source.line("case \(field.number): try reader.append(to: &\(path))")
        } else if target.isOptional {
            source.line("case \(field.number): \(path) = try .nested(in: &reader)")
        } else {
            source.line("case \(field.number): try \(path).mergeNested(from: &reader)")
        }
    }

    private func scalarMerge(_ field: ProtobufMessage.Field, _ target: Structure.Field, _ path: String) -> String {
        if field.type.hasPrefix("map") { return "\(path).append(try reader.tagValue())" }
        if field.isRepeated {
            switch target.element {
            case "string": return "\(path).append(try reader.string())"
            case "int": return "try reader.int32s(into: &\(path))"
            default: return "try reader.doubles(into: &\(path))"
            }
        }
        let fallback = target.isOptional ? "" : " ?? 0"
        switch (field.type, target.element) {
        case ("int32", "bool"): return "\(path) = try reader.int32() != 0"
        case ("int32", "string"): return "\(path) = String(try reader.int32())"
        case ("int32", _): return "\(path) = try reader.\(target.isOptional ? "optionalInt32" : "int32")()"
        case ("int64", _): return "\(path) = try reader.\(target.isOptional ? "optionalInt64" : "int64")()"
        case ("bool", "int"): return "\(path) = try reader.bool() ? 1 : 0"
        case ("bool", _): return "\(path) = try reader.bool()"
        case ("double", "string"): return "\(path) = try reader.doubleText()"
        case ("double", _):
            let bounds = unboundedFields.contains(target.name) ? "unbounded" : "optional"
            return "\(path) = try reader.\(bounds)Double()\(fallback)"
        case ("string", "decimal"): return "\(path) = try reader.decimal()"
        case ("string", "double"): return "\(path) = try reader.textDouble()\(fallback)"
        case (_, let type) where vocabularies[type] != nil: return "\(path) = try reader.word()"
        default: return "\(path) = try reader.string()"
        }
    }

    private func emitInlineMerge(_ field: ProtobufMessage.Field, _ structure: Structure, into source: inout Source) {
        source.line("case \(field.number):")
        source.line("    let outer = try reader.enter()")
        source.line("    while let inner = try reader.nextField() {")
        source.line("        switch inner {")
        for member in inlined(field, structure) {
            guard let target = self.field(at: member.path, in: structure) else { continue }
            source.line("        case \(member.number): \(scalarMerge(member, target, member.path))")
        }
        source.line("        default: try reader.skipUnknown()")
        source.line("        }")
        source.line("    }")
        source.line("    reader.leave(outer)")
    }

    /// Returns the fields of a nested message that are stored in its owner.
    private func inlined(_ field: ProtobufMessage.Field, _ structure: Structure) -> [ProtobufMessage.Field] {
        let nested = schema.protobuf.first { $0.name == field.messageType }
        return nested?.fields.filter { structure.field($0.path) != nil } ?? []
    }

    // MARK: Writing

    private func emitWrite(_ field: ProtobufMessage.Field, _ structure: Structure, into source: inout Source) {
        switch field.path {
        case "(custom)": return source.line("try encodeCustom(field: \(field.number), into: &writer)")
        case "(inline)":
            source.block(
                "try writer.message(\(field.number))",
                parameters: "(writer: inout ProtobufWriter) throws(WireError) in"
            ) {
                source in
                for member in inlined(field, structure) { emitWrite(member, structure, into: &source) }
            }
            return
        default: break
        }
        guard let target = self.field(at: field.path, in: structure) else { return }
        let path = access(field.path, in: structure).path
        if field.type == "message" {
            emitMessageWrite(field, target, path, structure, into: &source)
        } else {
            source.line(scalarWrite(field, target, path))
        }
    }

    private func emitMessageWrite(
        _ field: ProtobufMessage.Field,
        _ target: Structure.Field,
        _ path: String,
        _ structure: Structure,
        into source: inout Source
    ) {
        let closure = "{ (nested: inout ProtobufWriter) throws(WireError) in"
        let body = "try $.encode(protobuf: &nested) }"
        let number = field.number
        if target.isList {
            source.block("for element in \(path)") { source in
                source.line("try writer.message(\(number)) \(closure) \(body.replacing("$", with: "element"))")
            }
        } else if target.isOptional {
            source.block("if let element = \(path)") { source in
                source.line("try writer.message(\(number)) \(closure) \(body.replacing("$", with: "element"))")
            }
        } else {
            let value = target.element == "Contract" ? contract(path, of: structure) : path
            source.line("try writer.message(\(number)) \(closure)")
            source.line("    \(body.dropLast(2).replacing("$", with: value))")
            source.line("}")
        }
    }

    /// Returns a contract in its protobuf form if the text form keeps a part of it elsewhere.
    private func contract(_ path: String, of structure: Structure) -> String {
        if structure.field("order") != nil { return "\(path).withLegPrices(of: order)" }
        let isBond = structure.name == "ServerMessage.BondContractDetails"
        return isBond ? "\(path).withMaturity(of: contractDetails)" : path
    }

    private func scalarWrite(_ field: ProtobufMessage.Field, _ target: Structure.Field, _ path: String) -> String {
        let number = field.number
        let name = "\"\(field.wireName)\""
        if field.type.hasPrefix("map") { return "try writer.tagValues(\(number), \(path), \(name))" }
        if field.isRepeated {
            switch target.element {
            case "string": return "writer.strings(\(number), \(path))"
            case "int": return "writer.ints(\(number), \(path))"
            default: return "try writer.doubles(\(number), \(path), \(name))"
            }
        }
        switch (field.type, target.element) {
        case ("int32", "bool"): return "writer.int(\(number), \(path) ? 1 : 0)"
        case ("int32", "string"): return "writer.int(\(number), Int(\(path)))"
        case ("int32", _), ("int64", _): return "writer.int(\(number), \(path))"
        case ("bool", "int"): return "writer.bool(\(number), \(path) != 0)"
        case ("bool", _):
            return field.isAlwaysWritten ? "writer.int(\(number), \(path) ? 1 : 0)" : "writer.bool(\(number), \(path))"
        case ("double", "string"): return "try writer.doubleText(\(number), \(path), \(name))"
        case ("double", _):
            let bounds = unboundedFields.contains(target.name) ? ", isUnbounded: true" : ""
            return "try writer.double(\(number), \(path), \(name)\(bounds))"
        case ("string", "decimal"): return "writer.decimal(\(number), \(path))"
        case ("string", "double"): return "try writer.textDouble(\(number), \(path), \(name))"
        case (_, let type) where vocabularies[type] != nil:
            return "try writer.string(\(number), \(path).text, \(name))"
        default: return "try writer.string(\(number), \(path), \(name))"
        }
    }

    // MARK: By ID

    /// Writes the selection of the protobuf coder by ID.
    func emitProtobufDispatch(_ messages: [Message], _ namespace: String, into source: inout Source) {
        let coded = messages.filter { structures[$0.structureName].flatMap(layout) != nil }
        source.documentation(
            "Reads the protobuf form of message `id`; `nil` when no message with a protobuf form has it."
        )
        source.block(
            "static func decode(id: Int, protobuf reader: inout ProtobufReader) throws(WireError) -> \(namespace)?"
        ) { source in
            source.line("switch id {")
            for message in coded {
                source.line("case \(message.id): .\(message.name)(try .decoded(from: &reader))")
            }
            source.line("default: nil")
            source.line("}")
        }
        source.line()
        source.documentation("Writes the protobuf form; `false` when the message has none.")
        source.block("func encode(protobuf writer: inout ProtobufWriter) throws(WireError) -> Bool") { source in
            source.line("switch self {")
            for message in coded {
                source.line("case .\(message.name)(let payload): try payload.encode(protobuf: &writer)")
            }
            if coded.count < messages.count { source.line("default: return false") }
            source.line("}")
            source.line("return true")
        }
    }
}
