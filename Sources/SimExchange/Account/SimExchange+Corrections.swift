internal import TWSWire

extension SimExchange {
    /// Corrects the price of an execution, as an exchange may do afterwards: the execution is sent again with the last
    /// part of its execId incremented, then its commission report; its account and order are as if it had always been
    /// so.
    ///
    /// An unknown execId and that of a combination change nothing.
    mutating func correct(_ executionID: String, price: Double) {
        guard let correction = accounts.correct(executionID, price: price, market.catalogue) else { return }
        var record = correction.record
        let place = book.orders.lastIndex { $0.permID == record.execution.permId }
        if let place, book[place].legs.isEmpty, let average = correction.averagePrice {
            book[place].averagePrice = average
        }
        record.execution.avgPrice = place.map { book[$0].averagePrice } ?? price
        accounts.record(record)
        for connection in place.map({ directory.audience(of: book[$0]) }) ?? [] {
            reporter.tell(record, to: connection)
        }
        accountChanged(record.execution.acctNumber, correction.instrument)
    }
}
