internal import TWSWire

/// A kind of request: who answers it, and the rules that are checked before.
struct RequestRow: Sendable {
    /// The message's ID.
    let id: Int
    /// The official name, such as `reqMktData`.
    let name: String
    /// TWS's own short name for the request's class in error 321, such as `bF`.
    let errorName: String
    /// How many may run simultaneously on one connection; `nil` for any number.
    let limit: RequestLimit?
    /// Returns the error for an ID that is in use; `nil` if an ID may be reused.
    let duplicate: (@Sendable (_ requestID: Int) -> Rejection)?
    /// Pairs of fields that exclude each other.
    let exclusions: [FieldExclusion]
    /// Answers the request.
    let serve: @Sendable (inout SimExchange, ClientMessage, ConnectionID) -> Void

    /// Makes the row of a request that a closure answers.
    init<Payload: ClientMessagePayload>(
        _ type: Payload.Type,
        errorName: String = "bF",
        limit: RequestLimit? = nil,
        duplicate: (@Sendable (_ requestID: Int) -> Rejection)? = nil,
        excluding exclusions: [FieldExclusion] = [],
        _ serve: @escaping @Sendable (inout SimExchange, Payload, ConnectionID) -> Void
    ) {
        (id, name) = (Payload.id, Payload.structureName)
        self.errorName = errorName
        self.limit = limit
        self.duplicate = duplicate
        self.exclusions = exclusions
        self.serve = { exchange, message, connection in
            if let request = message.payload as? Payload { serve(&exchange, request, connection) }
        }
    }

    /// Makes the row of a request that ends a subscription; without `unknown`, a missing subscription is no error.
    static func end<Payload: ClientMessagePayload>(
        _ type: Payload.Type,
        _ kind: SubscriptionKind,
        _ requestID: @escaping @Sendable (Payload) -> Int,
        unknown: (@Sendable (_ requestID: Int) -> Rejection)? = nil
    ) -> RequestRow {
        RequestRow(type) { exchange, request, connection in
            let id = requestID(request)
            guard !exchange.directory.unsubscribe(connection, kind, id), let unknown else { return }
            exchange.send(unknown(id), id: id, to: connection)
        }
    }

    /// Makes the row of a request that TWS never answers: it has no effect here.
    static func silent<Payload: ClientMessagePayload>(_ type: Payload.Type) -> RequestRow {
        RequestRow(type) { _, _, _ in }
    }

    /// Makes the row of a request that TWS always refuses.
    static func refused<Payload: ClientMessagePayload>(
        _ type: Payload.Type,
        _ rejection: Rejection,
        _ requestID: @escaping @Sendable (Payload) -> Int
    ) -> RequestRow {
        RequestRow(type) { exchange, request, connection in
            exchange.send(rejection, id: requestID(request), to: connection)
        }
    }
}

/// How many requests of a kind may run simultaneously, and the error for one too many.
struct RequestLimit: Sendable {
    let count: Int
    let rejection: Rejection
}

/// Two fields of a request of which only one may be set, or exactly one must be.
struct FieldExclusion: Sendable {
    /// The names of the fields.
    let fields: [String]
    let rejection: Rejection
    private let rule: any AnyObject & Sendable

    init<Payload: ClientMessagePayload>(
        _ fields: String...,
        of type: Payload.Type,
        _ rejection: Rejection,
        if isViolated: @escaping @Sendable (Payload) -> Bool
    ) {
        self.fields = fields
        self.rejection = rejection
        rule = PayloadRule(isViolated: isViolated)
    }

    /// Throws if a request has both.
    func check<Payload: ClientMessagePayload>(_ request: Payload) throws(Rejection) {
        // To ask for the kind of the rule costs less than to ask for the kind of the request.
        if let rule = rule as? PayloadRule<Payload>, rule.isViolated(request) { throw rejection }
    }
}

/// A rule about the fields of a kind of request.
private final class PayloadRule<Payload>: Sendable {
    let isViolated: @Sendable (Payload) -> Bool

    init(isViolated: @escaping @Sendable (Payload) -> Bool) { self.isViolated = isViolated }
}
