internal import TWSWire
internal import Trading

/// Lines about orders, written as bytes, since a script may cause thousands of them in a second.
extension HostEvent {
    /// Appends what a person sees of an event about an order, not yet escaped; nothing for any other event.
    func writeOrder(to bytes: inout [UInt8]) {
        switch self {
        case .placed(let terms):
            Self.begin(terms.orderId, &bytes)
            terms.write(to: &bytes)
            bytes.append(" placed")
        case .modified(let terms):
            Self.begin(terms.orderId, &bytes)
            terms.write(to: &bytes)
            bytes.append(" modified")
        case .status(let orderId, let status, let filled, let remaining, let whyHeld):
            Self.begin(orderId, &bytes)
            bytes.append(status)
            bytes.append(", filled ")
            bytes.appendDecimal(filled)
            bytes.append(", remaining ")
            bytes.appendDecimal(remaining)
            if !whyHeld.isEmpty {
                bytes.append(", held: ")
                bytes.append(whyHeld)
            }
        case .fill(let orderId, _, let instrument, let side, let quantity, let price, _):
            Self.begin(orderId, &bytes)
            bytes.append(ExecutionSide(side) == .sold ? "sold " : "bought ")
            bytes.appendDecimal(quantity)
            bytes.append(" ")
            bytes.append(instrument)
            bytes.append(" at ")
            AmountText.write(price: price, to: &bytes)
        case .commission(let orderId, _, let commission, let currency, let profit):
            Self.begin(orderId, &bytes)
            bytes.append("commission ")
            AmountText.write(amount: commission, to: &bytes)
            bytes.append(" ")
            bytes.append(currency)
            if let profit {
                bytes.append(", realized P&L ")
                AmountText.write(amount: profit, to: &bytes)
            }
        default: break
        }
    }

    /// What a person sees of an event about an order; empty for any other event.
    var orderText: String {
        var bytes: [UInt8] = []
        writeOrder(to: &bytes)
        return String(decoding: bytes, as: UTF8.self)
    }

    private static func begin(_ orderId: Int, _ bytes: inout [UInt8]) {
        bytes.append("order ")
        bytes.append(OrderNumber.text(orderId))
        bytes.append(": ")
    }
}

extension HostEvent.Terms {
    /// `BUY 100 AAPL LMT 190.00`, `BUY 1000.00 USD AAPL MKT`.
    var text: String {
        var bytes: [UInt8] = []
        write(to: &bytes)
        return String(decoding: bytes, as: UTF8.self)
    }

    /// Appends ``text``: the words that are not empty, with a space between them.
    fileprivate func write(to bytes: inout [UInt8]) {
        let start = bytes.count
        func next(_ bytes: inout [UInt8]) {
            if bytes.count > start { bytes.append(UInt8(ascii: " ")) }
        }
        func add(_ word: String, _ bytes: inout [UInt8]) {
            guard !word.isEmpty else { return }
            next(&bytes)
            bytes.append(word)
        }
        add(action, &bytes)
        if let quantity {
            next(&bytes)
            bytes.appendDecimal(quantity)
        } else if let cash {
            next(&bytes)
            AmountText.write(amount: cash, to: &bytes)
        }
        add(currency, &bytes)
        add(instrument, &bytes)
        add(orderType, &bytes)
        if let price {
            next(&bytes)
            AmountText.write(price: price, to: &bytes)
        }
    }
}

extension [UInt8] {
    /// Appends the UTF-8 bytes of a text.
    fileprivate mutating func append(_ text: String) { append(contentsOf: text.utf8) }
}
