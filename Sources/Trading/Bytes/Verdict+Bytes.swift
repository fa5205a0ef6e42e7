package import Notation
internal import TWSWire

extension ByteWriter {
    /// Writes the desk's answer to an intent.
    package mutating func verdict(_ verdict: Verdict, to intent: Intent, _ told: inout ToldOrders) {
        switch verdict {
        case .placed(let entries):
            tag(0)
            list(Array(entries.enumerated())) { $0.entry($1.element.value, &told, asked: intent.newOrder($1.offset)) }
        case .known(let entries):
            tag(1)
            list(entries) { $0.entry($1.value, &told) }
        case .needs(let need):
            tag(2)
            switch need {
            case .reconciled: tag(0)
            case .details: tag(1)
            case .price: tag(2)
            case .margin: tag(3)
            }
        case .orders(let entries):
            tag(3)
            list(entries) { $0.entry($1.value, &told) }
        case .modified(let entry):
            tag(4)
            self.entry(entry.value, &told)
        case .cancelling(let ids):
            tag(5)
            list(ids) { $0.integer($1) }
        case .requested(let id):
            tag(6)
            optionalInteger(id)
        case .denied(let denial):
            tag(7)
            text(denial.code.rawValue)
            text(denial.message)
            optionalText(denial.limit)
            text(denial.remedy)
        case .impossible(let obstacle):
            tag(8)
            text(obstacle.code.rawValue)
            text(obstacle.message)
            optionalText(obstacle.remedy)
        case .holdings(let holdings):
            tag(9)
            list(holdings) { writer, holding in
                writer.structure(holding.contract)
                writer.decimal(holding.account)
                writer.decimal(holding.own)
                writer.double(holding.averagePrice)
                writer.double(holding.realized)
            }
        }
    }
}

extension ByteReader {
    /// Reads the desk's answer to an intent.
    package mutating func verdict(to intent: Intent, _ heard: inout HeardOrders) throws(Malformed) -> Verdict {
        switch try tag() {
        case 0:
            var place = 0
            return .placed(
                try list { reader throws(Malformed) in
                    defer { place += 1 }
                    return try reader.entry(&heard, asked: intent.newOrder(place))
                }
            )
        case 1: return .known(try entries(&heard))
        case 2:
            return .needs(try need())
        case 3: return .orders(try entries(&heard))
        case 4: return .modified(try entry(&heard))
        case 5: return .cancelling(try list { reader throws(Malformed) in try reader.integer() })
        case 6: return .requested(id: try optionalInteger())
        case 7:
            return .denied(
                Denial(
                    code: Denial.Code(rawValue: try text()),
                    message: try text(),
                    limit: try optionalText(),
                    remedy: try text()
                )
            )
        case 8:
            let code = Obstacle.Code(rawValue: try text())
            return .impossible(Obstacle(code, try text(), remedy: try optionalText()))
        case 9: return .holdings(try list { reader throws(Malformed) in try reader.holding() })
        case let other: throw Malformed("verdict \(other)")
        }
    }

    private mutating func holding() throws(Malformed) -> Holding {
        var holding = Holding(contract: try structure(Contract.self))
        (holding.account, holding.own) = (try decimal(), try decimal())
        (holding.averagePrice, holding.realized) = (try double(), try double())
        return holding
    }

    private mutating func need() throws(Malformed) -> Verdict.Need {
        switch try tag() {
        case 0: .reconciled
        case 1: .details
        case 2: .price
        case 3: .margin
        case let other: throw Malformed("need \(other)")
        }
    }

    private mutating func entries(_ heard: inout HeardOrders) throws(Malformed) -> [LedgerSnapshot] {
        try list { reader throws(Malformed) in try reader.entry(&heard) }
    }
}

extension Intent {
    /// The order that the intent places at the given index.
    fileprivate func newOrder(_ place: Int) -> NewOrder? {
        guard case .place(let orders) = self, orders.indices.contains(place) else { return nil }
        return orders[place]
    }
}
