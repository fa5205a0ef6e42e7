internal import TWSWire

extension SimExchange {
    /// Answers with a report about a company: the snapshot, or the financial summary, which is empty because companies
    /// of the simulator have no financial statements.
    ///
    /// Without a report, the error is 430, with which clients end the request.
    mutating func sendFundamentals(_ request: ClientMessage.ReqFundamentalData, _ connection: ConnectionID) {
        let found = market.catalogue.find(ContractQuery(request.contract)).first
        guard let company = found.flatMap(fundamentals), let report = company.report(request.reportType) else {
            let text = "The fundamentals data for the security specified is not available.Not allowed"
            return send(Rejection(430, text), id: request.reqId, to: connection)
        }
        reporter.sendFundamentals(report, request.reqId, to: connection)
    }

    /// Returns what is known about the company behind a stock; `nil` for funds and for anything but a stock.
    func fundamentals(of instrument: Instrument) -> Fundamentals? {
        guard instrument.secType == .stock, instrument.stockType == "COMMON" else { return nil }
        let bars = DailyBars(instrument, market.source, at: now).all("1 Y")
        let volumes = bars.suffix(10).compactMap(\.volume)
        return Fundamentals(
            instrument: instrument,
            price: mark(instrument),
            high: bars.map(\.high).max(),
            low: bars.map(\.low).min(),
            averageVolume: volumes.isEmpty ? nil : Double(volumes.reduce(0, +)) / Double(volumes.count)
        )
    }
}
