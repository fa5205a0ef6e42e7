internal import DequeModule
internal import ScriptHost
internal import TWSWire
internal import Trading

/// A script's place in its run.
struct ScriptSlot {
    /// The phase of a script.
    enum Phase {
        /// The connection is not ready yet.
        case waiting
        case running
        /// It has finished; TWS has not confirmed all the cancels that its header requests.
        case retiring(RunEnd, cancelled: Set<Int>)
        case ended(RunEnd)
    }

    /// What the desk made of one intent, to be carried out in its turn among the script's effects.
    struct Turn {
        var actions: [DeskAction]
        var verdict: Verdict
        /// Whether the connection that it was made for has ended.
        var isLate = false
        /// Whether the actions have been carried out ahead of the turn.
        private(set) var hasLeft = false

        /// Returns the actions, to be carried out before the turn.
        mutating func leave() -> [DeskAction] {
            hasLeft = true
            defer { actions = [] }
            return actions
        }

        /// Whether it only records and sends.
        var isPlain: Bool {
            actions.allSatisfy {
                switch $0 {
                case .journal, .send: true
                case .takeBack, .tell, .note, .wakeAt, .reconciled, .learned, .alarm: false
                }
            }
        }

        /// Orders that are about to leave.
        var orders: [Int] {
            actions.compactMap { if case .send(.placeOrder(let place)) = $0 { place.orderId } else { nil } }
        }
    }

    let id: ScriptID
    let name: String
    var script: any RunningScript
    var phase = Phase.waiting
    var turns: Deque<Turn> = []
    /// Whether the script waits for room in the output, and its events with it.
    var isParked = false
    /// Whether it is still at work on its last event, in a process of its own.
    var isAway = false
    /// Whether its next event comes in a later turn, after many in one.
    var isResting = false
    var inbox = ScriptInbox()
    /// The notifications it may send, whatever its own process says.
    var notices = NoticeLimit()
    /// When it started.
    var begin: RunInstant?

    /// Makes the slot of a script that has not started.
    init(id: ScriptID, name: String, script: any RunningScript) {
        self.id = id
        self.name = name
        self.script = script
    }

    /// Whether it has not started.
    var isWaiting: Bool { if case .waiting = phase { true } else { false } }

    /// Whether events still reach it.
    var isRunning: Bool { if case .running = phase { true } else { false } }

    /// Whether it takes events: it neither waits for its output or its turn nor is away.
    var takesEvents: Bool { !isParked && !isResting && !isAway }

    /// How it ended; `nil` while it has not ended.
    var end: RunEnd? { if case .ended(let end) = phase { end } else { nil } }
}
