internal import TWSWire
internal import Trading

/// Something that happened to an order, as `trade.log` tells it; made into text when it is read.
enum TradeNote {
    /// What may change of an order's terms; the order itself would be a hundred fields.
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

    /// The line in `trade.log` of an order.
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
    /// `BUY 100 AAPL LMT 190.00`: action, instrument and type are those of the order, which do not change.
    fileprivate func text(_ entry: LedgerEntry) -> String {
        var terms = HostEvent.terms(entry.orderId, entry.contract, entry.order)
        (terms.quantity, terms.price) = (quantity, price)
        return terms.text
    }
}
