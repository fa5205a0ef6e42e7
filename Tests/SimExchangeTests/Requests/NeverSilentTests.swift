import SimExchange
import TWSWire
import Testing

/// Every request gets an answer, save those that TWS never answers.
@Suite struct NeverSilentTests {
    /// Requests with an effect but without an answer, by the protocol reference.
    private static let silent: Set<String> = [
        "startApi", "setServerLogLevel", "reqNewsBulletins", "cancelNewsBulletins", "reqGlobalCancel",
        "cancelPositions", "cancelAccountSummary", "cancelPositionsMulti", "cancelAccountUpdatesMulti", "cancelPnL",
        "cancelPnLSingle", "cancelHeadTimeStamp", "cancelHistogramData", "cancelFundamentalData",
        "cancelCalculateImpliedVolatility", "cancelCalculateOptionPrice", "cancelWshMetaData", "cancelWshEventData",
        "cancelContractData", "cancelHistoricalTicks", "unsubscribeFromGroupEvents",
        // Without a subscription there is nothing to answer: the default request ends the account stream.
        "reqAccountUpdates",
    ]

    @Test(arguments: ClientMessage.payloads.map { $0.init().clientMessage })
    func everyRequest(_ message: ClientMessage) {
        var exchange = SimExchange()
        let connection = ConnectionID(1)
        _ = exchange.connect(clientId: 7, serverVersion: 226, as: connection, at: exchange.now)
        let told = exchange.receive(message, from: connection, at: exchange.now)
        #expect(told.isEmpty == Self.silent.contains(message.name), "\(message.name)")
        for case .error(let error) in told.map(\.message) {
            #expect(error.errorCode > 0 && !error.errorString.isEmpty)
        }
    }

    /// Well-formed requests, and the names of the answers that come at once.
    @Test(arguments: WellFormedRequests.all)
    func wellFormedRequest(_ name: String, _ message: ClientMessage, _ answers: [String]) {
        var exchange = SimExchange()
        let connection = ConnectionID(1)
        _ = exchange.connect(clientId: 0, serverVersion: 200, as: connection, at: exchange.now)
        let told = exchange.receive(message, from: connection, at: exchange.now).map(\.message.name)
        #expect(message.name == name)
        #expect(Array(Set(told)).sorted() == answers.sorted(), "\(name)")
        #expect(told.last == answers.last, "\(name)")
    }

    /// A client takes 321 for an advice: what it waits for must end with another error.
    @Test(arguments: [
        (430, ClientMessage.ReqFundamentalData().clientMessage), (10276, ClientMessage.ReqNewsArticle().clientMessage),
        (10276, ClientMessage.ReqWshMetaData().clientMessage), (10276, ClientMessage.ReqWshEventData().clientMessage),
    ])
    func researchIsNotAllowed(code: Int, message: ClientMessage) {
        var exchange = SimExchange()
        let connection = ConnectionID(1)
        _ = exchange.connect(clientId: 7, serverVersion: 226, as: connection, at: exchange.now)
        let told = exchange.receive(message, from: connection, at: exchange.now).map(\.message)
        #expect(told.story == ["error 0 \(code)"])
    }

    @Test(arguments: [100, 111, 124, 151, 163, 176, 200])
    func oldClientsGetOnlyWhatTheyKnow(serverVersion: Int) throws {
        for (_, message, _) in WellFormedRequests.all where type(of: message.payload).since <= serverVersion {
            var exchange = SimExchange()
            let connection = ConnectionID(1)
            _ = exchange.connect(clientId: 0, serverVersion: serverVersion, as: connection, at: exchange.now)
            let told = exchange.receive(message, from: connection, at: exchange.now)
            for delivery in told {
                let body = try delivery.message.body(serverVersion: serverVersion)
                let back = try ServerMessage.decode(body.span, serverVersion: serverVersion)
                #expect(back.message.name == delivery.message.name && back.surplusFields == 0)
            }
        }
    }
}
