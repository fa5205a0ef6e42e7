internal import TWSWire

extension SimExchange {
    private static let maximumRows = 50

    /// Starts a scan of the built-in stocks.
    mutating func startScan(_ request: ClientMessage.ReqScannerSubscription, _ connection: ConnectionID) {
        do throws(Rejection) {
            try RequestTable.checkPlace(
                for: ClientMessage.ReqScannerSubscription.self,
                request.reqId,
                isUsed: directory.subscription(connection, .scanner, request.reqId) != nil
            )
            let scan = try Scan(request)
            let terms = Subscription.Terms.scanner(scan)
            sendScan(request.reqId, terms, to: connection)
            subscribe(connection, .scanner, request.reqId, terms, firstStrike: nextStrike(.scanner))
        } catch {
            send(error, id: request.reqId, to: connection)
        }
    }

    /// Sends the whole list of a scan.
    mutating func sendScan(_ requestID: Int, _ terms: Subscription.Terms, to connection: ConnectionID) {
        guard case .scanner(let scan) = terms else { return }
        let rows = scan.rows > 0 ? min(scan.rows, Self.maximumRows) : Self.maximumRows
        let found = market.catalogue.builtIn.filter { $0.secType == .stock && scan.place.holds($0) }
            .compactMap { ScanFigures($0, market.source, at: market.quoteTime($0, at: now)) }
            .filter { figures in scan.conditions.allSatisfy { $0(figures) } }
            .compactMap { figures in scan.code.value(figures).map { (figures.instrument, $0) } }
            .sorted { ($1.1, $0.0.symbol) < ($0.1, $1.0.symbol) }
        reporter.sendScan(found.prefix(rows).map(\.0), requestID, to: connection)
    }
}

/// A requested scan.
struct Scan: Sendable {
    let code: ScanCode
    let place: ScanPlace
    let conditions: [@Sendable (ScanFigures) -> Bool]

    /// The number of instruments wanted; 0 or below for all.
    let rows: Int

    /// Reads a request.
    ///
    /// - Throws: 162 for an unknown code, place or filter.
    init(_ request: ClientMessage.ReqScannerSubscription) throws(Rejection) {
        let subscription = request.subscription
        guard let code = ScanCode.named(subscription.scanCode) else {
            throw .scanner("no such scan code: \(subscription.scanCode)")
        }
        guard let place = ScanPlace.named(subscription.instrument, subscription.locationCode) else {
            throw .scanner("no such instrument or location: \(subscription.instrument) \(subscription.locationCode)")
        }
        self.code = code
        self.place = place
        rows = subscription.numberOfRows ?? -1
        conditions = Self.fields(subscription) + (try ScanFilter.conditions(request.scannerSubscriptionFilterOptions))
    }

    /// Returns the conditions in the fields of a subscription.
    private static func fields(_ scan: ScannerSubscription) -> [@Sendable (ScanFigures) -> Bool] {
        let (above, below) = (scan.abovePrice ?? 0, scan.belowPrice ?? .infinity)
        let (volume, options) = (Double(scan.aboveVolume ?? 0), Double(scan.averageOptionVolumeAbove ?? 0))
        let type = scan.stockTypeFilter.uppercased()
        return [
            { $0.last >= above && $0.last <= below }, { $0.volume >= volume && $0.optionVolume >= options },
            { figures in
                switch type {
                case "ETF": figures.instrument.stockType == "ETF"
                case "CORP", "STOCK": figures.instrument.stockType != "ETF"
                default: true
                }
            },
        ]
    }
}
