internal import LuaBridge
internal import TWSWire
internal import Trading

/// `scan{scanCode = "TOP_PERC_GAIN", …}`: the current results of a market scanner, best first.
enum ScanFunction {
    static let entries = [HostEntry("scan", waits: true, call)]

    static let noCode = LuaRaise(
        message: "scan: expected scanCode",
        remedy: "scan{scanCode = \"TOP_PERC_GAIN\"}; tws.reqScannerParameters() lists the codes"
    )
    private static let keys = ["rank", "contract", "distance", "benchmark", "projection", "legs"]

    private static func call(_ session: ScriptSession, _ frame: borrowing LuaFrame) throws -> HostResult {
        var fields: [(key: String, value: LuaValue)] = []
        var request = ClientMessage.ReqScannerSubscription()
        for (key, value) in try frame.options(1, function: "scan") {
            if key == "filters" {
                request.scannerSubscriptionFilterOptions = try filters(value)
            } else {
                fields.append((key, value))
            }
        }
        request.subscription = try StructureReader(function: "scan").read(
            .table(fields),
            as: ScannerSubscription.self,
            path: "scan"
        ).structure
        guard !request.subscription.scanCode.isEmpty else {
            throw noCode
        }
        if request.subscription.instrument.isEmpty { request.subscription.instrument = "STK" }
        if request.subscription.locationCode.isEmpty { request.subscription.locationCode = "STK.US.MAJOR" }
        try session.shapes.prepare(Contract.self)
        let (shape, shapes) = (try session.shapes.own("scan", keys: keys), session.shapes)
        return try session.requests.begin(
            "scan",
            .request(.reqScannerSubscription(request), .allocated),
            cancel: { id in
                var cancel = ClientMessage.CancelScannerSubscription()
                cancel.reqId = id
                return .cancelScannerSubscription(cancel)
            }
        ) { message, id in
            guard case .scannerData(let data) = message, data.reqId == id else { return nil }
            let rows = data.elements.sorted { $0.rank < $1.rank }
            return .push { writer in
                writer.pushArray(count: rows.count) { push(rows[$0], shape, shapes, writer) }
            }
        }
    }

    private static func push(
        _ row: ScannerElement,
        _ shape: LuaShape,
        _ shapes: StructureShapes,
        _ writer: LuaWriter
    ) {
        let fields = StructureShapes.changed(row.contractDetails.contract, over: Contract())
        writer.push(shape) { record in
            record.set(0, row.rank)
            record.set(1) { shapes.pushPrepared(Contract.self, fields: fields, to: $0) }
            for (place, text) in [row.distance, row.benchmark, row.projection, row.legsStr].enumerated()
            where !text.isEmpty { record.set(place + 2, text) }
        }
    }

    /// `{changePercAbove = 5}`: the scanner's own filters, by tag.
    private static func filters(_ value: LuaValue) throws(LuaRaise) -> [TagValue] {
        guard case .table(let entries) = value else {
            throw LuaRaise(message: "scan: filters: expected a table", remedy: "filters = {changePercAbove = 5}")
        }
        var filters: [TagValue] = []
        for (key, value) in entries {
            guard let text = RecordText.text(value) else {
                throw LuaRaise(message: "scan: filters.\(key): expected a value")
            }
            var filter = TagValue()
            (filter.tag, filter.value) = (key, text)
            filters.append(filter)
        }
        return filters
    }
}
