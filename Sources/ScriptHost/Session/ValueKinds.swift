internal import LuaBridge
internal import ScriptCheck

/// The kinds of values that the arguments of functions take, and the keys of their tables of options.
enum ValueKinds {
    /// An argument that may be left out, where nothing else of the function says what is wrong with it.
    struct Optional: Sendable {
        /// Its place, from 1.
        let place: Int
        private let kinds: Set<ScriptVocabulary.ValueKind>
        private let function: String
        private let name: String

        init(_ function: String, _ place: Int, _ name: String, _ kinds: Set<ScriptVocabulary.ValueKind>) {
            (self.function, self.place, self.name, self.kinds) = (function, place, name, kinds)
        }

        /// Throws where the script gives it another kind of value.
        func check(_ frame: borrowing LuaFrame) throws(LuaRaise) {
            let type = frame.typeName(place)
            guard type != "nil", kinds.allSatisfy({ $0.luaType != type }) else { return }
            throw LuaRaise(message: "\(function): \(name): expected \(kinds.shown), got a \(type)")
        }
    }

    /// By place as in ``ScriptVocabulary/literals``; a place that takes any kind is absent.
    static let all: [String: Set<ScriptVocabulary.ValueKind>] = rows.reduce(into: [:]) { $0[$1.place] = $1.kinds }

    /// The arguments that may be left out, by the function's path.
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
            kinds: Set(words.dropFirst().compactMap { ScriptVocabulary.ValueKind(rawValue: String($0)) })
        )
    }
}

extension ScriptVocabulary.ValueKind {
    /// Lua's own word for it.
    fileprivate var luaType: String {
        switch self {
        case .text: "string"
        case .number: "number"
        case .flag: "boolean"
        case .table: "table"
        }
    }
}
