package import Notation
internal import TWSWire

extension ByteWriter {
    /// Writes a script's intent.
    package mutating func intent(_ intent: Intent) {
        switch intent {
        case .place(let orders):
            tag(0)
            list(orders) { $0.newOrder($1) }
        case .modify(let orderId, let order, let named):
            tag(1)
            integer(orderId)
            structure(order)
            list(named) { $0.integer($1) }
        case .cancel(let orderId):
            tag(2)
            integer(orderId)
        case .cancelAll: tag(3)
        case .cancelAccount: tag(4)
        case .orders(let ofAccount):
            tag(5)
            flag(ofAccount)
        case .holdings(let contract):
            tag(8)
            optional(contract) { $0.structure($1) }
        case .prepare(let contracts):
            tag(9)
            list(contracts) { $0.structure($1) }
        case .whatIf(let order):
            tag(6)
            newOrder(order)
        case .request(let request, let number):
            tag(7)
            message(request)
            switch number {
            case .allocated: optionalInteger(nil)
            case .own(let id): optionalInteger(id)
            }
        }
    }

    private mutating func newOrder(_ new: Intent.NewOrder) {
        structure(new.contract)
        structure(new.order)
        list(new.named) { $0.integer($1) }
        optionalText(new.key)
    }
}

extension ByteReader {
    /// Reads a script's intent, which is trusted no more than anything else that the script's own process sends.
    package mutating func intent() throws(Malformed) -> Intent {
        switch try tag() {
        case 0: return .place(try list { reader throws(Malformed) in try reader.newOrder() })
        case 1:
            let orderId = try integer()
            return .modify(orderId: orderId, try structure(Order.self), named: try named())
        case 2: return .cancel(orderId: try integer())
        case 3: return .cancelAll
        case 4: return .cancelAccount
        case 5: return .orders(ofAccount: try flag())
        case 6: return .whatIf(try newOrder())
        case 7:
            let message = try clientMessage()
            return .request(message, try optionalInteger().map(RequestNumber.own) ?? .allocated)
        case 8: return .holdings(try optional { reader throws(Malformed) in try reader.structure(Contract.self) })
        case 9: return .prepare(try list { reader throws(Malformed) in try reader.structure(Contract.self) })
        case let other: throw Malformed("intent \(other)")
        }
    }

    private mutating func newOrder() throws(Malformed) -> Intent.NewOrder {
        Intent.NewOrder(
            contract: try structure(Contract.self),
            order: try structure(Order.self),
            named: try named(),
            key: try optionalText()
        )
    }

    /// Reads positions in `Order.fields` and rejects anything else.
    private mutating func named() throws(Malformed) -> [Int] {
        try list { reader throws(Malformed) in
            let place = try reader.integer()
            guard Order.fields.indices.contains(place) else { throw Malformed("field \(place) of an order") }
            return place
        }
    }
}
