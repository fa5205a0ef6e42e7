internal import WireSchema

extension Generator {
    /// Whether a field of the type is a text on the wire.
    func isText(_ type: String) -> Bool {
        type == "string" || vocabularies[type] != nil
    }

    /// Returns the file of a vocabulary's enum.
    func vocabularyFile(_ vocabulary: Vocabulary) -> String {
        var source = Source()
        source.documentation(vocabulary.documentation)
        source.block("public enum \(vocabulary.name): VocabularyWord") { source in
            source.documentation("No text.")
            source.line("case unset")
            for word in vocabulary.words {
                source.documentation("\(word.documentation) Text: `\(word.text)`.")
                source.line("case \(identifier(word.name))")
            }
            source.documentation("A text outside the vocabulary, kept as it is. Made by ``init(_:)`` only.")
            source.line("case other(String)")
            source.line()
            source.documentation("Every word of the vocabulary, frequent ones first.")
            source.line("public static let known: [\(vocabulary.name)] = [")
            for word in vocabulary.words { source.line("    .\(word.name),") }
            source.line("]")
            source.line()
            emitParser(vocabulary, into: &source)
            source.line()
            emitText(of: vocabulary, into: &source)
        }
        return source.text
    }

    private func emitParser(_ vocabulary: Vocabulary, into source: inout Source) {
        source.documentation("Reads a text; one outside the vocabulary is kept as ``other(_:)``.")
        source.block("public init(_ text: String)") { source in
            source.line("switch text {")
            source.line("case \"\": self = .unset")
            for word in vocabulary.words { source.line("case \"\(word.text)\": self = .\(word.name)") }
            source.line("default: self = .other(text)")
            source.line("}")
        }
    }

    private func emitText(of vocabulary: Vocabulary, into source: inout Source) {
        source.documentation("The text on the wire; empty when unset.")
        source.block("public var text: String") { source in
            source.line("switch self {")
            source.line("case .unset: \"\"")
            for word in vocabulary.words { source.line("case .\(word.name): \"\(word.text)\"") }
            source.line("case .other(let text): text")
            source.line("}")
        }
    }
}
