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

    case placed(Terms)
    case modified(Terms)
    case cancelSent
    case status(OrderStatus)
    case fill(String)
    case corrected(String)
    case notice(LedgerEntry.Notice)

    /// Returns the line in an order's `trade.log`.
    func text(_ entry: LedgerEntry) -> String {
        switch self {
        case .placed(let terms): "placed \(terms.text(entry))"
        case .modified(let terms): "modified to \(terms.text(entry))"
        case .cancelSent: "cancel sent"
        case .status(let status): status.text
        case .fill(let terms): "filled \(terms)"
        case .corrected(let terms): "execution corrected: \(terms)"
        case .notice(let notice): "\(notice.code): \(ShownText.of(notice.message))"
        }
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
