package import TWSWire

/// One connection to a TWS as the client sees it: handshake, start, pacing; without any I/O.
///
/// Bytes and moments go in, ``Action``s come out; whoever owns the socket runs them in order. The life is
/// `connecting` → `connected` → handshake → startApi → ready → closed; one deadline holds from the first call until
/// ready. A session is used for one connection; reconnecting takes a new one.
package struct ClientSession: Sendable {
    /// What the connection is made with.
    package let configuration: Configuration
    /// How far the connection has come.
    var phase = Phase.idle
    /// What was negotiated; 0 before the answer to the handshake.
    package internal(set) var serverVersion = 0
    /// What has been counted so far.
    package internal(set) var counts = Counts()

    var assembler = FrameAssembler()
    var pacer: Pacer
    var queue = SendQueue()
    var history: HistoryQueue
    var lines = MarketDataLines()
    var waits = WaitNotes()
    /// The orders that waited when the connection ended: their bytes never left, so that TWS cannot know them.
    ///
    /// The order id of each frame, oldest first; an order whose change waited as well is named twice. Empty until the
    /// end. What had been given out in `write` is not named, since it may have arrived.
    package internal(set) var unsentOrders: [Int] = []
    var silence: SilenceWatch
    var probeAnswers = ProbeAnswers()
    /// Whether the socket takes more bytes at the moment.
    var isWritable = true
    /// By when the connection must be ready; `nil` before it is tried and once it is ready.
    var deadline: SessionInstant?
    /// The moment the last `wakeAt` asked for.
    var requestedWake: SessionInstant?
    var answer = Answer()
    /// Requests of past data that were told to be held.
    var heldPast: Set<Int> = []
    /// When a request of past data may leave, if nothing else waits.
    var wakeForHistory: SessionInstant?
    /// Kinds of oddities that have been told already.
    var told: Set<String> = []

    /// A session for one connection.
    package init(configuration: Configuration) {
        self.configuration = configuration
        pacer = Pacer(maximumRate: configuration.maximumRate)
        history = HistoryQueue(pacer: configuration.historicalPacer)
        silence = SilenceWatch(limit: configuration.silence)
    }

    /// Whether messages can be sent.
    package var isReady: Bool { phase == .ready }

    /// What the next connection of the same login has to know of past data that was asked for on this one.
    package var historicalPacer: HistoricalPacer { history.pacer.carriedOver }

    /// Where the connection stands.
    enum Phase: Sendable {
        case idle, connecting
        /// The handshake is sent; its answer is missing.
        case handshake
        /// As before, but the peer was silent so long that it has been sent a line end to see what it is.
        case questioned
        /// startApi is sent; accounts or the next order id are missing.
        case starting
        case ready
        /// We want to close; orders and cancels that wait still leave.
        case draining
        case closed
    }

    /// What TWS has told so far of what makes a connection ready.
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
        /// Hand the message on.
        case deliver(ServerMessage)
        /// The connection is ready: messages can be sent.
        case ready(Ready)
        /// What is known about orders and positions may be wrong: read it again. The text says why.
        case reconcile(String)
        /// Call ``ClientSession/wake(at:)`` at this moment; replaces an earlier request.
        case wakeAt(SessionInstant)
        /// Something odd that was skipped and counted, or that waits for the pacing; told once per kind.
        case note(String)
        /// The peer is our simulator, and says so.
        case simulator(SimulatorNotice)
        /// The request of this number waits for the pacing: its answer takes longer than usual.
        case held(Int)
        /// The request that was held has left.
        case left(Int)
        /// The connection was never ready and never will be; a `close` follows.
        case fail(SessionError)
        /// The connection was ready and is over; `nil` when we closed it. A `close` follows where it is still open.
        case end(SessionError?)
        /// Close the socket once everything is written.
        case close
    }

    /// What TWS said when the connection became ready.
    package struct Ready: Sendable, Hashable {
        /// The negotiated server version; decides the layout of every message.
        package var serverVersion: Int
        /// TWS's time at the handshake: `yyyyMMdd HH:mm:ss ZONE`, as sent.
        package var connectionTime: String
        /// The accounts of the login, in TWS's order; at least one.
        package var accounts: [String]
        /// The lowest order id that TWS takes from this client.
        package var nextValidId: Int
        /// What our simulator has said of itself; `nil` from a TWS.
        package var simulator: SimulatorNotice?

        /// Makes one.
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

    /// Numbers of one connection, for reports and tests.
    package struct Counts: Sendable, Hashable {
        /// Messages received and delivered.
        package var received = 0
        /// Messages written, startApi included.
        package var sent = 0
        /// Messages with more fields than are known; the known ones were used.
        package var withSurplusFields = 0
        /// Messages of unknown id, skipped.
        package var unknown = 0
        /// Messages that could not be read, dropped.
        package var malformed = 0

        /// All zero.
        package init() {}
    }
}

extension ClientSession {
    /// What a connection is made with.
    package struct Configuration: Sendable {
        /// The client's id at TWS, 0 or above; orders belong to it.
        package var clientId = 1
        /// Capabilities announced in startApi; normally empty.
        package var optionalCapabilities = ""
        /// The server versions offered: text up to 200, protobuf from 201 on. A TWS answers with the highest it knows.
        package var versions: ClosedRange<Int> = ServerVersion.floor...ServerVersion.ceiling
        /// Most messages in any second; 0 for no limit.
        package var maximumRate = 50
        /// From the first attempt until ready.
        package var deadline: Duration = .seconds(5)
        /// How long a ready peer may be silent before it is asked for a sign of life; `nil` never asks. A peer that stays
        /// silent for 5 s more is lost.
        package var silence: Duration? = .seconds(10)
        /// What was asked of past data before.
        package var historicalPacer = HistoricalPacer()
        /// Most bytes that may wait to be sent.
        package var maximumQueuedBytes = 1 << 20
        /// Asked before anything leaves: while it says so, orders wait and everything else leaves. Once it no longer does,
        /// any call of ``ClientSession/takeBack(orders:at:)`` lets them go on. `nil` never holds any.
        package var holdsOrders: (@Sendable () -> Bool)?
        /// The peer's address for messages, for example `127.0.0.1:7497`.
        package var peer = "TWS"

        /// IB's defaults.
        package init() {}
    }
}
