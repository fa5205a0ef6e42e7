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

    /// Sends warning 2109: outsideRth is ignored for an accepted order.
    mutating func warnAboutHours(of request: ClientMessage.PlaceOrder, _ connection: ConnectionID) {
        guard request.order.outsideRth, let instrument = try? market.resolveTraded(request.contract).instrument,
            OrderTerms.ignoresOutsideRth(request.order, instrument)
        else { return }
        let text =
            "Order Event Warning:Attribute 'Outside Regular Trading Hours' is ignored based on the order type and "
            + "destination. PlaceOrder is now being processed."
        send(Rejection(2109, text), id: request.orderId, to: connection)
    }

    /// Sends warning 399: a currency order is below IDEALPRO's minimum.
    mutating func warnOfOddLot(_ place: Int) {
        let order = book[place]
        guard let warning = Self.oddLotWarning(order) else { return }
        report(Rejection(399, "Order Message:\n\(order.description)\nWarning: \(warning)"), about: order)
    }

    /// Returns TWS's remark on a currency order below IDEALPRO's minimum; `nil` for others.
    static func oddLotWarning(_ order: SimulatedOrder) -> String? {
        let currency = order.instrument.symbol
        guard order.instrument.secType == .forex, let minimum = CurrencyTable.minimumOrders[currency],
            order.total < ExactDecimal(minimum)
        else { return nil }
        return
            "Your order size is below the \(currency) \(minimum) IdealPro minimum and will be routed as an odd lot order."
    }
}

extension Instrument {
    /// The instrument as TWS names it in texts about orders: `AAPL NASDAQ.NMS`.
    var orderName: String { "\(symbol) \(listing).\(tradingClass)" }
}
