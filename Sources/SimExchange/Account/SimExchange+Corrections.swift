internal import Notation
internal import TWSWire

extension SimExchange {
    /// Corrects the price of an execution, as an exchange may do afterwards: the execution comes again with the last
    /// part of its execId raised, then its commission report; its account and order are as if it had always been so.
    ///
    /// An unknown execId, and that of a combination, changes nothing.
    mutating func correct(_ executionID: String, price: Double) {
        let stem = Self.stem(executionID)
        guard let index = executions.lastIndex(where: { $0.stem == stem }), !executions[index].isCombination
        else { return }
        journal.read(executions, market.catalogue)
        guard let correction = journal.correct(stem, price: price) else { return }
        accounts[correction.account].replace(correction.position, paidMore: correction.paidMore)
        var record = executions[index]
        record.execution.execId = Self.raised(record.execution.execId)
        record.execution.price = price
        record.realizedPNL = correction.realized.map { $0.rounded(places: 6) }
        let place = book.orders.lastIndex { $0.permID == record.execution.permId }
        if let place, book[place].legs.isEmpty, let average = journal.averagePrice(ofOrder: book[place].permID) {
            book[place].averagePrice = average
        }
        record.execution.avgPrice = place.map { book[$0].averagePrice } ?? price
        executions.append(record)
        for connection in place.map({ audience(of: book[$0]) }) ?? [] {
            send(details(of: record, requestID: -1), to: connection)
            sendCommissions([record], to: connection)
        }
        accountChanged(correction.account, correction.instrument)
    }

    private static func stem(_ executionID: String) -> String {
        executionID.split(separator: ".").dropLast().joined(separator: ".")
    }

    private static func raised(_ executionID: String) -> String {
        let number = executionID.split(separator: ".").last.flatMap { Int($0) } ?? 1
        return "\(stem(executionID)).\(Digits.padded(number + 1, to: 2))"
    }
}
