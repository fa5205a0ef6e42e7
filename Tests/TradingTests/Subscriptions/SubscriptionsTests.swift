import TWSWire
import Testing

@testable import Trading

/// Which streams are remembered, and which are asked for again after which loss.
@Suite("Subscriptions")
struct SubscriptionsTests {
    private let script = ScriptID(0)

    private static func quote(_ id: Int, snapshot: Bool = false) -> ClientMessage {
        var request = ClientMessage.ReqMktData()
        (request.reqId, request.snapshot) = (id, snapshot)
        return .reqMktData(request)
    }

    private static func cancelQuote(_ id: Int) -> ClientMessage {
        var request = ClientMessage.CancelMktData()
        request.reqId = id
        return .cancelMktData(request)
    }

    private static func bars(_ id: Int, live: Bool = true) -> ClientMessage {
        var request = ClientMessage.ReqHistoricalData()
        (request.reqId, request.keepUpToDate) = (id, live)
        return .reqHistoricalData(request)
    }

    private static func kind(_ type: Int) -> ClientMessage {
        var request = ClientMessage.ReqMarketDataType()
        request.marketDataType = type
        return .reqMarketDataType(request)
    }

    private static func account(_ subscribe: Bool) -> ClientMessage {
        var request = ClientMessage.ReqAccountUpdates()
        (request.subscribe, request.acctCode) = (subscribe, "DU1")
        return .reqAccountUpdates(request)
    }

    private func after(_ messages: [ClientMessage], onlyData: Bool = false) -> [ClientMessage] {
        var subscriptions = Subscriptions()
        for message in messages { subscriptions.take(message, of: script) }
        return subscriptions.lost(onlyData: onlyData) { _ in false }.map(\.message)
    }

    @Test("what streams is remembered in its order until its cancel; single answers are not")
    func remembered() {
        let streams = [Self.quote(3), Self.bars(1), .reqPositions(.init()), Self.account(true)]
        #expect(after([Self.quote(9, snapshot: true), Self.bars(8, live: false), .reqCurrentTime(.init())]) == [])
        #expect(after(streams) == streams)
        #expect(after(streams + [Self.cancelQuote(3)]) == Array(streams.dropFirst()))
        #expect(after(streams + [Self.cancelQuote(4)]) == streams)
        #expect(after(streams + [Self.account(false), .cancelPositions(.init())]) == Array(streams.prefix(2)))
    }

    @Test("1101 ends market data, and nothing of the account")
    func onlyData() {
        let streams = [Self.quote(3), .reqPositions(.init()), Self.bars(1), Self.account(true)]
        #expect(after(streams, onlyData: true) == [streams[0], streams[2]])
    }

    @Test("every kind of market data is lost with 1101, and every stream can be ended")
    func kinds() {
        let data: Set<StreamKind> = [
            .reqMktData, .reqMktDepth, .reqTickByTickData, .reqRealTimeBars, .reqHistoricalData,
            .reqScannerSubscription, .reqMarketDataType,
        ]
        #expect(Set(StreamKind.allCases.filter(\.isLostWithData)) == data)
    }

    @Test("a setting is asked for again before the streams that follow it, and only where one does or could")
    func settings() {
        let all = [Self.kind(3), Self.quote(1), Self.kind(1), Self.quote(2)]
        #expect(after(all) == all)
        #expect(after([Self.kind(3), Self.kind(4), Self.quote(1)]) == [Self.kind(4), Self.quote(1)])
        #expect(after(all + [Self.cancelQuote(1)]) == [Self.kind(1), Self.quote(2)])
        #expect(after([Self.kind(3)]) == [Self.kind(3)])
        // A script that sets it again and again keeps one.
        var subscriptions = Subscriptions()
        for number in 1...1_000 {
            subscriptions.take(Self.kind(number % 4 + 1), of: script)
            subscriptions.take(Self.quote(number), of: script)
            subscriptions.take(Self.cancelQuote(number), of: script)
        }
        #expect(subscriptions.count <= 2)
    }

    @Test("an error ends a stream, unless it is a notice or only says that the number is taken")
    func errors() {
        func left(_ code: Int) -> Int {
            var subscriptions = Subscriptions()
            subscriptions.take(Self.quote(1), of: script)
            subscriptions.failed(1, code: code)
            return subscriptions.count
        }
        #expect(left(200) == 0 && left(354) == 0 && left(101) == 0)
        #expect(left(322) == 1 && left(102) == 1 && left(10167) == 1 && left(2104) == 1 && left(10197) == 1)
    }

    @Test("a number that is taken belongs to the first stream; of two kinds with one number an error ends none")
    func sameNumber() {
        var other = ClientMessage.ReqMktData()
        (other.reqId, other.genericTickList) = (1, "233")
        #expect(after([Self.quote(1), .reqMktData(other)]) == [Self.quote(1)])
        var subscriptions = Subscriptions()
        subscriptions.take(Self.quote(1), of: script)
        subscriptions.take(Self.bars(1), of: script)
        subscriptions.failed(1, code: 200)
        #expect(subscriptions.count == 2)
    }

    @Test("what could not be sent is no stream; the streams of a script that has ended are not asked for")
    func gone() {
        var subscriptions = Subscriptions()
        subscriptions.take(Self.quote(1), of: script)
        subscriptions.take(Self.quote(2), of: ScriptID(1))
        subscriptions.notSent(Self.quote(1))
        #expect(subscriptions.lost(onlyData: false) { _ in false }.map(\.message) == [Self.quote(2)])
        #expect(subscriptions.lost(onlyData: false) { $0 == ScriptID(1) } == [])
    }

    // MARK: Through the desk

    @Test("the desk asks again under the number on the wire, and forgets what a script ends without a connection")
    func desk() throws {
        var fixture = DeskFixture()
        _ = fixture.submit(.request(Self.quote(5), .own(5)))
        _ = fixture.submit(.request(Self.quote(6), .own(6)))
        _ = fixture.desk.disconnected(reason: "reset", at: RunInstant(seconds: 0))
        _ = fixture.submit(.request(Self.cancelQuote(6), .own(6)))
        fixture.connect()
        let (count, actions) = fixture.desk.restoreStreams(onlyData: false, gap: 60)
        #expect(count == 1)
        let sent = actions.compactMap { if case .send(let message) = $0 { message.requestId } else { nil } }
        #expect(sent == [RequestIds.usual.lowerBound])
    }

    @Test(
        "bars are asked for over the gap where their own duration is too short",
        arguments: [
            ("1 D", "1 min", 3_600, "1 D"), ("1800 S", "1 min", 3_600, "3720 S"), ("1 D", "1 day", 3_600, "3 D"),
            ("60 S", "5 secs", 86_400, "2 D"), ("2 D", "1 hour", 172_800, "3 D"), ("odd", "1 min", 9, "odd"),
        ] as [(String, String, Double, String)]
    )
    func covering(duration: String, size: String, gap: Double, wanted: String) {
        var request = ClientMessage.ReqHistoricalData()
        (request.durationStr, request.barSizeSetting) = (duration, size)
        #expect(request.covering(seconds: gap).durationStr == wanted)
    }

    @Test("those of a script that begins again are ended, each by the request for it; settings and others stay")
    func removed() {
        var subscriptions = Subscriptions()
        let other = ScriptID(1)
        for message in [Self.kind(3), Self.quote(5), Self.bars(6), Self.account(true)] {
            subscriptions.take(message, of: script)
        }
        subscriptions.take(Self.quote(7), of: other)
        var bars = ClientMessage.CancelHistoricalData()
        bars.reqId = 6
        #expect(
            subscriptions.remove(of: script)
                == [Self.cancelQuote(5), .cancelHistoricalData(bars), .reqAccountUpdates(.init())]
        )
        #expect(subscriptions.remove(of: script) == [])
        #expect(subscriptions.lost(onlyData: false, except: { _ in false }).map(\.message) == [Self.quote(7)])
    }

    @Test("every kind of stream has a request that ends it; a setting has none")
    func ends() {
        for type in ClientMessage.payloads {
            var message = type.init().clientMessage
            if case .reqHistoricalData(var request) = message {
                request.keepUpToDate = true
                message = .reqHistoricalData(request)
            }
            if case .reqAccountUpdates(var request) = message {
                request.subscribe = true
                message = .reqAccountUpdates(request)
            }
            guard case .begins(let kind) = message.streamChange else { continue }
            var subscriptions = Subscriptions()
            subscriptions.take(message, of: script)
            let ends = subscriptions.remove(of: script)
            #expect(ends.count == 1 && ends.first?.streamChange == .ends(kind), "\(kind): \(ends)")
        }
    }
}
