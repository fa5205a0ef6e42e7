internal import TWSWire

/// The connected clients, their subscriptions, and who receives what.
struct ClientDirectory: Sendable {
    /// The clients, in order of connection.
    private(set) var clients: [ClientConnection] = []
    /// The client that receives the orders of all clients; `nil` for none.
    private let masterClientID: Int?
    /// The streams by the conId that they follow, in the order in which they were started.
    private var listeners: [Int: [MarketListener]] = [:]
    /// The streams of combinations, in the order in which they were started.
    private(set) var combinations: [CombinationStream] = []
    private var generations = 0

    init(masterClientID: Int?) {
        self.masterClientID = masterClientID
    }

    // MARK: Connections

    /// Admits a client and returns `true`; refuses a client ID or a connection that already exists.
    mutating func admit(_ clientID: Int, as connection: ConnectionID) -> Bool {
        guard !clients.contains(where: { $0.clientID == clientID || $0.id == connection }) else { return false }
        clients.append(ClientConnection(id: connection, clientID: clientID))
        return true
    }

    /// Removes a client with all its subscriptions.
    mutating func remove(_ connection: ConnectionID) {
        clients.removeAll { $0.id == connection }
        combinations.removeAll { $0.listener.connection == connection }
        for conID in listeners.keys {
            removeListeners(of: conID) { $0.connection == connection }
        }
    }

    /// Returns the client of a connection; `nil` for one that was not admitted.
    func client(_ connection: ConnectionID) -> ClientConnection? {
        clients.first { $0.id == connection }
    }

    /// Changes what is stored about a client.
    mutating func update(_ connection: ConnectionID, _ change: (inout ClientConnection) -> Void) {
        guard let index = clients.firstIndex(where: { $0.id == connection }) else { return }
        change(&clients[index])
    }

    // MARK: Addressees

    /// Returns the connections that receive news of an order: its client's, and the master client's.
    ///
    /// An order entered by hand has client 0, once it is bound to it.
    func audience(of order: SimulatedOrder) -> [ConnectionID] {
        audience { $0.clientID == order.key.clientID && order.binding != .unbound }
    }

    /// The connections that receive what TWS does by itself: client 0's, and the master client's.
    var audienceOfTWS: [ConnectionID] { audience { $0.clientID == 0 } }

    /// The connections of client 0 that want orders entered by hand to be bound to it.
    var binders: [ConnectionID] { clients.filter { $0.clientID == 0 && $0.bindsOrders }.map(\.id) }

    private func audience(_ isAddressed: (ClientConnection) -> Bool) -> [ConnectionID] {
        clients.filter { $0.clientID == masterClientID || isAddressed($0) }.map(\.id)
    }

    // MARK: Subscriptions

    /// Adds a subscription, replacing one with the same name, and returns the name of its timer.
    mutating func subscribe(
        _ connection: ConnectionID,
        _ kind: SubscriptionKind,
        _ requestID: Int,
        _ terms: Subscription.Terms,
        sent: [String: String]
    ) -> SubscriptionTimer {
        generations += 1
        let subscription = Subscription(generation: generations, terms: terms, sent: sent)
        update(connection) { client in
            client.subscriptions[SubscriptionName(kind: kind, requestID: requestID)] = subscription
        }
        return SubscriptionTimer(
            connection: connection,
            kind: kind,
            requestID: requestID,
            generation: subscription.generation
        )
    }

    /// Ends a subscription; returns whether there was one.
    @discardableResult
    mutating func unsubscribe(_ connection: ConnectionID, _ kind: SubscriptionKind, _ requestID: Int) -> Bool {
        var existed = false
        update(connection) { client in
            let name = SubscriptionName(kind: kind, requestID: requestID)
            existed = client.subscriptions.removeValue(forKey: name) != nil
        }
        return existed
    }

    /// Returns a client's subscription; `nil` if there is none with that name.
    func subscription(_ connection: ConnectionID, _ kind: SubscriptionKind, _ requestID: Int) -> Subscription? {
        guard let index = clients.firstIndex(where: { $0.id == connection }) else { return nil }
        return clients[index].subscriptions[SubscriptionName(kind: kind, requestID: requestID)]
    }

    /// Returns the subscription whose timer fires; `nil` if it has ended or was replaced.
    func subscription(of timer: SubscriptionTimer) -> Subscription? {
        guard let subscription = subscription(timer.connection, timer.kind, timer.requestID),
            subscription.generation == timer.generation
        else { return nil }
        return subscription
    }

    /// Returns the account whose stream a client has.
    func updatedAccount(_ connection: ConnectionID) -> String? {
        guard case .account(let code)? = subscription(connection, .accountUpdates, 0)?.terms else { return nil }
        return code
    }

    /// Remembers what was sent on a subscription.
    mutating func remember(
        _ sent: [String: String],
        _ connection: ConnectionID,
        _ kind: SubscriptionKind,
        _ requestID: Int
    ) {
        update(connection) { client in
            client.subscriptions[SubscriptionName(kind: kind, requestID: requestID)]?.sent
                .merge(sent) { _, new in new }
        }
    }

    // MARK: Market streams

    /// Returns the streams that follow an instrument, in the order in which they were started.
    func listeners(of conID: Int) -> [MarketListener] { listeners[conID] ?? [] }

    /// Whether a stream follows an instrument, alone or as a leg.
    func hasListeners(of conID: Int) -> Bool { listeners[conID] != nil || !combinations(with: conID).isEmpty }

    /// Adds a stream of an instrument; nothing is sent on it if the instrument is not followed.
    mutating func listen(_ listener: MarketListener, to conID: Int, isFollowed: Bool) {
        if isFollowed { listeners[conID, default: []].append(listener) }
        let name = MarketStreamName(kind: listener.content.kind, requestID: listener.requestID)
        update(listener.connection) { $0.marketStreams[name] = conID }
    }

    /// Adds a stream of a combination.
    mutating func listen(_ stream: CombinationStream) {
        combinations.append(stream)
        let name = MarketStreamName(kind: stream.listener.content.kind, requestID: stream.listener.requestID)
        update(stream.listener.connection) { $0.marketStreams[name] = stream.traded.instrument.conId }
    }

    /// Returns the indices of the combination streams that have an instrument as a leg.
    func combinations(with conID: Int) -> [Int] {
        combinations.isEmpty ? [] : combinations.indices.filter { combinations[$0].conIDs.contains(conID) }
    }

    /// Remembers what a client knows of a combination, by the index of its stream.
    mutating func update(_ index: Int, _ book: TopOfBook) { combinations[index].book = book }

    /// Ends a stream; returns the conIds that it followed, none if there is no such stream.
    mutating func stopListening(_ kind: MarketStreamKind, _ requestID: Int, _ connection: ConnectionID) -> [Int] {
        let name = MarketStreamName(kind: kind, requestID: requestID)
        guard let conID = client(connection)?.marketStreams[name] else { return [] }
        update(connection) { $0.marketStreams[name] = nil }
        func isMeant(_ listener: MarketListener) -> Bool {
            listener.connection == connection && listener.requestID == requestID && listener.content.kind == kind
        }
        removeListeners(of: conID, where: isMeant)
        let legs = combinations.filter { isMeant($0.listener) }.flatMap(\.conIDs)
        combinations.removeAll { isMeant($0.listener) }
        return [conID] + legs
    }

    /// Silences the streams of an instrument without ending them.
    mutating func silence(_ conID: Int) {
        listeners[conID] = nil
        combinations.removeAll { $0.conIDs.contains(conID) }
    }

    /// Ends every stream of market data: quotes, depth, tick-by-tick data and updated bars.
    mutating func endMarketData() {
        (listeners, combinations) = ([:], [])
        for index in clients.indices {
            clients[index].marketStreams = [:]
            clients[index].subscriptions = clients[index].subscriptions.filter { name, _ in
                name.kind != .realTimeBars && name.kind != .historicalBars
            }
        }
    }

    private mutating func removeListeners(of conID: Int, where isGone: (MarketListener) -> Bool) {
        listeners[conID]?.removeAll(where: isGone)
        if listeners[conID]?.isEmpty == true { listeners[conID] = nil }
    }
}
