internal import WireSchema

/// Where the rows of one message or group store their values.
struct Scope {
    /// The variable that holds the structure: `message`, `self`, `element`.
    let base: String
    /// Its structure; `nil` for a group of scalars.
    let structure: Structure?
    /// The scope's rows, to resolve names in conditions.
    let rows: [Row]
    /// The prefix of the group's wire names, with the dot; empty at the top level.
    let prefix: String
    /// Whether values are read, as opposed to written.
    let decoding: Bool
    /// The boxed structures that are first read into a variable of their own: their path and the variable.
    var boxes: [(path: String, variable: String)] = []

    /// Returns the Swift text of a path inside the scope.
    func place(_ path: String) -> String {
        if let box = boxes.first(where: { path.hasPrefix($0.path + ".") }) {
            return box.variable + path.dropFirst(box.path.count)
        }
        return base == "self" ? path : "\(base).\(path)"
    }
}

extension Generator {
    /// Writes the text coders of a message.
    func emitText(of message: Message, structure: Structure, into source: inout Source) {
        let namespace = message.direction.namespace
        source.block("extension \(namespace).\(message.typeName): \(namespace)Payload") { source in
            source.documentation("The id of the message.")
            source.line("public static let id = \(message.id)")
            source.documentation("The first server version that knows it.")
            source.line("public static let since = \(message.since.map(gate) ?? "0")")
            source.documentation("The message as a case of its side's enum.")
            let property = namespace.prefix(1).lowercased() + namespace.dropFirst()
            source.line("public var \(property): \(namespace) { .\(message.name)(self) }")
            source.documentation("The server version from which it travels as protobuf; `nil` when it never does.")
            let protobufSince = layout(of: structure)?.gate.map(gate) ?? "nil"
            source.line("public static let protobufSince: Int? = \(protobufSince)")
            if message.protobufOnly { return }
            source.line()
            source.documentation("Reads the fields behind the id.")
            source.block("public static func decode(text reader: inout TextReader) throws(WireError) -> Self") {
                source in
                let mutable = !message.rows.allSatisfy { $0.path == "-" }
                source.line("\(mutable ? "var" : "let") message = Self()")
                var scope = Scope(base: "message", structure: structure, rows: message.rows, prefix: "", decoding: true)
                let boxes = boxed(in: structure, "").filter { box in
                    message.rows.contains { $0.path.hasPrefix(box.path + ".") }
                }
                scope.boxes = boxes.map { ($0.path, $0.variable) }
                for box in boxes { source.line("var \(box.variable) = \(box.type).Fields()") }
                emit(message.rows, scope, into: &source)
                for box in boxes { source.line("message.\(box.path) = \(box.type)(\(box.variable))") }
                source.line("return message")
            }
            source.line()
            emitEncoder(of: message, structure, into: &source)
        }
    }

    private func emitEncoder(of message: Message, _ structure: Structure, into source: inout Source) {
        let scope = Scope(base: "self", structure: structure, rows: message.rows, prefix: "", decoding: false)
        let member = splitMember(of: structure, message.direction)
        let stretches = stretches(message.rows) { row in member.map { isPlain(row, of: $0, scope) } ?? false }
        var runs: [(inout Source) -> Void] = []
        source.documentation("Writes id and fields.")
        source.block("public func encode(text writer: inout TextWriter) throws(WireError)") { source in
            if let member, stretches.count > 1 {
                let plain = "Self.\(plainName("text")).runs(serverVersion: writer.serverVersion)"
                source.line("let plain = \(member.name).hasPlainTail ? \(plain) : nil")
            }
            source.line("writer.messageId(Self.id)")
            for stretch in stretches {
                switch stretch {
                case .ordinary(let rows): emit(rows, scope, into: &source)
                case .plain(let rows, let number):
                    emitRun(number, "text", into: &source)
                    runs.append { emit(rows, scope, into: &$0) }
                }
            }
        }
        if !runs.isEmpty { emitRuns("text", runs, into: &source) }
    }

    /// Returns the boxed structures inside a structure, each with its path and a name for its variable.
    private func boxed(in structure: Structure, _ prefix: String) -> [(path: String, variable: String, type: String)] {
        structure.fields.flatMap { field -> [(path: String, variable: String, type: String)] in
            guard let inner = structures[field.element], !field.isList, !field.isOptional else { return [] }
            let path = prefix + field.name
            return inner.isBoxed ? [(path, field.name, inner.name)] : boxed(in: inner, path + ".")
        }
    }

    /// Writes rows, joining neighbors that share gate and condition.
    private func emit(_ all: [Row], _ scope: Scope, into source: inout Source) {
        // Some clients send a count that no server needs: it is read, but never written.
        let rows = scope.decoding ? all : all.filter { $0.form != "(omitted)" }
        var index = 0
        while index < rows.count {
            var end = index + 1
            let head = rows[index]
            if head.wireName == "version" {
                emitVersion(head, scope, into: &source)
                index = end
                continue
            }
            let guardText = gateText(head, scope)
            while end < rows.count, rows[end].wireName != "version", gateText(rows[end], scope) == guardText {
                end += 1
            }
            if let guardText {
                source.block("if \(guardText)") { source in
                    for row in rows[index..<end] { emit(row, scope, into: &source) }
                }
            } else {
                for row in rows[index..<end] { emit(row, scope, into: &source) }
            }
            index = end
        }
    }

    private func emitVersion(_ row: Row, _ scope: Scope, into source: inout Source) {
        let used = scope.rows.contains { $0.condition.map { names(in: $0).contains("version") } ?? false }
        let ignored = scope.decoding ? "try reader.skip(\"version\")" : "writer.constant(\"\(row.form)\")"
        let kept = scope.decoding ? "try reader.int(\"version\")" : "writer.version(\(row.form))"
        switch (used, row.until) {
        case (false, nil): source.line(ignored)
        case (false, let until?):
            source.block("if \(io(scope)).serverVersion < \(gate(until + 1))") { $0.line(ignored) }
        case (true, nil): source.line("let version = \(kept)")
        case (true, let until?):
            source.line("// A message whose version field is gone has every field.")
            source.line("var version = Int.max")
            source.block("if \(io(scope)).serverVersion < \(gate(until + 1))") { $0.line("version = \(kept)") }
        }
    }

    private func io(_ scope: Scope) -> String { scope.decoding ? "reader" : "writer" }

    /// Returns the condition under which a row is on the wire; `nil` if it always is.
    private func gateText(_ row: Row, _ scope: Scope) -> String? {
        var parts: [String] = []
        // Versions below 38 are not supported, so gates there are always met.
        if let since = row.since, since > 38 { parts.append("\(io(scope)).serverVersion >= \(gate(since))") }
        if let until = row.until { parts.append("\(io(scope)).serverVersion < \(gate(until + 1))") }
        if let condition = row.condition {
            let text = swift(condition, scope)
            if case .or = condition, !parts.isEmpty { parts.append("(\(text))") } else { parts.append(text) }
        }
        return parts.isEmpty ? nil : parts.joined(separator: ", ")
    }

    // MARK: One row

    private func emit(_ row: Row, _ scope: Scope, into source: inout Source) {
        if row.path == "-" {
            guard scope.decoding else {
                source.line("writer.constant(\"\(row.form == "(empty)" ? "" : row.form)\")")
                return
            }
            source.line("try reader.skip(\"\(row.wireName)\")")
        } else if row.type == "present" {
            emitPresence(row, scope, into: &source)
        } else if row.type == "count" {
            emitGroup(row, scope, into: &source)
        } else if row.type.hasPrefix("flags:") {
            emitFlags(row, scope, into: &source)
        } else {
            emitField(row, scope, into: &source)
        }
    }

    private func emitPresence(_ row: Row, _ scope: Scope, into source: inout Source) {
        guard scope.decoding else {
            source.line("writer.bool(\(row.path) != nil)")
            return
        }
        let type = field(at: row.path, in: scope.structure)?.element ?? "?"
        source.line("if try reader.bool(\"\(row.wireName)\") { \(scope.place(row.path)) = \(type)() }")
    }

    private func emitGroup(_ row: Row, _ scope: Scope, into source: inout Source) {
        guard let list = field(at: row.path, in: scope.structure) else { preconditionFailure("no list \(row.path)") }
        let element = structures[list.element]
        let name = row.members.first.map { $0.wireName.contains(".") } ?? false
        let prefix = name ? String(row.members[0].wireName.prefix { $0 != "." }) + "." : ""
        let inner = Scope(
            base: scope.base == "element" ? "member" : "element",
            structure: element,
            rows: row.members,
            prefix: commonPrefix(row, fallback: prefix),
            decoding: scope.decoding
        )
        let target = scope.place(row.path)
        guard scope.decoding else {
            source.line("writer.int(\(target).count)")
            source.block("for \(inner.base) in \(target)") { emit(row.members, inner, into: &$0) }
            return
        }
        guard let element else {
            let member = row.members[0]
            source.block("for _ in 0..<(try reader.count(\"\(row.wireName)\"))") { source in
                source.line("\(target).append(try reader.\(member.type)(\"\(member.wireName)\"))")
            }
            return
        }
        let count = inner.base == "element" ? "count" : "memberCount"
        source.block("do") { source in
            source.line("let \(count) = try reader.count(\"\(row.wireName)\")")
            source.line("try reader.reserve(\(count), in: &\(target), \"\(row.wireName)\")")
            source.block("for _ in 0..<\(count)") { source in
                source.line("var \(inner.base) = \(element.name)()")
                emit(row.members, inner, into: &source)
                source.line("\(target).append(\(inner.base))")
            }
        }
    }

    /// Returns the part that all wire names of a group share, up to its last dot.
    private func commonPrefix(_ row: Row, fallback: String) -> String {
        let count = row.wireName.hasSuffix("Count") ? row.wireName.dropLast(5) + "." : ""
        return row.members.allSatisfy { $0.wireName.hasPrefix(count) } && !count.isEmpty ? String(count) : fallback
    }

    private func emitFlags(_ row: Row, _ scope: Scope, into source: inout Source) {
        let flags = row.type.dropFirst(6).split(separator: ",")
        if scope.decoding {
            let mask = row.path == "tickAttribLast" ? "lastMask" : "bidAskMask"
            source.line("let \(mask) = try reader.int(\"\(row.wireName)\")")
            for (bit, flag) in flags.enumerated() {
                source.line("\(scope.base).\(row.path).\(flag) = \(mask) & \(1 << bit) != 0")
            }
        } else {
            let terms = flags.enumerated().map { "(\(scope.base).\(row.path).\($1) ? \(1 << $0) : 0)" }
            source.line("writer.int(\(terms.joined(separator: " | ")))")
        }
    }

    private func emitField(_ row: Row, _ scope: Scope, into source: inout Source) {
        let name = "\"\(row.wireName)\""
        if row.path == "." {
            source.line(write(row, type: row.type, optional: false, value: scope.base, name))
            return
        }
        guard let field = field(at: row.path, in: scope.structure) else {
            preconditionFailure("no field \(row.path) for \(row.wireName)")
        }
        let (path, optionalPath) = access(row.path, in: scope.structure)
        if scope.decoding {
            source.line("\(scope.place(path)) = try reader.\(read(row, field, name))")
        } else {
            var value = scope.place(path)
            if optionalPath { value = "(\(value) ?? 0)" }
            source.line(write(row, type: field.element, optional: field.isOptional, value: value, name))
        }
    }

    private func read(_ row: Row, _ field: Structure.Field, _ name: String) -> String {
        switch row.type {
        case "tagvalues": return "tagValues(\(name))"
        case "andor": return "conjunction(\(name))"
        case "truefalse": return "truth(\(name))"
        default: break
        }
        let literal = Double(row.unset) != nil ? ", unset: \(row.unset)" : ""
        if vocabularies[field.element] != nil { return "word(\(name))" }
        switch (field.element, field.isOptional) {
        case ("int", true): return "optionalInt(\(name)\(literal))"
        case ("long", true): return "optionalLong(\(name)\(literal))"
        case ("double", true) where unboundedFields.contains(row.wireName): return "unboundedDouble(\(name))"
        case ("double", true): return "optionalDouble(\(name)\(literal))"
        default: return "\(field.element)(\(name))"
        }
    }

    private func write(_ row: Row, type: String, optional: Bool, value: String, _ name: String) -> String {
        switch row.type {
        case "tagvalues": return "try writer.tagValues(\(value), \(name))"
        case "andor": return "writer.conjunction(\(value))"
        case "truefalse": return "writer.truth(\(value))"
        default: break
        }
        let form = row.form == "plain" ? ", form: .plain" : ""
        let bounds = unboundedFields.contains(row.wireName) ? ", isUnbounded: true" : ""
        let unset: String
        switch row.unset {
        case "", "empty": unset = ".empty"
        case "max", "MAX": unset = ".maximum"
        case let text: unset = ".text(\"\(text)\")"
        }
        if vocabularies[type] != nil { return "try writer.string(\(value).text, \(name))" }
        switch (type, optional) {
        case ("string", _):
            return "try writer.string(\(value), \(name)\(row.form == "escaped" ? ", escapesBackslash: true" : ""))"
        case ("bool", _): return "writer.bool(\(value))"
        case ("int", true), ("long", true): return "writer.optionalInt(\(value), unset: \(unset))"
        case ("double", true): return "try writer.optionalDouble(\(value), \(name), unset: \(unset)\(form)\(bounds))"
        case ("decimal", _): return "writer.decimal(\(value), unset: \(unset))"
        case ("double", false):
            return "try writer.double(\(value), \(name)\(row.type == "int" ? ", form: .plain" : form)\(bounds))"
        default: return "writer.int(\(value))"
        }
    }

    // MARK: Paths

    /// Returns the field in which a dotted path ends.
    func field(at path: String, in structure: Structure?) -> Structure.Field? {
        var current = structure
        var found: Structure.Field?
        for segment in path.split(separator: ".") {
            found = current?.field(String(segment))
            current = found.flatMap { structures[$0.element] }
        }
        return found
    }

    /// Returns the Swift expression of a path, and whether it passes through a structure that may be absent.
    func access(_ path: String, in structure: Structure?) -> (path: String, optional: Bool) {
        var current = structure
        var parts: [String] = []
        var optional = false
        let segments = path.split(separator: ".")
        for (index, segment) in segments.enumerated() {
            let found = current?.field(String(segment))
            let chained = (found?.isOptional ?? false) && index < segments.count - 1
            parts.append(identifier(String(segment)) + (chained ? "?" : ""))
            optional = optional || chained
            current = found.flatMap { structures[$0.element] }
        }
        return (parts.joined(separator: "."), optional)
    }
}
