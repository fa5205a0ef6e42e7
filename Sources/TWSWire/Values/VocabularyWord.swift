/// A text of the protocol from a known set of words, parsed once on entry.
///
/// Generated for every type in `Schema/vocabulary.tsv`. IB adds words without notice: an unknown text is kept and sent
/// as it came.
public protocol VocabularyWord: Sendable, Hashable, CustomStringConvertible {
    /// Every word of the vocabulary, frequent ones first.
    static var known: [Self] { get }
    /// Makes a word from a text; a text outside the vocabulary is kept.
    init(_ text: String)
    /// The text on the wire; empty when unset.
    var text: String { get }
}

extension VocabularyWord {
    /// Whether the text is set and in the vocabulary.
    public var isKnown: Bool { Self.known.contains(self) }

    /// The text on the wire.
    public var description: String { text }
}
