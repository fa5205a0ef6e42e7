internal import TWSWire

extension SimExchange {
    private static let maximumRows = 50

    /// Starts a scan of the built-in US stocks, sorted by volume whatever the scan code.
    mutating func startScan(_ request: ClientMessage.ReqScannerSubscription, _ connection: ConnectionID) {
        do throws(Rejection) {
            try RequestTable.checkPlace(
                for: ClientMessage.ReqScannerSubscription.self,
                request.reqId,
                isUsed: directory.subscription(connection, .scanner, request.reqId) != nil
            )
            guard !request.subscription.scanCode.isEmpty, request.subscription.instrument.hasPrefix("STK") else {
                throw Rejection(
                    162,
                    "Historical Market Data Service error message:Scanner: no such instrument or scan code"
                )
            }
            let terms = Subscription.Terms.scanner(request.subscription)
            sendScan(request.reqId, terms, to: connection)
            subscribe(connection, .scanner, request.reqId, terms, firstStrike: nextStrike(.scanner))
        } catch {
            send(error, id: request.reqId, to: connection)
        }
    }

    /// Sends the whole list of a scan.
    mutating func sendScan(_ requestID: Int, _ terms: Subscription.Terms, to connection: ConnectionID) {
        guard case .scanner(let scan) = terms else { return }
        let wanted = scan.numberOfRows ?? -1
        let rows = wanted > 0 ? min(wanted, Self.maximumRows) : Self.maximumRows
        let found = market.catalogue.builtIn.filter { matches($0, scan) }
            .sorted { ($1.averageDailyVolume, $0.symbol) < ($0.averageDailyVolume, $1.symbol) }
        reporter.sendScan(found.prefix(rows), requestID, to: connection)
    }

    private func matches(_ instrument: Instrument, _ scan: ScannerSubscription) -> Bool {
        guard instrument.secType == .stock, instrument.currency == "USD" else { return false }
        let price = mark(instrument)
        return price >= scan.abovePrice ?? 0 && price <= scan.belowPrice ?? .infinity
            && instrument.averageDailyVolume >= scan.aboveVolume ?? 0
    }
}
