internal import LuaBridge
internal import ScriptCheck

/// The kinds of values that functions accept for arguments and for the keys of option tables.
enum ValueKinds {
    /// An optional argument whose kind the function does not check elsewhere.
    struct Optional: Sendable {
        /// Its position, from 1.
        let place: Int
        private let kinds: Set<ScriptVocabulary.ValueKind>
        private let function: String
        private let name: String

        init(_ function: String, _ place: Int, _ name: String, _ kinds: Set<ScriptVocabulary.ValueKind>) {
            (self.function, self.place, self.name, self.kinds) = (function, place, name, kinds)
        }

        /// Throws if the script passes another kind of value.
        func check(_ frame: borrowing LuaFrame) throws(LuaRaise) {
            let type = frame.typeName(place)
            guard type != "nil", kinds.allSatisfy({ $0.luaType != type }) else { return }
            throw LuaRaise(message: "\(function): \(name): expected \(kinds.shown), got a \(type)")
        }
    }

    /// The kinds by position, as in ``ScriptVocabulary/literals``; a position that accepts any kind is absent.
    static let all: [String: Set<ScriptVocabulary.ValueKind>] = rows.reduce(into: [:]) { $0[$1.place] = $1.kinds }

    /// The positions of arguments that must be given.
    static let required: Set<String> = rows.reduce(into: []) { required, row in
        let parts = row.place.split(separator: "#")
        if !row.isOptional, parts.count == 2, Int(parts[1]) != nil { required.insert(row.place) }
    }

    /// The optional arguments, by the function's path.
    static let optional: [String: [Optional]] = rows.reduce(into: [:]) { optional, row in
        let parts = row.place.split(separator: "#")
        guard let name = row.optionalName, parts.count == 2, let place = Int(parts[1]) else { return }
        let function = String(parts[0])
        optional[function, default: []].append(Optional(function, place, name, row.kinds))
    }

    private static let rows = table.split(separator: "\n").map { line in
        let words = line.split(separator: " ")
        let parts = words[0].split(separator: "?")
        return (
            place: String(parts[0]), optionalName: parts.count > 1 ? String(parts[1]) : nil,
            isOptional: words[0].contains("?"),
            kinds: Set(words.dropFirst().compactMap { ScriptVocabulary.ValueKind(rawValue: String($0)) })
        )
    }
}

extension ScriptVocabulary.ValueKind {
    /// Lua's own name for the kind.
    fileprivate var luaType: String {
        switch self {
        case .text: "string"
        case .number: "number"
        case .flag: "boolean"
        case .table: "table"
        case .function: "function"
        }
    }
}
