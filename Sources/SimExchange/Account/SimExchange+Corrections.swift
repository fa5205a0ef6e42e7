internal import TWSWire

extension SimExchange {
    /// Corrects the price of an execution, as an exchange may do afterwards: the execution comes again with the last
    /// part of its execId raised, then its commission report; its account and order are as if it had always been so.
    ///
    /// An unknown execId, and that of a combination, changes nothing.
    mutating func correct(_ executionID: String, price: Double) {
        guard let index = executions.lastIndex(where: { $0.stem == Self.stem(executionID) }),
            !executions[index].isCombination
        else { return }
        var corrected = executions[index]
        corrected.execution.execId = Self.raised(corrected.execution.execId)
        corrected.execution.price = price
        executions.append(corrected)
        let valid = valid
        let realized = replay(valid, in: corrected.execution.acctNumber)
        executions[executions.count - 1].realizedPNL = realized[corrected.stem].map { ($0 * 1e6).rounded() / 1e6 }
        let place = book.orders.firstIndex { $0.permID == corrected.execution.permId }
        if let place { averageAnew(place, valid) }
        executions[executions.count - 1].execution.avgPrice = place.map { book[$0].averagePrice } ?? price
        let record = executions[executions.count - 1]
        for connection in place.map({ audience(of: book[$0]) }) ?? [] {
            send(details(of: record, requestID: -1), to: connection)
            sendCommissions([record], to: connection)
        }
        guard let instrument = market.catalogue.instrument(conId: record.conId) else { return }
        accountChanged(record.execution.acctNumber, instrument)
    }

    /// The executions as they hold: of each the latest correction, in the order of the first.
    private var valid: [SimulatedExecution] {
        var places: [String: Int] = [:]
        var valid: [SimulatedExecution] = []
        for record in executions {
            if let place = places[record.stem] {
                valid[place] = record
            } else {
                places[record.stem] = valid.count
                valid.append(record)
            }
        }
        return valid
    }

    /// Books all executions of an account anew; tells what each realised, by the stem of its execId.
    private mutating func replay(_ valid: [SimulatedExecution], in account: String) -> [String: Double] {
        var fresh = SimulatedAccount(code: account, startingCash: accounts[account].startingCash)
        fresh.day = accounts[account].day
        var realized: [String: Double] = [:]
        for record in valid where !record.isCombination && record.execution.acctNumber == account {
            guard let instrument = market.catalogue.instrument(conId: record.conId) else { continue }
            realized[record.stem] = fresh.apply(
                instrument,
                isBuy: record.execution.side == "BOT",
                quantity: record.execution.shares ?? .zero,
                price: record.execution.price,
                commission: record.commission
            )
        }
        accounts[account] = fresh
        return realized
    }

    private mutating func averageAnew(_ place: Int, _ valid: [SimulatedExecution]) {
        guard book[place].legs.isEmpty else { return }
        let fills = valid.filter { $0.execution.permId == book[place].permID }
        let value = fills.reduce(0) { $0 + $1.execution.price * ($1.execution.shares?.double ?? 0) }
        let shares = fills.reduce(0) { $0 + ($1.execution.shares?.double ?? 0) }
        if shares > 0 { book[place].averagePrice = (value / shares * 1e8).rounded() / 1e8 }
    }

    private static func stem(_ executionID: String) -> String {
        executionID.split(separator: ".").dropLast().joined(separator: ".")
    }

    private static func raised(_ executionID: String) -> String {
        let number = executionID.split(separator: ".").last.flatMap { Int($0) } ?? 1
        return "\(stem(executionID)).\(Digits.padded(number + 1, to: 2))"
    }
}

extension SimulatedExecution {
    /// The execId without its last part, the same for all corrections.
    fileprivate var stem: String { execution.execId.split(separator: ".").dropLast().joined(separator: ".") }
}
