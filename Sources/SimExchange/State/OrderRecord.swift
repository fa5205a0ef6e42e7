/// An order in an exchange's state: its IDs, its terms and its progress.
package struct OrderRecord: Sendable, Hashable {
    /// Its index among all orders, from 0.
    package var number: Int
    /// The client that placed it.
    package var clientId: Int
    /// The client's ID for it.
    package var orderId: Int
    /// The contract and the terms: the placeOrder message.
    package var request: String
    /// The progress of the order.
    var progress: OrderProgress
    /// The progress of a combination's legs.
    var legs: [OrderLeg.Progress]
}

extension OrderRecord: Codable {
    private enum CodingKeys: CodingKey {
        case number, clientId, orderId, request, legs
    }

    /// Reads a row: the progress is beside the names, not nested in a field of its own.
    package init(from decoder: any Decoder) throws {
        let container = try decoder.container(keyedBy: CodingKeys.self)
        number = try container.decode(Int.self, forKey: .number)
        clientId = try container.decode(Int.self, forKey: .clientId)
        orderId = try container.decode(Int.self, forKey: .orderId)
        request = try container.decode(String.self, forKey: .request)
        legs = try container.decode([OrderLeg.Progress].self, forKey: .legs)
        progress = try OrderProgress(from: decoder)
    }

    /// Writes a row.
    package func encode(to encoder: any Encoder) throws {
        try progress.encode(to: encoder)
        var container = encoder.container(keyedBy: CodingKeys.self)
        try container.encode(number, forKey: .number)
        try container.encode(clientId, forKey: .clientId)
        try container.encode(orderId, forKey: .orderId)
        try container.encode(request, forKey: .request)
        try container.encode(legs, forKey: .legs)
    }
}
