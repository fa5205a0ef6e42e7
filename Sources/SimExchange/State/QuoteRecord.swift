/// What orders have taken from one instrument's quote.
package struct QuoteRecord: Sendable, Hashable {
    /// The instrument's conId.
    package var conId: Int
    /// When the quote changes and its whole size is available again.
    package var until: Int64
    /// The sizes taken from bid and ask.
    var taken = TakenLiquidity()
}

extension QuoteRecord: Codable {
    private enum CodingKeys: CodingKey {
        case conId, until
    }

    /// Reads a row: the sizes are beside the rest, not nested in a field of their own.
    package init(from decoder: any Decoder) throws {
        let container = try decoder.container(keyedBy: CodingKeys.self)
        conId = try container.decode(Int.self, forKey: .conId)
        until = try container.decode(Int64.self, forKey: .until)
        taken = try TakenLiquidity(from: decoder)
    }

    /// Writes a row.
    package func encode(to encoder: any Encoder) throws {
        try taken.encode(to: encoder)
        var container = encoder.container(keyedBy: CodingKeys.self)
        try container.encode(conId, forKey: .conId)
        try container.encode(until, forKey: .until)
    }
}
