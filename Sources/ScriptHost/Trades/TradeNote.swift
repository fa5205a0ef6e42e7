internal import LuaBridge
internal import TWSWire
internal import Trading

/// Something that happened to an order, as shown in `trade.log`; formatted when it is read.
enum TradeNote {
    /// The terms of an order that may change; the whole order would be a hundred fields.
    struct Terms {
        let quantity: ExactDecimal?
        let price: Double?

        init(_ order: Order) {
            quantity = order.totalQuantity
            price = order.lmtPrice ?? order.auxPrice
        }
    }

    /// What an execution traded.
    struct Execution {
        let shares: ExactDecimal?
        let price: Double
    }

    case placed(Terms)
    case modified(Terms)
    case cancelSent
    case status(OrderStatus)
    case fill(Execution?)
    case corrected(Execution?)
    case notice(LedgerEntry.Notice)

    /// Returns the line in an order's `trade.log`.
    func text(_ entry: LedgerEntry) -> String {
        switch self {
        case .placed(let terms): "placed \(terms.text(entry))"
        case .modified(let terms): "modified to \(terms.text(entry))"
        case .cancelSent: "cancel sent"
        case .status(let status): status.text
        case .fill(let execution): "filled \(execution?.text ?? "?")"
        case .corrected(let execution): "execution corrected: \(execution?.text ?? "?")"
        case .notice(let notice): "\(notice.code): \(ShownText.of(notice.message))"
        }
    }
}

extension TradeNote.Execution {
    /// `100 at 189.5`.
    fileprivate var text: String {
        "\(shares.flatMap { RecordText.text(LuaValue($0)) } ?? "?") at \(price)"
    }
}

extension TradeNote.Terms {
    /// `BUY 100 AAPL LMT 190.00`: action, instrument and type come from the order, in which they do not change.
    fileprivate func text(_ entry: LedgerEntry) -> String {
        var terms = HostEvent.terms(of: entry)
        (terms.quantity, terms.price) = (quantity, price)
        return terms.text
    }
}
