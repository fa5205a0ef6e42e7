/// What orders have taken of one instrument's quote.
package struct QuoteRecord: Sendable, Hashable {
    /// The instrument's conId.
    package var conId: Int
    /// When the quote changes, and all of it is there again.
    package var until: Int64
    /// Sizes taken of bid and ask.
    var taken = TakenLiquidity()
}

extension QuoteRecord: Codable {
    private enum CodingKeys: CodingKey {
        case conId, until
    }

    /// Reads a row: the sizes stand beside the rest, not within a field of their own.
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
