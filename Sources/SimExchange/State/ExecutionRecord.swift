internal import TWSWire

/// One execution of an exchange's state.
package struct ExecutionRecord: Sendable, Hashable, Codable {
    /// Its place among all executions, from 0.
    package var number: Int
    /// IB's id of it.
    package var execId: String
    /// Contract and execution: the execDetails message.
    package var details: String
    /// The instrument's conId.
    package var conId: Int
    /// In the instrument's currency.
    package var commission: Double
    /// The instrument's currency.
    package var currency: String
    /// What it realised; `nil` if it closed nothing.
    package var realizedPNL: Double?
    /// When TWS learnt of it.
    package var time: Int64
}

extension ExecutionRecord {
    /// - Throws: `StateError` for values that no message can carry.
    init(_ record: SimulatedExecution, number: Int) throws(StateError) {
        self.number = number
        execId = record.execution.execId
        details = try MessageText.write(record)
        conId = record.conId
        commission = record.commission
        currency = record.currency
        realizedPNL = record.realizedPNL
        time = record.time.nanoseconds
    }

    /// The execution again.
    ///
    /// - Throws: `StateError` for a row that is none.
    var execution: SimulatedExecution {
        get throws(StateError) {
            let message = try MessageText.readExecution(details, "execution \(number)")
            return SimulatedExecution(
                execution: message.execution,
                contract: message.contract,
                conId: conId,
                commission: commission,
                currency: currency,
                realizedPNL: realizedPNL,
                time: ExchangeInstant(nanoseconds: time)
            )
        }
    }
}
