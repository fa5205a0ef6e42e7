internal import TWSWire

/// An execution in an exchange's state.
package struct ExecutionRecord: Sendable, Hashable {
    /// Its index among all executions, from 0.
    package var number: Int
    /// IB's ID for it.
    package var execId: String
    /// The contract and the execution: the execDetails message.
    package var details: String
    /// What its account was charged.
    package var booking: SimulatedExecution.Booking
}

extension ExecutionRecord: Codable {
    private enum CodingKeys: CodingKey {
        case number, execId, details
    }

    /// Reads a row: the booking is beside the names, not nested in a field of its own.
    package init(from decoder: any Decoder) throws {
        let container = try decoder.container(keyedBy: CodingKeys.self)
        number = try container.decode(Int.self, forKey: .number)
        execId = try container.decode(String.self, forKey: .execId)
        details = try container.decode(String.self, forKey: .details)
        booking = try SimulatedExecution.Booking(from: decoder)
    }

    /// Writes a row.
    package func encode(to encoder: any Encoder) throws {
        try booking.encode(to: encoder)
        var container = encoder.container(keyedBy: CodingKeys.self)
        try container.encode(number, forKey: .number)
        try container.encode(execId, forKey: .execId)
        try container.encode(details, forKey: .details)
    }
}

extension ExecutionRecord {
    /// - Throws: `StateError` for values that no message can carry.
    init(_ record: SimulatedExecution, number: Int) throws(StateError) {
        self.number = number
        execId = record.execution.execId
        details = try MessageText.write(record)
        booking = record.booking
    }

    /// The restored execution.
    ///
    /// - Throws: `StateError` for a malformed row.
    var execution: SimulatedExecution {
        get throws(StateError) {
            let message = try MessageText.readExecution(details, "execution \(number)")
            return SimulatedExecution(execution: message.execution, contract: message.contract, booking: booking)
        }
    }
}
