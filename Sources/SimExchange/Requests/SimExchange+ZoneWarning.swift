internal import TWSWire

extension SimExchange {
    /// Sends warning 2174: a time in a request named no zone, so that the operator's was assumed.
    mutating func warnAboutZone(_ requestID: Int, _ connection: ConnectionID) {
        let text =
            "Warning: You submitted request with date-time attributes without explicit time zone. "
            + "Please switch to use yyyymmdd-hh:mm:ss in UTC or use instrument time zone, like US/Eastern. "
            + "Implied time zone functionality will be removed in the next API release"
        send(Rejection(2174, text), id: requestID, to: connection)
    }

    /// Does the same for the times of an accepted order; a date alone has no time and no zone.
    mutating func warnAboutZone(of order: Order, _ orderID: Int, _ connection: ConnectionID) {
        let times = [order.tif == .goodTillDate ? order.goodTillDate : "", order.goodAfterTime]
        if times.contains(where: Self.assumesZone) { warnAboutZone(orderID, connection) }
    }

    /// Whether a text is a time without a zone.
    static func assumesZone(_ text: String) -> Bool {
        guard !text.isEmpty, let time = try? ExchangeTime.parse(text) else { return false }
        return time.isZoneAssumed && !time.isDateOnly
    }
}
