/// A closed set of words for a text field, such as the order types.
package struct Vocabulary: Sendable {
    /// One word.
    package struct Word: Sendable {
        /// Name of the Swift case.
        package let name: String
        /// The word on the wire.
        package let text: String
        /// One line on its meaning.
        package let documentation: String
    }

    /// Name of the Swift type; fields in `structures.tsv` use it as their type.
    package let name: String
    /// One line on its meaning.
    package let documentation: String
    /// The words, frequent ones first: they are matched in this order.
    package let words: [Word]

    /// Returns the word with the text `text`; `nil` if the vocabulary lacks it.
    package func word(_ text: String) -> Word? {
        words.first { $0.text == text }
    }

    static func parse(_ table: Table) throws(SchemaError) -> [Vocabulary] {
        var vocabularies: [Vocabulary] = []
        var index = 0
        while index < table.rows.count {
            let head = table.rows[index]
            guard head["case"].isEmpty else {
                throw SchemaError(
                    file: table.name,
                    line: head.line,
                    reason: "a vocabulary begins with a row without case"
                )
            }
            index += 1
            var words: [Word] = []
            while index < table.rows.count, !table.rows[index]["case"].isEmpty {
                let row = table.rows[index]
                guard row["type"] == head["type"], !row["text"].isEmpty else {
                    throw SchemaError(file: table.name, line: row.line, reason: "no word of \(head["type"])")
                }
                words.append(Word(name: row["case"], text: row["text"], documentation: row["doc"]))
                index += 1
            }
            vocabularies.append(Vocabulary(name: head["type"], documentation: head["doc"], words: words))
        }
        return vocabularies
    }
}
