extension ScriptCheck {
    /// A module that a script loads.
    package struct Module: Sendable {
        /// The name of its file, for positions.
        package let file: String
        /// The whole text.
        package let source: [UInt8]

        /// Creates a module from its parts.
        package init(file: String, source: [UInt8]) {
            self.file = file
            self.source = source
        }
    }

    private static let loader = "require"

    /// Returns the names of the modules that a text loads by literal name, in text order; empty if the text is not Lua.
    package static func modules(of source: [UInt8]) -> [String] {
        guard mentions(source, Array(loader.utf8)), let facts = try? LuaParser.parse(source) else { return [] }
        return facts.calls.flatMap { call in
            if call.path == loader { return [call.arguments.first?.text].compactMap(\.self) }
            // `pcall(require, "name")` and similar calls.
            return zip(call.arguments, call.arguments.dropFirst()).compactMap { function, name in
                if case .path(loader) = function { name.text } else { nil }
            }
        }
    }

    /// Whether a source contains a word: most scripts load nothing, and need not be parsed to find out.
    private static func mentions(_ source: [UInt8], _ word: [UInt8]) -> Bool {
        guard source.count >= word.count else { return false }
        return source.withUnsafeBufferPointer { bytes in
            (0...bytes.count - word.count).contains { place in
                bytes[place] == word[0] && word.indices.allSatisfy { bytes[place + $0] == word[$0] }
            }
        }
    }
}
