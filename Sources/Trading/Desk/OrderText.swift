package import TWSWire

/// Short descriptions of orders.
package enum OrderText {
    /// `BUY 100 AAPL LMT 190.00`.
    package static func terms(_ contract: Contract, _ order: Order) -> String {
        var words = [order.action.text]
        if let quantity = order.totalQuantity, quantity != .zero {
            words.append("\(quantity)")
        } else if let cash = order.cashQty {
            words += [priceText(cash), contract.currency]
        }
        words += [shortName(contract), order.orderType.text]
        if let price = order.lmtPrice ?? order.auxPrice { words.append(priceText(price)) }
        return words.filter { !$0.isEmpty }.joined(separator: " ")
    }

    /// The symbol or, without one, the local symbol or the contract's id.
    package static func symbol(_ contract: Contract) -> String {
        if !contract.symbol.isEmpty { return contract.symbol }
        return contract.localSymbol.isEmpty ? "conId \(contract.conId)" : contract.localSymbol
    }

    /// The symbol, plus what identifies a derivative: `AAPL 20260220 190 C`.
    package static func shortName(_ contract: Contract) -> String {
        let name = symbol(contract)
        guard !contract.lastTradeDateOrContractMonth.isEmpty || contract.strike ?? 0 != 0 else { return name }
        let strike = contract.strike.flatMap { $0 > 0 ? ExactDecimal($0)?.description : nil } ?? ""
        let right = contract.right.isCall || contract.right.isPut ? contract.right.text : ""
        return [name, contract.lastTradeDateOrContractMonth, strike, right].filter { !$0.isEmpty }.joined(
            separator: " "
        )
    }

    /// The shortest text of a price with at least two decimal places.
    private static func priceText(_ price: Double) -> String {
        guard let exact = ExactDecimal(price)?.normalized else { return "\(price)" }
        let padding = String(repeating: "0", count: max(0, 2 - Int(exact.scale)))
        return exact.scale == 0 ? "\(exact).\(padding)" : "\(exact)\(padding)"
    }
}
