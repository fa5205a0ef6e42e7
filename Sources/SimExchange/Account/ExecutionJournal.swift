internal import Notation
internal import TWSWire

/// The positions that executions made, step by step: a correction replays only what came after it in its own position.
///
/// It reads executions when the first correction comes; without corrections it costs nothing.
struct ExecutionJournal: Sendable {
    /// The effect of a correction.
    struct Correction {
        let account: String
        let instrument: Instrument
        /// The position after the correction.
        let position: SimulatedPosition
        /// The additional amount paid in the instrument's currency, including all later executions.
        let paidMore: Double
        /// The realized profit of the corrected execution; `nil` if it closed nothing.
        let realized: Double?
    }

    private struct Key: Hashable, Sendable {
        let account: String
        let conID: Int
    }

    private struct Step: Sendable {
        let key: Key
        let isBuy: Bool
        let shares: ExactDecimal
        var price: Double
        let commission: Double
        let permID: Int
        /// The position before the step.
        var before: SimulatedPosition
        var paid = 0.0
    }

    private var steps: [Step] = []
    /// The indices of steps by the stem of the execId.
    private var places: [String: Int] = [:]
    /// The indices of the steps of one position, in order.
    private var lines: [Key: [Int]] = [:]
    /// The indices of an order's steps, by permId.
    private var fills: [Int: [Int]] = [:]
    private var positions: [Key: SimulatedPosition] = [:]
    /// The number of executions read so far.
    private var read = 0

    /// Reads the executions that it has not read yet; a correction among them applies from its first version on.
    mutating func read(_ executions: [SimulatedExecution], _ catalogue: InstrumentCatalogue) {
        for record in executions[read...] {
            read += 1
            guard !record.isCombination else { continue }
            if let place = places[record.stem] {
                _ = correct(place, price: record.execution.price)
            } else if let instrument = catalogue.instrument(conId: record.conId) {
                add(record, instrument)
            }
        }
    }

    /// Corrects the price of an execution; `nil` for one that it has not read.
    mutating func correct(_ stem: String, price: Double) -> Correction? {
        read += 1
        return places[stem].map { correct($0, price: price) }
    }

    /// Returns the average price of an order's fills; `nil` if it has none.
    func averagePrice(ofOrder permID: Int) -> Double? {
        let fills = fills[permID, default: []].map { steps[$0] }
        let value = fills.reduce(0) { $0 + $1.price * $1.shares.double }
        let shares = fills.reduce(0) { $0 + $1.shares.double }
        return shares > 0 ? (value / shares).rounded(places: 8) : nil
    }

    private mutating func add(_ record: SimulatedExecution, _ instrument: Instrument) {
        let execution = record.execution
        let key = Key(account: execution.acctNumber, conID: record.conId)
        let step = Step(
            key: key,
            isBuy: execution.side == .bought,
            shares: execution.shares ?? .zero,
            price: execution.price,
            commission: record.commission,
            permID: execution.permId,
            before: positions[key] ?? SimulatedPosition(instrument)
        )
        let place = steps.count
        steps.append(step)
        places[record.stem] = place
        lines[key, default: []].append(place)
        fills[execution.permId, default: []].append(place)
        var position = step.before
        _ = take(place, &position)
        positions[key] = position
    }

    private mutating func correct(_ place: Int, price: Double) -> Correction {
        steps[place].price = price
        let key = steps[place].key
        var position = steps[place].before
        var (paidMore, realized) = (0.0, Double?.none)
        for later in (lines[key] ?? []).reversed().prefix(while: { $0 >= place }).reversed() {
            steps[later].before = position
            let before = steps[later].paid
            let profit = take(later, &position)
            paidMore += steps[later].paid - before
            if later == place { realized = profit }
        }
        positions[key] = position
        return Correction(
            account: key.account,
            instrument: position.instrument,
            position: position,
            paidMore: paidMore,
            realized: realized
        )
    }

    /// Books a step on a position; returns its realized profit.
    private mutating func take(_ place: Int, _ position: inout SimulatedPosition) -> Double? {
        let step = steps[place]
        let signed = step.isBuy ? step.shares : -step.shares
        let change = position.apply(signed, price: step.price, commission: step.commission)
        steps[place].paid = position.paid(signed, price: step.price, change)
        return change.realized
    }
}

extension SimulatedExecution {
    /// The execId without its last part, the same for all corrections.
    var stem: String { Self.stem(execution.execId) }

    static func stem(_ executionID: String) -> String {
        executionID.split(separator: ".").dropLast().joined(separator: ".")
    }

    /// Increments the last part of the execId, as a correction does.
    mutating func raise() {
        let number = execution.execId.split(separator: ".").last.flatMap { Int($0) } ?? 1
        execution.execId = "\(stem).\(Digits.padded(number + 1, to: 2))"
    }
}
