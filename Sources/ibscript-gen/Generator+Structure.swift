internal import WireSchema

extension Generator {
    /// Writes the declaration of a structure and its field access.
    func emit(_ structure: Structure, typeName: String, wireName: String, into source: inout Source) {
        source.documentation(structure.documentation.isEmpty ? "\(wireName)." : structure.documentation)
        source.block("public struct \(typeName): WireStructure") { source in
            if let places = structure.headPlaces {
                emitSplitMembers(structure, places, into: &source)
            } else if structure.isBoxed {
                emitBoxedMembers(structure, into: &source)
            } else {
                emitMembers(structure.fields, into: &source)
            }
            source.line()
            source.documentation("IB's name.")
            source.line("public static let structureName = \"\(wireName)\"")
            source.line()
            source.documentation("Fields in official order.")
            if structure.fields.isEmpty {
                source.line("public static let fields: [FieldDescription] = []")
            } else {
                source.line("public static let fields: [FieldDescription] = [")
                for field in structure.fields {
                    source.line("    FieldDescription(\"\(field.name)\", \(typeDescription(field))),")
                }
                source.line("]")
            }
            source.line()
            emitGetter(structure, into: &source)
            source.line()
            emitSetter(structure, into: &source)
            source.line()
            emitDifferences(structure, into: &source)
        }
    }

    private func emitMembers(_ fields: some Collection<Structure.Field>, into source: inout Source) {
        for field in fields {
            source.documentation(documentation(field))
            source.line("public var \(identifier(field.name)): \(swiftType(field)) = \(initialValue(field))")
        }
        if !fields.isEmpty { source.line() }
        source.documentation("Makes one with IB's default values.")
        source.line("public init() {}")
    }

    /// Writes the members of a structure whose copies share them.
    private func emitBoxedMembers(_ structure: Structure, into source: inout Source) {
        source.documentation("The members by value: decoders fill them, then put them on the heap once.")
        source.block("public struct Fields: Sendable, Hashable") { emitMembers(structure.fields, into: &$0) }
        source.line()
        source.line("private static let plain = CopyOnWrite(Fields())")
        source.line()
        source.line("@usableFromInline")
        source.line("var storage: CopyOnWrite<Fields>")
        source.line()
        source.documentation("Makes one with IB's default values; all such share one storage until they are changed.")
        source.line("public init() { storage = Self.plain }")
        source.line()
        source.documentation("Makes one of its members.")
        source.line("public init(_ fields: Fields) { storage = CopyOnWrite(fields) }")
        source.line()
        source.documentation("Whether both share one storage, so that they are equal without comparing the members.")
        source.line("public func isIdentical(to other: Self) -> Bool { storage.isIdentical(to: other.storage) }")
        for field in structure.fields { emitAccessor(field, at: "storage.value", into: &source) }
    }

    /// Does the same if the members at some places are shared apart from the others.
    private func emitSplitMembers(_ structure: Structure, _ places: Set<Int>, into source: inout Source) {
        let all = structure.fields.enumerated()
        let head = all.filter { places.contains($0.offset) }.map(\.element)
        let tail = all.filter { !places.contains($0.offset) }.map(\.element)
        source.documentation("The members that few values set.")
        source.block("public struct Tail: Sendable, Hashable") { emitMembers(tail, into: &$0) }
        source.line()
        source.documentation("The members that tell one value from another; copies with other ones share the others.")
        source.block("public struct Head: Sendable, Hashable") { source in
            source.line("static let plainTail = CopyOnWrite(Tail())")
            source.line()
            source.line("@usableFromInline")
            source.line("var tail = Self.plainTail")
            emitMembers(head, into: &source)
        }
        source.line()
        source.documentation("The members by value: decoders fill them, then put them on the heap once.")
        source.block("public struct Fields: Sendable, Hashable") { source in
            source.line("@usableFromInline")
            source.line("var head = Head()")
            source.line("@usableFromInline")
            source.line("var tail = Tail()")
            source.line()
            source.documentation("Makes one with IB's default values.")
            source.line("public init() {}")
            for field in head { emitAccessor(field, at: "head", into: &source) }
            for field in tail { emitAccessor(field, at: "tail", into: &source) }
        }
        source.line()
        source.line("private static let plain = CopyOnWrite(Head())")
        source.line()
        source.line("@usableFromInline")
        source.line("var storage: CopyOnWrite<Head>")
        source.line()
        source.documentation("Makes one with IB's default values; all such share one storage until they are changed.")
        source.line("public init() { storage = Self.plain }")
        source.line()
        source.documentation("Makes one of its members.")
        source.block("public init(_ fields: Fields)") { source in
            source.line("var head = fields.head")
            source.line("head.tail = CopyOnWrite(fields.tail)")
            source.line("storage = CopyOnWrite(head)")
        }
        source.line()
        source.documentation("Whether it is known to set none of the members that few values set.")
        source.line("public var hasPlainTail: Bool { storage.value.tail.isIdentical(to: Head.plainTail) }")
        source.line()
        source.documentation("Takes over the members that few values set from another value, and shares them with it.")
        source.block("public mutating func takeTail(of other: Self)") { source in
            source.line("storage.value.tail = other.storage.value.tail")
        }
        source.line()
        source.documentation("Shares the members that few values set with another value if they are equal.")
        source.block("public mutating func shareTail(with other: Self)") { source in
            source.line("guard storage.value.tail == other.storage.value.tail else { return }")
            source.line("storage.value.tail = other.storage.value.tail")
        }
        for field in head { emitAccessor(field, at: "storage.value", into: &source) }
        for field in tail { emitAccessor(field, at: "storage.value.tail.value", into: &source) }
    }

    private func emitAccessor(_ field: Structure.Field, at place: String, into source: inout Source) {
        source.line()
        source.documentation(documentation(field))
        source.line("@inlinable")
        source.block("public var \(identifier(field.name)): \(swiftType(field))") { source in
            source.line("@inline(__always) _read { yield \(place).\(identifier(field.name)) }")
            source.line("@inline(__always) _modify { yield &\(place).\(identifier(field.name)) }")
        }
    }

    private func emitGetter(_ structure: Structure, into source: inout Source) {
        source.documentation("The value of one field.")
        source.block("public func value(at index: Int) -> FieldValue") { source in
            if structure.fields.isEmpty {
                source.line("preconditionFailure(\"no field \\(index)\")")
                return
            }
            source.line("switch index {")
            for (index, field) in structure.fields.enumerated() {
                source.line("case \(index): FieldValue(\(identifier(field.name)))")
            }
            source.line("default: preconditionFailure(\"no field \\(index)\")")
            source.line("}")
        }
    }

    private func emitSetter(_ structure: Structure, into source: inout Source) {
        source.documentation("Sets one field.")
        source.block("public mutating func set(_ value: FieldValue, at index: Int) throws(WireError)") { source in
            if structure.fields.isEmpty {
                source.line("throw WireError(.unknownField, detail: \"field \\(index)\")")
                return
            }
            source.line("switch index {")
            for (index, field) in structure.fields.enumerated() {
                source.line(
                    "case \(index): \(field.name == "value" ? "self.value" : identifier(field.name)) = \(conversion(field))"
                )
            }
            source.line("default: throw WireError(.unknownField, detail: \"field \\(index)\")")
            source.line("}")
        }
    }

    /// Returns a structure's type name, with the module if a message with the same name would hide it.
    private func qualified(_ name: String) -> String {
        schema.messages.contains { $0.typeName == name } ? "TWSWire.\(name)" : name
    }

    private func capitalized(_ word: String) -> String {
        word.prefix(1).uppercased() + word.dropFirst()
    }

    private func documentation(_ field: Structure.Field) -> String {
        let text = field.documentation.isEmpty ? "\(field.name)." : field.documentation
        return field.unit.isEmpty ? text : "\(text) Unit: \(field.unit)."
    }

    /// Returns the Swift type of a field.
    func swiftType(_ field: Structure.Field) -> String {
        let scalar: String
        switch field.element {
        case "int", "long": scalar = "Int"
        case "double": scalar = "Double"
        case "decimal": scalar = "ExactDecimal"
        case "string": scalar = "String"
        case "bool": scalar = "Bool"
        case let name: scalar = qualified(name)
        }
        return field.isList ? "[\(scalar)]" : scalar + (field.isOptional ? "?" : "")
    }

    private func initialValue(_ field: Structure.Field) -> String {
        if !field.defaultValue.isEmpty { return field.defaultValue }
        if field.isList { return "[]" }
        if field.isOptional { return "nil" }
        switch field.element {
        case "int", "long", "double": return "0"
        case "string": return "\"\""
        case let type where isText(type): return ".unset"
        case "bool": return "false"
        case let name: return "\(qualified(name))()"
        }
    }

    private func typeDescription(_ field: Structure.Field) -> String {
        let scalar: String
        switch field.element {
        case "int", "long", "double", "decimal", "string", "bool": scalar = ".\(field.element)"
        case let type where isText(type): scalar = ".string"
        case let name: scalar = ".structure(\(qualified(name)).self)"
        }
        return field.isList ? ".list(\(scalar))" : scalar
    }

    /// Returns the conversion of `value`, a `FieldValue`, to the field's Swift value.
    private func conversion(_ field: Structure.Field) -> String {
        let name = "\"\(field.name)\""
        let fallback = field.defaultValue.isEmpty ? "" : ", default: \(field.defaultValue)"
        if field.isList {
            let element: String
            switch field.element {
            case "string", "int", "double": element = "try item.as\(capitalized(field.element))(\(name))"
            case let structure: element = "try item.asStructure(\(name), \(structure).self) ?? \(structure)()"
            }
            return "try value.asList(\(name)) { item throws(WireError) in \(element) }"
        }
        let kind = capitalized(field.element)
        switch field.element {
        case "int", "long", "double":
            return field.isOptional
                ? "try value.asOptional\(kind)(\(name))" : "try value.as\(kind)(\(name)\(fallback))"
        case "decimal", "string": return "try value.as\(kind)(\(name))"
        case let type where isText(type): return "try value.asWord(\(name))"
        case "bool": return "try value.asBool(\(name)\(fallback))"
        case let structure:
            let type = qualified(structure)
            let optional = "try value.asStructure(\(name), \(type).self)"
            return field.isOptional ? optional : "\(optional) ?? \(type)()"
        }
    }
}
