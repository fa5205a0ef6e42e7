internal import TWSWire

/// All requests that the exchange supports: one row for each.
enum RequestTable {
    /// Every row.
    static let rows: [RequestRow] = [orders, accounts, marketData, history, reference, environment, silent]
        .flatMap { $0 }

    /// The rows by the message's ID.
    private static let byID: [RequestRow?] = {
        var found = [RequestRow?](repeating: nil, count: 1 + (rows.map(\.id).max() ?? 0))
        for row in rows where found[row.id] == nil { found[row.id] = row }
        return found
    }()

    /// Returns the row of a request by its name; `nil` for one that is not simulated.
    static func row(_ name: String) -> RequestRow? { rows.first { $0.name == name } }

    /// Returns the row of the request with a message's ID; `nil` for one that is not simulated.
    static func row(id: Int) -> RequestRow? { byID.indices.contains(id) ? byID[id] : nil }

    /// Returns TWS's short name for a kind of request, for error 321.
    static func errorName<Payload: ClientMessagePayload>(of type: Payload.Type) -> String {
        row(id: Payload.id)?.errorName ?? "bF"
    }

    /// Throws if fields of a request exclude each other.
    static func checkFields<Payload: ClientMessagePayload>(_ request: Payload) throws(Rejection) {
        for exclusion in row(id: Payload.id)?.exclusions ?? [] { try exclusion.check(request) }
    }

    /// Throws for an ID that is in use, and for one request too many of its kind.
    static func checkPlace<Payload: ClientMessagePayload>(
        for type: Payload.Type,
        _ requestID: Int,
        isUsed: Bool,
        running: Int = 0
    ) throws(Rejection) {
        guard let row = row(id: Payload.id) else { return }
        if isUsed, let duplicate = row.duplicate { throw duplicate(requestID) }
        if let limit = row.limit, running >= limit.count { throw limit.rejection }
    }
}

extension SimExchange {
    /// Answers a request; one without a row gets error 321, so that no request is left unanswered.
    mutating func serve(_ message: ClientMessage, from connection: ConnectionID) {
        guard let row = RequestTable.row(id: message.id) else {
            return send(.unsimulated(message.name), id: Self.requestID(of: message) ?? -1, to: connection)
        }
        row.serve(&self, message, connection)
    }

    /// Returns the ID that an error about a request carries; `nil` for requests without one.
    private static func requestID(of message: ClientMessage) -> Int? {
        let payload = message.payload
        let index = type(of: payload).fields.firstIndex { ["reqId", "orderId"].contains($0.name) }
        guard let index, case .integer(let id) = payload.value(at: index) else { return nil }
        return id
    }
}
