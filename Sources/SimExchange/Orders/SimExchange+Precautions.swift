internal import TWSWire

extension SimExchange {
    /// Throws 203 for what the account may not trade.
    func checkPermission(_ instrument: Instrument) throws(Rejection) {
        guard configuration.restrictedSymbols.contains(instrument.symbol) else { return }
        throw Rejection(203, "The security \(instrument.symbol) is not available or allowed for this account.")
    }

    /// Throws 383 or 10311 for what TWS's precautionary settings forbid.
    func checkPrecautions(_ order: Order, _ instrument: Instrument) throws(Rejection) {
        guard let precautions = configuration.precautions, instrument.secType == .stock else { return }
        let size = order.totalQuantity ?? .zero
        if size > ExactDecimal(precautions.sizeLimit) {
            let name = "\(order.action) \(size) \(instrument.orderName)"
            throw Rejection(
                383,
                "The following order \"\(name)\" size exceeds the Size Limit of \(precautions.sizeLimit). "
                    + "Restriction is specified in Precautionary Settings of Global Configuration/Presets."
            )
        }
        let isDirect = instrument.exchange != "SMART" && instrument.validExchanges.contains("SMART")
        guard isDirect, !precautions.allowsDirectRouting else { return }
        throw Rejection(
            10311,
            "This order will be directly routed to \(instrument.exchange). Direct routed orders may result in higher "
                + "trade fees. Restriction is specified in Precautionary Settings of Global Configuration/API."
        )
    }
}

extension Instrument {
    /// The instrument as TWS names it in texts about orders: `AAPL NASDAQ.NMS`.
    var orderName: String { "\(symbol) \(listing).\(tradingClass)" }
}
