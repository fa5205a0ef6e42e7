extension HostEvent {
    /// One line for a person; for a print or log the text itself.
    package var text: String {
        switch self {
        case .placed(let terms): "order \(terms.orderId): \(terms.text) placed"
        case .modified(let terms): "order \(terms.orderId): \(terms.text) modified"
        case .status(let orderId, let status, let filled, let remaining, let whyHeld):
            "order \(orderId): \(status), filled \(filled), remaining \(remaining)"
                + (whyHeld.isEmpty ? "" : ", held: \(whyHeld)")
        case .fill(let orderId, let symbol, let side, let quantity, let price, _):
            "order \(orderId): \(side == "SLD" ? "sold" : "bought") \(quantity) \(symbol) at \(AmountText.price(price))"
        case .commission(let orderId, _, let commission, let currency, let profit):
            "order \(orderId): commission \(AmountText.amount(commission)) \(currency)"
                + (profit.map { ", realized P&L \(AmountText.amount($0))" } ?? "")
        case .denied(_, let message, let limit, let remedy):
            "denied: \(message)" + (limit.map { " (in force: \($0))" } ?? "") + "; \(remedy)"
        case .error(let code, let message, let id):
            "error" + (code.map { " \($0)" } ?? "") + (id.map { " on \($0)" } ?? "") + ": \(message)"
        case .log(let text), .print(let text): text
        case .ended(let end): "ended: \(end.reason.rawValue)" + (end.message.map { ": \($0)" } ?? "")
        }
    }
}

extension HostEvent.Terms {
    /// `BUY 100 AAPL LMT 190.00`.
    var text: String {
        let parts = [
            action, quantity.map(String.init(describing:)) ?? "", symbol, orderType, price.map(AmountText.price) ?? "",
        ]
        return parts.filter { !$0.isEmpty }.joined(separator: " ")
    }
}
