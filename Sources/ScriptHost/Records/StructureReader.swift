internal import LuaBridge
internal import Notation
internal import TWSWire

/// Reads a structure from a script's table: every field by name, without unknown names and without corrections.
struct StructureReader {
    /// The function that the script called, which starts an error's text.
    let function: String

    /// What was read, and which fields the script set.
    struct Result<Structure: WireStructure> {
        var structure: Structure
        var fields: [Int]
    }

    /// Reads a structure over its default values; `path` is its name in errors.
    func read<Structure: WireStructure>(
        _ value: LuaValue,
        as type: Structure.Type,
        path: String
    ) throws(LuaRaise) -> Result<Structure> {
        let entries = try entries(of: value, path: path, type)
        var result = Result(structure: Structure(), fields: [])
        result.fields.reserveCapacity(entries.count)
        let fields = Structure.fields
        var next = 0
        for (key, value) in entries {
            // A record's fields arrive in order.
            while next < fields.count, fields[next].name != key { next += 1 }
            let index = next < fields.count ? next : try self.index(of: key, in: type, path: path)
            next = index + 1
            try set(value, at: index, of: &result.structure, path: path)
            result.fields.append(index)
        }
        return result
    }

    /// Sets one field from a script's value; nil leaves it unchanged.
    func set<Structure: WireStructure>(
        _ value: LuaValue,
        at index: Int,
        of structure: inout Structure,
        path: String
    ) throws(LuaRaise) {
        if case .nil = value { return }
        let converted: FieldValue
        let field = Structure.fields[index]
        switch (value, field.type) {
        case (.string(let text), .string): converted = .string(try plain(text, path: "\(path).\(field.name)"))
        default:
            converted = try convert(Self.moment(value, field), to: field.type, path: "\(path).\(field.name)")
        }
        do {
            try structure.set(converted, at: index)
        } catch {
            throw raise("\(path).\(error.field.isEmpty ? field.name : error.field): \(error.detail)")
        }
    }

    /// Converts seconds to text for a field that contains a time.
    private static func moment(_ value: LuaValue, _ field: FieldDescription) throws(LuaRaise) -> LuaValue {
        let seconds: Double
        switch (value, field.type) {
        case (.integer(let number), .string): seconds = Double(number)
        case (.number(let number), .string): seconds = number
        default: return value
        }
        guard WireMoment.fields.contains(field.name) else { return value }
        guard ScriptMoment.range.contains(seconds) else {
            throw LuaRaise(message: "\(field.name): \(seconds) is not a time between the years 1900 and 9999")
        }
        return .string(WireMoment.text(seconds))
    }

    /// Returns the index of a field by any of its names.
    func index(of name: String, in type: any WireStructure.Type, path: String) throws(LuaRaise) -> Int {
        guard let index = FieldNames.index(of: name, in: type) else {
            var error = FieldNames.unknown(name, of: path, in: type)
            error.message = "\(function): \(error.message)"
            throw error
        }
        return index
    }

    private func entries(
        of value: LuaValue,
        path: String,
        _ type: any WireStructure.Type
    ) throws(LuaRaise) -> [(key: String, value: LuaValue)] {
        switch value {
        case .table(let entries): return entries
        case .array: throw raise("\(path): expected a table of named fields, got a list")
        default:
            var error = raise("\(path): expected \(type.structureName.withArticle), got \(value.kind)")
            if type == Contract.self, case .string(let symbol) = value {
                error.remedy = "write contract(\(ShownText.quoted(symbol)))"
            }
            throw error
        }
    }

    private func convert(
        _ value: LuaValue,
        to type: FieldType,
        path: @autoclosure () -> String
    ) throws(LuaRaise) -> FieldValue {
        switch (value, type) {
        case (.nil, _): return .absent
        case (_, .structure(let inner)): return .structure(try structure(of: value, as: inner, path: path()))
        case (.array(let elements), .list(let element)):
            var values: [FieldValue] = []
            for (position, item) in elements.enumerated() {
                values.append(try convert(item, to: element, path: "\(path())[\(position + 1)]"))
            }
            return .list(values)
        case (.table(let entries), .list(.structure(let inner))) where inner == TagValue.self:
            return .list(try tagValues(entries, path: path()))
        case (.table(let entries), .list) where entries.isEmpty: return .list([])
        case (.table, .list): throw noList(path())
        case (.bool(let flag), .int), (.bool(let flag), .long), (.bool(let flag), .double), (.bool(let flag), .decimal):
            throw raise("\(path()): expected a number, got \(flag)")
        case (.bool(let flag), _): return .bool(flag)
        case (.integer(let number), .bool):
            let word = number == 0 ? "false" : "true"
            throw LuaRaise(
                message: "\(function): \(path()): expected true or false, got \(number)",
                remedy: "write \(word)"
            )
        case (.integer(let number), _): return .integer(number)
        case (.number(let number), _): return .double(number)
        case (.string(let text), _): return .string(try plain(text, path: path()))
        default: throw unfit(path(), value.kind)
        }
    }

    /// Returns the error for one element where a list is needed.
    func noList(_ path: String) -> LuaRaise {
        LuaRaise(message: "\(function): \(path): expected a list, got a table", remedy: "write {…} around it")
    }

    /// Returns the error for a value of a kind that no field has.
    func unfit(_ path: String, _ kind: String) -> LuaRaise { raise("\(path): \(kind) cannot be given here") }

    /// Reads a structure whose type is known only at run time.
    private func structure<Structure: WireStructure>(
        of value: LuaValue,
        as type: Structure.Type,
        path: String
    ) throws(LuaRaise) -> Structure {
        try read(value, as: type, path: path).structure
    }

    /// Reads `{adaptivePriority = "Normal"}` in place of a list of tags and values.
    private func tagValues(
        _ entries: [(key: String, value: LuaValue)],
        path: String
    ) throws(LuaRaise) -> [FieldValue] {
        var values: [FieldValue] = []
        for (key, value) in entries {
            guard let text = RecordText.text(value) else { throw raise("\(path).\(key): expected a text") }
            var pair = TagValue()
            pair.tag = try plain(key, path: path)
            pair.value = try plain(text, path: "\(path).\(key)")
            values.append(.structure(pair))
        }
        return values
    }

    /// Checks that a message can carry a text: a NUL would end the field, a line break the log line.
    private func plain(_ text: String, path: @autoclosure () -> String) throws(LuaRaise) -> String {
        guard text.utf8.count <= 1 << 16 else { throw raise("\(path()): a text of more than 64 kB") }
        guard text.utf8.allSatisfy({ $0 >= 0x20 && $0 != 0x7f }) else {
            throw raise("\(path()): \"\(ShownText.of(text))\" holds a control character")
        }
        return text
    }

    private func raise(_ message: String) -> LuaRaise { LuaRaise(message: "\(function): \(message)") }
}

extension LuaValue {
    /// The value's type in words, for error texts.
    var kind: String {
        switch self {
        case .nil: "nothing"
        case .bool: "a boolean"
        case .integer, .number: "a number"
        case .string: "a text"
        case .array: "a list"
        case .table: "a table"
        case .object: "an object"
        case .function: "a function"
        }
    }
}
