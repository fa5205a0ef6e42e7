/// A line at which a script gives a value to a global table, or to something in it.
package struct GivenLine: Hashable, Sendable {
    /// What the text shows of a value.
    package enum Value: Hashable, Sendable {
        /// A text, a number, a boolean, nil or an empty table that is written.
        case plain
        /// A table that is written, whose entries are lines of their own.
        case table
        /// Any other.
        case unknown
    }

    /// The names from the global, which is left out, to what gets the value; `nil` for a key that is a number, or that the
    /// text does not show.
    package let path: [String?]
    /// What the text shows of the value.
    package let value: Value
    /// The line, from 1.
    package let number: Int

    /// Returns the lines of a script that give something to a global, or to what is in it, in text order; none if the
    /// script is not valid Lua. What happens to a parameter of a function is not followed.
    package static func lines(of global: String, in source: String) -> [GivenLine] {
        let read: LuaFacts? = try? LuaParser.parse(Array(source.utf8))
        guard let read else { return [] }
        var lines: [GivenLine] = []
        func add(_ path: [String?]?, _ value: LuaShape, _ line: Int) {
            guard let path, path.first == global else { return }
            append(value, line, at: Array(path.dropFirst()), to: &lines)
        }
        for assignment in read.assignments where assignment.path == global {
            add([global], assignment.value, assignment.line)
        }
        for use in read.objectUses {
            if let value = use.given { add(use.origin.keys.map { $0 + [use.member] }, value, use.line) }
        }
        for use in read.elementUses {
            if let value = use.given { add(use.origin.keys.map { $0 + [nil] }, value, use.line) }
        }
        for call in read.calls where call.path == LuaParser.inserter && call.arguments.count > 1 {
            guard let value = call.arguments.last else { continue }
            add(call.arguments[0].origin?.keys.map { $0 + [nil] }, value, call.line)
        }
        return lines.sorted { $0.number < $1.number }
    }

    private static func append(_ value: LuaShape, _ line: Int, at path: [String?], to lines: inout [GivenLine]) {
        lines.append(GivenLine(path: path, value: value.given, number: line))
        guard case .table(let fields) = value else { return }
        for field in fields { append(field.value, field.line, at: path + [field.name], to: &lines) }
    }
}

extension LuaOrigin {
    /// The keys that lead to the value from a global, its name first; `nil` for a key that is not a written name.
    fileprivate var keys: [String?]? {
        guard case .global(let root) = source else { return nil }
        var keys: [String?] = [root]
        for step in steps {
            switch step {
            case .member(let name): keys.append(name)
            case .element, .place, .value: keys.append(nil)
            default: return nil
            }
        }
        return keys
    }
}

extension LuaShape {
    fileprivate var given: GivenLine.Value {
        switch self {
        case .nothing, .boolean, .string: .plain
        case .number(let number): number.isFinite ? .plain : .unknown
        case .table(let fields): fields.isEmpty ? .plain : .table
        default: .unknown
        }
    }
}
