internal import Glibc
internal import NIOCore
internal import Notation
internal import ScriptHost
internal import TWSSession
internal import TWSWire

/// A short visit to TWS: it connects, sends a few requests and leaves. Used on its event loop.
final class DoctorVisit: ClientHandler {
    private static let firstQuote = 1_000
    private static let configRequest = 900

    private(set) var facts = DoctorFacts()
    private let endpoints: [Endpoint]
    private let symbols: [String]
    private let links: SocketLinks
    private let loop: any EventLoop
    private let ended: EventLoopPromise<Void>
    private var link: (any ClientLink)?
    private var place = 0
    private var isOver = false

    /// Makes a visit to the first of these endpoints where somebody listens.
    init(
        _ endpoints: [Endpoint],
        clientId: Int,
        symbols: [String],
        on loop: any EventLoop,
        ended: EventLoopPromise<Void>
    ) {
        (self.endpoints, self.symbols, self.loop, self.ended) = (endpoints, symbols, loop, ended)
        var session = ClientSession.Configuration()
        session.clientId = clientId
        session.optionalCapabilities = SimulatorNotice.capability
        links = SocketLinks(session, on: loop)
    }

    /// Starts the visit; call it on the loop.
    func begin() {
        let endpoint = endpoints[place]
        (facts.endpoint, facts.port) = (endpoint.description, endpoint.port)
        link = links.connect(to: endpoint, handler: self)
    }

    func ready(_ ready: ClientSession.Ready) {
        facts.connection = .ready(serverVersion: ready.serverVersion, accounts: ready.accounts)
        facts.answers = false
        facts.data = symbols.map { ($0, .silent) }
        send(.reqCurrentTime(.init()))
        if ready.serverVersion >= ClientMessage.ReqConfig.since {
            var request = ClientMessage.ReqConfig()
            request.reqId = Self.configRequest
            send(.reqConfig(request))
        }
        for (number, symbol) in symbols.enumerated() {
            var request = ClientMessage.ReqMktData()
            request.reqId = Self.firstQuote + number
            (request.contract.symbol, request.contract.secType) = (symbol, .stock)
            (request.contract.exchange, request.contract.currency) = ("SMART", "USD")
            send(.reqMktData(request))
        }
        link?.flush()
        let finish = loop.signal { [self] in end() }
        loop.scheduleTask(in: .seconds(symbols.isEmpty ? 3 : 5)) { finish() }
    }

    private func send(_ message: ClientMessage) { try? link?.send(message) }

    func receive(_ message: ServerMessage) {
        switch message {
        case .currentTime(let time):
            facts.answers = true
            let here = Double(MachineTime.nanoseconds(CLOCK_REALTIME)) / 1e9
            facts.clockOffset = Double(time.time) + 0.5 - here
        case .configResponse(let response):
            facts.isReadOnly = response.api.settings.readOnlyApi
            facts.bypassesPrecautions = response.api.precautions.bypassOrderPrecautions
        case .tickPrice(let tick): note(.live, of: tick.reqId, delayed: (66...76).contains(tick.tickType))
        case .marketDataType(let type) where type.marketDataType >= 3: note(.delayed, of: type.reqId, delayed: true)
        case .error(let error): hear(error)
        default: break
        }
        endIfDone()
    }

    private func hear(_ error: ServerMessage.Error) {
        let farm = error.errorString.split(separator: ":").last.map { $0.trimmingBlanks } ?? error.errorString
        switch error.errorCode {
        case 2104, 2106, 2107, 2108, 2158: facts.farms.up.append(farm)
        case 2103, 2105, 2110, 2157: facts.farms.down.append(farm)
        case 10167: note(.delayed, of: error.reqId, delayed: true)
        default:
            let number = error.reqId - Self.firstQuote
            guard facts.data.indices.contains(number) else { return }
            facts.data[number].data = .refused(code: error.errorCode, String(error.errorString.prefix(120)))
        }
    }

    private func note(_ data: DoctorFacts.Data, of id: Int, delayed: Bool) {
        let number = id - Self.firstQuote
        guard facts.data.indices.contains(number) else { return }
        if facts.data[number].data != .delayed { facts.data[number].data = delayed ? .delayed : data }
    }

    /// Ends the visit as soon as everything has been answered.
    private func endIfDone() {
        guard facts.answers == true, !facts.data.contains(where: { $0.data == .silent }),
            facts.isReadOnly != nil, !facts.farms.up.isEmpty
        else { return }
        end()
    }

    func failed(_ error: SessionError) {
        switch error.code {
        case .refused, .unreachable:
            if place + 1 < endpoints.count {
                place += 1
                return begin()
            }
            facts.connection = error.code == .refused ? .refused : .failed(error.description)
        case .notTWS, .protocolViolation, .versionUnsupported: facts.connection = .stranger(error.description)
        case .timedOut: facts.connection = .silent
        case .clientIdInUse: facts.connection = .clientIdTaken
        default: facts.connection = .failed(error.description)
        }
        end()
    }

    func closed(_ error: SessionError?) { end() }

    func reconcile(_ reason: String) {}

    func note(_ text: String) {}

    func simulator(_ notice: SimulatorNotice) { facts.isSimulator = true }

    func held(_ requestId: Int) {}

    func left(_ requestId: Int) {}

    private func end() {
        guard !isOver else { return }
        isOver = true
        link?.close()
        ended.succeed(())
    }
}
