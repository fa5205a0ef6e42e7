package import TWSWire

/// One connection to a TWS from the client's side: handshake, start, pacing; without any I/O.
///
/// Bytes and moments go in, ``Action``s come out; the owner of the socket runs them in order. The life cycle is
/// `connecting` → `connected` → handshake → startApi → ready → closed; one deadline applies from the first call until
/// ready. A session serves one connection; reconnecting takes a new session.
package struct ClientSession: Sendable {
    /// The settings of the connection.
    package let configuration: Configuration
    /// The phase of the connection.
    var phase = Phase.idle
    /// The negotiated server version; 0 before the answer to the handshake.
    package internal(set) var serverVersion = 0
    /// The counters so far.
    package internal(set) var counts = Counts()

    var assembler = FrameAssembler()
    var pacer: Pacer
    var queue = SendQueue()
    var history: HistoryQueue
    var lines = MarketDataLines()
    var waits = WaitNotes()
    /// The orders that were waiting when the connection ended: their bytes never left, so TWS cannot know them.
    ///
    /// The order ID of each frame, oldest first; an order whose change was also waiting appears twice. Empty until the
    /// end. Orders already passed to `write` are not listed, since they may have arrived.
    package internal(set) var unsentOrders: [Int] = []
    var silence: SilenceWatch
    var probeAnswers = ProbeAnswers()
    /// Whether the socket currently accepts more bytes.
    var isWritable = true
    /// The moment by which the connection must be ready; `nil` before the first attempt and once it is ready.
    var deadline: SessionInstant?
    /// The moment requested by the last `wakeAt`.
    var requestedWake: SessionInstant?
    var answer = Answer()
    /// The historical data requests that were reported as held.
    var heldPast: Set<Int> = []
    /// When a historical data request may leave, if nothing else waits.
    var wakeForHistory: SessionInstant?
    /// The kinds of oddities that have been noted.
    var told: Set<String> = []

    /// Makes a session for one connection.
    package init(configuration: Configuration) {
        self.configuration = configuration
        pacer = Pacer(maximumRate: configuration.maximumRate)
        history = HistoryQueue(pacer: configuration.historicalPacer)
        silence = SilenceWatch(limit: configuration.silence)
    }

    /// Whether messages can be sent.
    package var isReady: Bool { phase == .ready }

    /// What the next connection of the same login must know about the historical data requested on this one.
    package var historicalPacer: HistoricalPacer { history.pacer.carriedOver }

    /// The phase of a connection.
    enum Phase: Sendable {
        case idle, connecting
        /// The handshake is sent, but not answered.
        case handshake
        /// The same, but the peer was silent for so long that it has been sent a line end to make it identify itself.
        case questioned
        /// startApi is sent; accounts or the next order ID are missing.
        case starting
        case ready
        /// The session is closing; waiting orders and cancels still leave.
        case draining
        case closed
    }

    /// What TWS has sent so far of what makes a connection ready.
    struct Answer: Sendable {
        var connectionTime = ""
        var accounts: [String] = []
        var nextValidId: Int?
        var simulator: SimulatorNotice?
    }
}

// MARK: Results

extension ClientSession {
    /// What the owner of the socket must do, in the order given.
    package enum Action: Sendable, Equatable {
        /// Write these bytes: one or more frames with their length prefixes.
        case write([UInt8])
        /// Pass the message on.
        case deliver(ServerMessage)
        /// The connection is ready: messages can be sent.
        case ready(Ready)
        /// The known state of orders and positions may be wrong: read it again. The text says why.
        case reconcile(String)
        /// Call ``ClientSession/wake(at:)`` at this moment; replaces an earlier request.
        case wakeAt(SessionInstant)
        /// Something odd that was skipped and counted, or that waits for pacing; reported once per kind.
        case note(String)
        /// The peer is our simulator, as it has announced.
        case simulator(SimulatorNotice)
        /// The request with this ID waits for pacing: its answer takes longer than usual.
        case held(Int)
        /// The held request has left.
        case left(Int)
        /// The connection was never ready and never will be; a `close` follows.
        case fail(SessionError)
        /// A ready connection has ended; `nil` if this side closed it. A `close` follows if it is still open.
        case end(SessionError?)
        /// Close the socket once everything is written.
        case close
    }

    /// What TWS sent when the connection became ready.
    package struct Ready: Sendable, Hashable {
        /// The negotiated server version; decides the layout of every message.
        package var serverVersion: Int
        /// TWS's time at the handshake, as sent: `yyyyMMdd HH:mm:ss ZONE`.
        package var connectionTime: String
        /// The accounts of the login, in TWS's order; at least one.
        package var accounts: [String]
        /// The lowest order ID that TWS accepts from this client.
        package var nextValidId: Int
        /// What the simulator has said about itself; `nil` for a TWS.
        package var simulator: SimulatorNotice?

        /// Makes a value from its parts.
        package init(
            serverVersion: Int,
            connectionTime: String,
            accounts: [String],
            nextValidId: Int,
            simulator: SimulatorNotice? = nil
        ) {
            self.simulator = simulator
            self.serverVersion = serverVersion
            self.connectionTime = connectionTime
            self.accounts = accounts
            self.nextValidId = nextValidId
        }
    }

    /// The counters of one connection, for reports and tests.
    package struct Counts: Sendable, Hashable {
        /// Messages received and delivered.
        package var received = 0
        /// Messages written, including startApi.
        package var sent = 0
        /// Messages with more fields than are known; the known fields were used.
        package var withSurplusFields = 0
        /// Messages with an unknown ID, skipped.
        package var unknown = 0
        /// Messages that could not be decoded, dropped.
        package var malformed = 0

        /// Makes counters that are all zero.
        package init() {}
    }
}

extension ClientSession {
    /// The settings of a connection.
    package struct Configuration: Sendable {
        /// The client's ID at TWS, 0 or above; orders belong to it.
        package var clientId = 1
        /// The capabilities announced in startApi; normally empty.
        package var optionalCapabilities = ""
        /// The server versions offered: text up to 200, protobuf from 201. A TWS answers with the highest it knows.
        package var versions: ClosedRange<Int> = ServerVersion.floor...ServerVersion.ceiling
        /// The largest number of messages in any second; 0 for no limit.
        package var maximumRate = 50
        /// The time from the first attempt until ready.
        package var deadline: Duration = .seconds(5)
        /// How long a ready peer may be silent before it is probed; `nil` never probes. A peer that stays silent for 5
        /// s more counts as lost.
        package var silence: Duration? = .seconds(10)
        /// The historical data requests of earlier connections.
        package var historicalPacer = HistoricalPacer()
        /// The largest number of bytes that may wait to be sent.
        package var maximumQueuedBytes = 1 << 20
        /// Asked before anything leaves: while it returns `true`, orders wait and everything else leaves. Once it
        /// returns `false`, any call of ``ClientSession/takeBack(orders:at:)`` lets the orders leave. `nil` never holds
        /// any.
        package var holdsOrders: (@Sendable () -> Bool)?
        /// The peer's address in messages, for example `127.0.0.1:7497`.
        package var peer = "TWS"

        /// Makes a configuration with IB's defaults.
        package init() {}
    }
}
